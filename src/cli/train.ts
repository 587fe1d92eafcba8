import {
  type AnyStudy,
  checkText,
  coreCount,
  readRecord,
  resumeRun,
  startRun,
  type CheckedStudy,
  type Device,
  type EngineChoice,
  type OpenRun,
} from '../lab';
import { runFolder, type Context } from './context';
import { badInput, exitCodes, Failure, type ExitCode } from './failure';
import { setInDocument } from './overrides';
import { profileOf } from './profile';
import { Progress } from './progress';
import { conclusion, resultOf, resultText, type RunResult } from './result';
import { describeProblem, readSource, type StudySource } from './study-source';

export interface RunOptions {
  readonly for?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly device: Device;
  readonly threads?: number;
  readonly out?: string;
  readonly from?: string;
  readonly set: readonly string[];
  readonly profile?: boolean;
  readonly json?: boolean;
}

/** `run STUDY`: trains a study with progress. */
export async function run(context: Context, argument: string, options: RunOptions): Promise<ExitCode> {
  if (options.out?.trim() === '') throw badInput('--out needs the name of a folder.');
  const source = await readSource(argument);
  const startFolder = options.from === undefined ? undefined : await runFolder(context, options.from);
  const started =
    startFolder === undefined
      ? []
      : [`start=${JSON.stringify({ run: (await readRecord(startFolder)).run })}`];
  const { study, dataFiles } = await solvableStudy(context, source, {
    ...options,
    set: [...options.set, ...started],
  });
  const choice = { threads: options.threads ?? coreCount(), device: options.device };
  return train(context, options, choice, (progress) =>
    startRun(
      context.engine,
      context.store,
      {
        ...{ study, dataFiles, choice, startFolder },
        ...{ folder: options.out, steps: options.steps, seconds: options.for },
      },
      progress.observer(),
    ),
  );
}

export interface ResumeOptions {
  readonly more?: number;
  readonly json?: boolean;
}

/** `resume RUN`: goes on from the newest good checkpoint, with the run's own thread count. */
export async function resume(context: Context, run: string, options: ResumeOptions): Promise<ExitCode> {
  const folder = await runFolder(context, run);
  const record = await readRecord(folder);
  const choice = { threads: record.threads, device: record.device };
  return train(context, options, choice, async (progress) => {
    const open = await resumeRun(context.engine, folder, choice, progress.observer(), options.more);
    for (const warning of open.warnings) progress.warn(warning);
    return open;
  });
}

async function train(
  context: Context,
  { json, profile }: { readonly json?: boolean; readonly profile?: boolean },
  choice: EngineChoice,
  open: (progress: Progress) => Promise<OpenRun>,
): Promise<ExitCode> {
  const { result, code, next } = await trainToEnd(context, choice, open, profile);
  if (json !== true) context.output.result(resultText(result));
  context.output.note(next);
  if (json === true) context.output.result(JSON.stringify(result));
  return code;
}

/** Trains with progress until the run ends, or the user interrupts; gives its result and what can be done next. */
export async function trainToEnd(
  context: Context,
  choice: EngineChoice,
  open: (progress: Progress) => Promise<OpenRun>,
  profile = false,
): Promise<{ result: RunResult; code: ExitCode; next: string }> {
  const { output } = context;
  let opened: OpenRun | null = null;
  let interrupted = false;
  // Nobody is here to free space and go on: the run ends, and can be resumed.
  const progress = new Progress(
    output,
    () => opened?.run.stop(),
    ({ run, folder }) =>
      context.standing({ folder: folder.path, compiling: ['waiting', 'compiling'].includes(run.state) }),
  );
  const release = context.onInterrupt(() => {
    interrupted = true;
    output.note('Stopping after this chunk …');
    opened?.run.stop('at once');
  });
  try {
    await context.engine.configure(choice);
    output.progress('Preparing the study.');
    opened = await open(progress);
    progress.follow(opened);
    if (interrupted) opened.run.stop('at once');
    output.note(`Run ${opened.folder.record.run} in ${opened.folder.path}`);
    const began = performance.now();
    const end = await opened.run.train();
    const seconds = (performance.now() - began) / 1000;
    const result = {
      ...resultOf(opened, end, progress.warnings),
      ...(profile && { profile: profileOf(opened.trainer, seconds) }),
    };
    return { result, ...conclusion(end, result) };
  } finally {
    release();
    opened?.trainer.dispose();
  }
}

/** The study of a source with its settings changed as asked; tells every problem. Errors: `Failure` where it has errors. */
export async function solvableStudy(
  context: Context,
  source: StudySource,
  options: Pick<RunOptions, 'set' | 'seed'>,
): Promise<{ study: AnyStudy; dataFiles: CheckedStudy['dataFiles'] }> {
  const text = overridden(source, options);
  const { study, dataFiles, problems } = await checkText(text, source.folder);
  for (const problem of problems) context.output.note(describeProblem(source, problem, documentOf(text)));
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (study === null || errors > 0) {
    const count = `${errors} ${errors === 1 ? 'problem' : 'problems'}`;
    throw new Failure(`${source.name} can't be solved: ${count}, see above.`, exitCodes.badInput);
  }
  return { study, dataFiles };
}

/** The text of the study with --set and --seed put into it. */
function overridden(source: StudySource, options: Pick<RunOptions, 'set' | 'seed'>): string {
  if (options.set.length === 0 && options.seed === undefined) return source.text;
  const document = documentOf(source.text);
  // Text that is no JSON is left to the checker, which says where it breaks.
  if (document === undefined) return source.text;
  if (typeof document !== 'object' || document === null)
    throw badInput(`${source.name}: this is not a study.`);
  for (const assignment of options.set) setInDocument(document, assignment);
  if (options.seed !== undefined) setInDocument(document, `seed=${options.seed}`);
  return JSON.stringify(document);
}

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
