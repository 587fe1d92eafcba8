import { coreCount, readRecord, startRun, type Device } from '../lab';
import type { Context, Launched } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';
import { listRuns } from './runs';
import { submit, untilEnded } from './slurm';
import { readSource, type StudySource } from './study-source';
import { planOf, runOf, taskState, taskStates, type Plan } from './sweep-plan';
import { sweptPaths } from './sweep-values';
import { resume, solvableStudy, trainToEnd } from './train';

export interface SweepOptions {
  readonly set: readonly string[];
  readonly pairs?: boolean;
  readonly random?: number;
  readonly sobol?: number;
  readonly for?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly device: Device;
  readonly threads: number;
  readonly jobs?: number;
  readonly slurm?: boolean;
  readonly wait?: boolean;
  readonly sbatch: readonly string[];
  readonly task?: number;
  readonly json?: boolean;
}

/**
 * `sweep STUDY`: trains a study with many settings, each combination an ordinary run, as many at a time as the machine
 * takes. The name of the sweep follows from the study and the settings: the same command finds its runs again, passes
 * over those that ended and goes on with the others.
 */
export async function sweep(context: Context, study: string, options: SweepOptions): Promise<ExitCode> {
  if (study === '-')
    throw badInput('A sweep reads its study once for each run: give a file or gallery:NAME.');
  const source = await readSource(study);
  const plan = planOf(source, options);
  if (options.task !== undefined) return trainOne(context, source, plan, options.task, options);
  // Wrong settings are told before anything is trained.
  for (const set of plan.tasks) await solvableStudy(context, source, { set, seed: options.seed });
  const args = argumentsOf(study, options);
  if (options.slurm === true && !(await onCluster(context, plan, args, options))) return exitCodes.done;
  if (options.slurm !== true) context.output.note(`Sweep ${plan.name}: ${plan.tasks.length} runs.`);
  const code =
    options.slurm === true ? await codeOf(context, plan) : await trainAll(context, plan, args, options);
  const table = {
    filter: `sweep = ${plan.name}`,
    columns: ['run', ...sweptPaths(options), 'state', 'step', 'loss', 'error'],
  };
  await listRuns(context, { ...table, sort: 'run', archived: true, json: options.json });
  if (code === exitCodes.stopped) context.output.note('Go on with the same command.');
  return code;
}

/** Submits what is left of a sweep; true when nothing of it is waited for any more. */
async function onCluster(
  context: Context,
  plan: Plan,
  args: readonly string[],
  options: SweepOptions,
): Promise<boolean> {
  const job = await submit(context, plan, args, options);
  if (job === null) return true;
  if (options.wait !== true) {
    context.output.result(job);
    return false;
  }
  await untilEnded(context, plan, job);
  return true;
}

/** What a sweep ends with whose jobs have ended. */
async function codeOf(context: Context, plan: Plan): Promise<ExitCode> {
  const states = await taskStates(context, plan);
  if (states.some(({ kind }) => kind === 'failed')) return exitCodes.failed;
  return states.every(({ kind }) => kind === 'done') ? exitCodes.done : exitCodes.stopped;
}

/** The arguments with which this program trains one of the runs, less the number of the task. */
function argumentsOf(study: string, options: SweepOptions): string[] {
  const { set, pairs, random, sobol, for: seconds, steps, seed, device, threads } = options;
  const option = (name: string, value: number | string | undefined) =>
    value === undefined ? [] : [name, String(value)];
  return [
    ...['sweep', study],
    ...set.flatMap((one) => ['--set', one]),
    ...(pairs === true ? ['--pairs'] : []),
    ...option('--random', random),
    ...option('--sobol', sobol),
    ...option('--for', seconds),
    ...option('--steps', steps),
    ...option('--seed', seed),
    ...option('--device', device),
    ...option('--threads', threads),
  ];
}

async function trainOne(
  context: Context,
  source: StudySource,
  plan: Plan,
  task: number,
  options: SweepOptions,
): Promise<ExitCode> {
  const set = plan.tasks[task];
  if (set === undefined)
    throw badInput(`--task ${task}: the sweep has ${plan.tasks.length} runs, counted from 0.`);
  const state = await taskState(context, plan, task);
  if (state.kind === 'done') return exitCodes.done;
  if (state.kind === 'failed' && !state.again) {
    context.output.note(state.why);
    return exitCodes.failed;
  }
  const folder = context.store.folderOf(runOf(plan, task));
  if (await readRecord(folder).catch(() => null)) return resume(context, folder, {});
  const { study, dataFiles } = await solvableStudy(context, source, { set, seed: options.seed });
  const choice = { threads: options.threads, device: options.device };
  const { steps, for: seconds } = options;
  const { code, next } = await trainToEnd(context, choice, (progress) =>
    startRun(
      context.engine,
      context.store,
      { study, dataFiles, choice, folder, steps, seconds, sweep: plan.name },
      progress.observer(),
    ),
  );
  context.output.note(next);
  return code;
}

async function trainAll(
  context: Context,
  plan: Plan,
  args: readonly string[],
  options: SweepOptions,
): Promise<ExitCode> {
  const jobs = options.jobs ?? Math.max(1, Math.floor(coreCount() / options.threads));
  const running = new Set<Launched>();
  let next = 0;
  let done = 0;
  let failed = 0;
  let interrupted = false;
  const release = context.onInterrupt(() => {
    interrupted = true;
    context.output.note('Stopping; each run writes a checkpoint …');
    for (const one of running) one.interrupt();
  });
  const worker = async (): Promise<void> => {
    while (next < plan.tasks.length && !interrupted) {
      const task = next++;
      const launched = context.launch([...args, '--task', String(task)]);
      running.add(launched);
      const { code, last } = await launched.ended;
      running.delete(launched);
      if (code === exitCodes.done) done++;
      else if (!interrupted) {
        failed++;
        context.output.note(`${runOf(plan, task)}: ${last}`);
      }
      context.output.progress(
        `${done} of ${plan.tasks.length} runs are done${failed > 0 ? `, ${failed} failed` : ''}`,
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, plan.tasks.length) }, worker));
  } finally {
    release();
  }
  if (interrupted) return exitCodes.stopped;
  return failed > 0 ? exitCodes.failed : exitCodes.done;
}
