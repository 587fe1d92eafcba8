import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { outcomes, readRecord } from '../lab';
import type { Context } from './context';
import type { StudySource } from './study-source';
import { combinations, type SweepPlan } from './sweep-values';

/** A sweep that was read: its name, and the assignments of each of its runs. */
export interface Plan {
  readonly name: string;
  readonly tasks: readonly (readonly string[])[];
}

/** How far one of the runs has come. */
export type TaskState =
  | { readonly kind: 'open' | 'done' }
  /** It has ended without a result; `again` says whether it is worth another try. */
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

/** The name of a sweep follows from the study and the settings, so that the same command finds its runs again. */
export function planOf(
  source: StudySource,
  options: SweepPlan & { readonly for?: number; readonly steps?: number },
): Plan {
  const tasks = combinations(options);
  const { for: seconds, steps, seed } = options;
  const key = JSON.stringify([source.text, tasks, seconds, steps, seed]);
  return { name: `sweep-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`, tasks };
}

export function runOf(plan: Plan, task: number): string {
  return `${plan.name}-${String(task).padStart(4, '0')}`;
}

/** Where jobs of a cluster keep what they say. */
export function sweepFolder(context: Context, plan: Plan): string {
  return path.join(context.store.folder, '.sweeps', plan.name);
}

export function saidFile(context: Context, plan: Plan, task: number | string): string {
  return path.join(sweepFolder(context, plan), `task-${task}.txt`);
}

/** The states of all runs of a sweep, as their folders tell them. */
export async function taskStates(context: Context, plan: Plan): Promise<TaskState[]> {
  const states: TaskState[] = [];
  // One after the other: a sweep may have more runs than a process may have open files.
  for (let task = 0; task < plan.tasks.length; task++) states.push(await taskState(context, plan, task));
  return states;
}

export async function taskState(context: Context, plan: Plan, task: number): Promise<TaskState> {
  const folder = context.store.folderOf(runOf(plan, task));
  const isRun = await access(path.join(folder, 'run.json')).then(
    () => true,
    () => false,
  );
  if (!isRun) {
    // A task of a cluster that ended before it made its run has left nothing but its last words.
    const why = await lastLine(saidFile(context, plan, task));
    return why === '' ? { kind: 'open' } : { kind: 'failed', why, again: true };
  }
  const { outcome, message } = await readRecord(folder);
  if (outcome === null || outcome === 'stopped') return { kind: 'open' };
  if (outcome === 'finished' || outcome === 'stalled') return { kind: 'done' };
  return { kind: 'failed', why: message, again: outcomes[outcome].resumable };
}

async function lastLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').at(-1) ?? '';
}
