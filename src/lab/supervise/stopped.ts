import { readFileSync } from 'node:fs';

/** True when the system tells (Linux) that a process was stopped by a signal: it will not move until it is continued. */
export function isStopped(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything; the state comes after it.
    return status.charAt(status.lastIndexOf(')') + 2) === 'T';
  } catch {
    return false;
  }
}
