import { coreCount, fieldFormatOf, formatDuration, simulate as solveStudy } from '../lab';
import type { Context } from './context';
import { exitCodes, type ExitCode } from './failure';
import { readSource } from './study-source';
import { solvableStudy, type RunOptions } from './train';

export interface SimulateOptions {
  readonly grid?: Readonly<Record<string, number>>;
  readonly out?: string;
  readonly series?: string;
  readonly set: RunOptions['set'];
  readonly json?: boolean;
}

/** `simulate STUDY`: the lab's own solver on a study. */
export async function simulate(context: Context, name: string, options: SimulateOptions): Promise<ExitCode> {
  const { study } = await solvableStudy(context, await readSource(name), options);
  const place = (path: string | undefined) =>
    path === undefined ? undefined : { path, format: fieldFormatOf(path) };
  await context.engine.configure({ threads: coreCount(), device: 'cpu' });
  const { statedError, resolution, seconds, files, warnings } = await solveStudy(study, {
    counts: options.grid,
    out: place(options.out),
    series: place(options.series),
    cache: await context.engine.cacheFolder(),
    progress: (sentence) => context.output.progress(sentence),
  });
  if (options.json === true) {
    const result = { stated_error: statedError, resolution, seconds, files, warnings };
    context.output.result(JSON.stringify(result));
    return exitCodes.done;
  }
  context.output.note(`Solved in ${formatDuration(seconds)}: ${resolution}.`);
  for (const [field, error] of Object.entries(statedError))
    context.output.note(
      `${field}: stated error ${error.toExponential(1)} of its largest value, by the last refinement.`,
    );
  for (const warning of warnings) context.output.note(`Warning: ${warning}`);
  for (const file of files) context.output.result(file);
  return exitCodes.done;
}
