import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Context } from './context';
import { Failure, exitCodes, type ExitCode } from './failure';

interface SlurmOptions {
  readonly threads: number;
  readonly jobs?: number;
  readonly sbatch: readonly string[];
}

/**
 * Writes an array job whose tasks are the runs of a sweep, and submits it. A task that is cut short goes on from its
 * checkpoint when the same job is submitted again.
 */
export async function submit(
  context: Context,
  plan: { readonly name: string; readonly tasks: readonly unknown[] },
  args: readonly string[],
  options: SlurmOptions,
): Promise<ExitCode> {
  const folder = path.join(context.store.folder, '.sweeps', plan.name);
  const script = path.join(folder, 'job.sh');
  await mkdir(folder, { recursive: true });
  await writeFile(script, jobScript(context, plan, args, options, folder));
  let job: string;
  try {
    const { stdout } = await promisify(execFile)('sbatch', ['--parsable', ...options.sbatch, script]);
    job = (stdout.trim().split('\n').at(-1) ?? '').split(';')[0] ?? '';
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    const reason =
      code === 'ENOENT' ? 'there is no sbatch on this machine' : stderr.trim().split('\n').at(-1);
    throw new Failure(
      `The job could not be submitted: ${reason}. It is written to ${script}; submit it yourself with sbatch.`,
      exitCodes.failed,
    );
  }
  context.output.note(
    `Sweep ${plan.name}: ${plan.tasks.length} runs in the Slurm job ${job}. What they say lies in ${folder}.`,
  );
  context.output.result(job);
  return exitCodes.done;
}

/** The job: every task runs this very program with the number of its combination. */
function jobScript(
  context: Context,
  { name, tasks }: { readonly name: string; readonly tasks: readonly unknown[] },
  args: readonly string[],
  { threads, jobs }: SlurmOptions,
  folder: string,
): string {
  const atOnce = jobs === undefined ? '' : `%${jobs}`;
  // Slurm's own comments know no quotation of blanks but the backslash.
  const output = `${folder.replaceAll('%', '%%')}/task-%a.txt`.replaceAll(' ', '\\ ');
  const command = [process.execPath, process.argv[1] ?? '', ...args].map(quoted).join(' ');
  return [
    '#!/bin/sh',
    `#SBATCH --job-name=${name}`,
    `#SBATCH --array=0-${tasks.length - 1}${atOnce}`,
    `#SBATCH --cpus-per-task=${threads}`,
    `#SBATCH --output=${output}`,
    '#SBATCH --open-mode=append',
    // Asked to end before its time is up, a run writes a checkpoint.
    '#SBATCH --signal=B:TERM@60',
    `cd ${quoted(process.cwd())}`,
    `export COLLOCATE_RUNS=${quoted(context.store.folder)}`,
    `exec ${command} --task "$SLURM_ARRAY_TASK_ID"`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
