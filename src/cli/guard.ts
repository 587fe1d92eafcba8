import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What a command that trains tells its guard: the run that it trains, and whether it compiles. */
export interface Standing {
  readonly folder: string;
  /** A program is being compiled: nothing is lost when the process ends now, but it can't hear until it is done. */
  readonly compiling: boolean;
}

/** A command that trains, in a process of its own. */
export interface Guarded {
  /** What it says on its error stream, where that is not ours. */
  readonly errors: Readable | null;
  /** Its exit code, or the signal that ended it; `folder` is its run where it was ended while it could not hear. */
  readonly ended: Promise<GuardedEnd>;
  /** Asks it to stop with a checkpoint; the second time it ends at once. */
  interrupt(): void;
}

export interface GuardedEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The run that was cut short; null where it ended by itself, or no run had begun. */
  readonly cutShort: { readonly folder: string | null } | null;
}

/** Set in the environment of a process that has a guard. */
const guardedVariable = 'COLLOCATE_GUARDED';
const interruption = 'interrupt';
/** Milliseconds that a process is given to answer to an interrupt. */
const patience = 1000;

const busyText =
  'The present step takes long; a checkpoint is written when it is done. Interrupt again to end at once: what was trained since the last checkpoint is then trained anew.';

/** Guarded processes that have not ended; none outlives its guard. */
const children = new Set<ChildProcess>();

process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** True in a process that a guard has started. */
export function hasGuard(): boolean {
  return process.env[guardedVariable] === '1' && process.send !== undefined;
}

/**
 * Starts a command that trains. The engine works inside calls that nothing interrupts, and a compilation may last
 * minutes: another process has to hear the user meanwhile.
 * @param own where its streams go: ours, or nowhere but for the errors, which are read
 * @param tell is given what the user should know while the process can't be stopped yet
 */
export function startGuarded(
  script: string,
  args: readonly string[],
  own: 'inherit' | 'apart',
  tell: (sentence: string) => void = () => undefined,
): Guarded {
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    // The terminal's own interrupts reach a process beside this one only when it is asked.
    detached: own === 'apart',
    env: { ...process.env, [guardedVariable]: '1' },
    stdio: own === 'inherit' ? ['inherit', 'inherit', 'inherit', 'ipc'] : ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  children.add(child);
  let standing: Standing | null = null;
  let asked = 0;
  let cut = false;
  let timer: NodeJS.Timeout | null = null;
  const end = (): void => {
    cut = true;
    child.kill('SIGKILL');
  };
  child.on('message', (message) => (standing = message as Standing));
  const ended = new Promise<GuardedEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      if (timer !== null) clearTimeout(timer);
      resolve({ code, signal, cutShort: cut ? { folder: standing?.folder ?? null } : null });
    });
  });
  return {
    errors: child.stderr,
    ended,
    interrupt() {
      asked++;
      if (asked > 1) return end();
      // A process that ends meanwhile has closed its ear.
      child.send(interruption, () => undefined);
      timer = setTimeout(() => {
        if (standing === null || standing.compiling) end();
        else tell(busyText);
      }, patience);
    },
  };
}

/** The guarded process's side: hears its guard, and tells it how things stand. */
export function hearGuard(interrupt: () => void): (standing: Standing) => void {
  process.on('message', (message) => {
    if (message === interruption) interrupt();
  });
  // Nobody is left to interrupt it, or to wait for it.
  process.on('disconnect', () => process.exit(1));
  return (standing) => void process.send?.(standing);
}
