import { fieldFormatOf, formatDuration, simulate as solveStudy } from '../lab';
import type { Context } from './context';
import { exitCodes, type ExitCode } from './failure';
import { readSource } from './study-source';
import { solvableStudy, type RunOptions } from './train';

export interface SimulateOptions {
  readonly grid?: Readonly<Record<string, number>>;
  readonly out?: string;
  readonly set: RunOptions['set'];
  readonly json?: boolean;
}

/** `simulate STUDY`: the lab's own solver on a study. */
export async function simulate(context: Context, name: string, options: SimulateOptions): Promise<ExitCode> {
  const { study } = await solvableStudy(context, await readSource(name), options);
  const { statedError, resolution, seconds, files } = await solveStudy(study, {
    counts: options.grid,
    out: options.out === undefined ? undefined : { path: options.out, format: fieldFormatOf(options.out) },
    cache: await context.engine.cacheFolder(),
    progress: (sentence) => context.output.progress(sentence),
  });
  if (options.json === true) {
    const result = { stated_error: statedError, resolution, seconds, files };
    context.output.result(JSON.stringify(result));
    return exitCodes.done;
  }
  context.output.note(`Solved in ${formatDuration(seconds)}: ${resolution}.`);
  for (const [field, error] of Object.entries(statedError))
    context.output.note(
      `${field}: stated error ${error.toExponential(1)} of its largest value, by the last refinement.`,
    );
  for (const file of files) context.output.result(file);
  return exitCodes.done;
}
