import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Milliseconds for which a job that was there is believed to be there still. */
const fresh = 5000;

let seen: { readonly at: number; readonly jobs: ReadonlySet<string> } | null = null;
/** Jobs that have ended stay so. */
const ended = new Set<string>();

/** The Slurm job that this process is part of, each task of an array being one; null outside Slurm. */
export function ownJob(): string | null {
  const job = process.env['SLURM_JOB_ID'];
  return job !== undefined && /^\d+$/.test(job) ? job : null;
}

/** True when Slurm can be asked and knows that the job is neither running nor waiting. */
export async function hasEnded(job: string): Promise<boolean> {
  if (ended.has(job)) return true;
  if (seen !== null && performance.now() - seen.at < fresh && seen.jobs.has(job)) return false;
  // An older answer may be one from before the job began.
  const jobs = await openJobs();
  if (jobs === null || jobs.has(job)) return false;
  ended.add(job);
  return true;
}

/** Numbers of all jobs that have not ended; null where Slurm can't be asked. */
async function openJobs(): Promise<ReadonlySet<string> | null> {
  try {
    // %A is the number of each task of an array by itself.
    const { stdout } = await promisify(execFile)('squeue', ['--noheader', '--array', '--format=%A']);
    const jobs = new Set(stdout.split('\n').map((line) => line.trim()));
    seen = { at: performance.now(), jobs };
    return jobs;
  } catch {
    return null;
  }
}
