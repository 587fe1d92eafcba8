import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Context } from './context';
import { Failure, exitCodes } from './failure';
import { runOf, saidFile, sweepFolder, taskStates, type Plan } from './sweep-plan';

interface SlurmOptions {
  readonly threads: number;
  readonly jobs?: number;
  readonly sbatch: readonly string[];
  readonly wait?: boolean;
}

/**
 * Writes an array job whose tasks are those runs of a sweep that have not ended, and submits it; submitted again, a
 * task that was cut short goes on from its checkpoint. Gives the number of the job, or null where nothing is left.
 */
export async function submit(
  context: Context,
  plan: Plan,
  args: readonly string[],
  options: SlurmOptions,
): Promise<string | null> {
  const states = await taskStates(context, plan);
  const open = states.flatMap((state, task) =>
    state.kind === 'open' || (state.kind === 'failed' && state.again) ? [task] : [],
  );
  tellStates(context, plan, states);
  if (open.length === 0) return null;
  await refuseWhileQueued(plan.name);
  const script = path.join(sweepFolder(context, plan), 'job.sh');
  await mkdir(path.dirname(script), { recursive: true });
  await writeFile(script, jobScript(context, plan, open, args, options));
  const submitted = await sbatch([...options.sbatch, script]).catch((error: unknown) => {
    throw new Failure(
      `The job could not be submitted: ${reasonOf(error, 'sbatch')}. It is written to ${script}; submit it yourself with sbatch.`,
      exitCodes.failed,
    );
  });
  const job = (submitted.trim().split('\n').at(-1) ?? '').split(';')[0] ?? '';
  const count = `${open.length} ${open.length === 1 ? 'run' : 'runs'}`;
  context.output.note(
    `Sweep ${plan.name}: ${count} in the Slurm job ${job}. What they say lies in ${sweepFolder(context, plan)}.`,
  );
  return job;
}

/** Waits until a job has left Slurm's queue. */
export async function untilEnded(context: Context, plan: Plan, job: string): Promise<void> {
  context.output.note('Waits for the job; Ctrl-C ends the waiting and not the job.');
  for (;;) {
    const { stdout } = await squeue(['--array', '--jobs', job, '--format=%T']).catch((error: unknown) => {
      // Of a job that ended a while ago Slurm knows nothing any more.
      if (/invalid job id/i.test((error as { stderr?: string }).stderr ?? '')) return { stdout: '' };
      throw new Failure(`The job ${job} can't be followed: ${reasonOf(error, 'squeue')}.`, exitCodes.failed);
    });
    const states = stdout.split('\n').filter((line) => line !== '');
    if (states.length === 0) break;
    const running = states.filter((state) => state === 'RUNNING').length;
    context.output.progress(`${running} running, ${states.length - running} waiting`);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
  tellStates(context, plan, await taskStates(context, plan));
}

const lookEvery = 2000;

/** Tells how far a sweep has come, and what failed with its reason. */
function tellStates(context: Context, plan: Plan, states: Awaited<ReturnType<typeof taskStates>>): void {
  const done = states.filter(({ kind }) => kind === 'done').length;
  const failed = states.filter(({ kind }) => kind === 'failed').length;
  if (done + failed === 0) return;
  context.output.note(`${done} of ${states.length} runs are done${failed > 0 ? `, ${failed} failed` : ''}.`);
  states.forEach((state, task) => {
    if (state.kind === 'failed') context.output.note(`${runOf(plan, task)}: ${state.why}`);
  });
}

/** Two jobs of one sweep would meet in its runs. */
async function refuseWhileQueued(name: string): Promise<void> {
  // Where Slurm can't be asked, sbatch will tell why.
  const { stdout } = await squeue(['--me', '--name', name, '--format=%F']).catch(() => ({ stdout: '' }));
  const [job = ''] = stdout.split('\n');
  if (job !== '')
    throw new Failure(
      `The sweep is in Slurm's queue already. Wait for the job ${job}, or end it with: scancel ${job}`,
      exitCodes.failed,
    );
}

async function sbatch(args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('sbatch', ['--parsable', ...args])).stdout;
}

function squeue(args: readonly string[]): Promise<{ stdout: string }> {
  return promisify(execFile)('squeue', ['--noheader', ...args]);
}

function reasonOf(error: unknown, program: string): string {
  const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
  return code === 'ENOENT'
    ? `there is no ${program} on this machine`
    : (stderr.trim().split('\n').at(-1) ?? '');
}

/** The job: every task runs this very program with the number of its combination. */
function jobScript(
  context: Context,
  plan: Plan,
  open: readonly number[],
  args: readonly string[],
  { threads, jobs }: SlurmOptions,
): string {
  const atOnce = jobs === undefined ? '' : `%${jobs}`;
  const output = saidFile(context, plan, '\0').replaceAll('%', '%%').replace('\0', '%a');
  const command = [process.execPath, process.argv[1] ?? '', ...args].map(quoted).join(' ');
  return [
    '#!/bin/sh',
    `#SBATCH --job-name=${plan.name}`,
    `#SBATCH --array=${ranges(open)}${atOnce}`,
    `#SBATCH --cpus-per-task=${threads}`,
    `#SBATCH --output="${output}"`,
    '#SBATCH --open-mode=append',
    // Asked to end before its time is up, a run writes a checkpoint.
    '#SBATCH --signal=B:TERM@60',
    `cd ${quoted(process.cwd())}`,
    `export COLLOCATE_RUNS=${quoted(context.store.folder)}`,
    `exec ${command} --task "$SLURM_ARRAY_TASK_ID"`,
    '',
  ].join('\n');
}

/** Ascending numbers as Slurm writes them: 0-3,7,9-10. */
function ranges(numbers: readonly number[]): string {
  const parts: [first: number, last: number][] = [];
  for (const number of numbers) {
    const part = parts.at(-1);
    if (part !== undefined && part[1] === number - 1) part[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
