import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** A process of /proc, or nothing when it has ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    // The name in brackets may hold anything; the parent is the second word after it.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ');
    return [{ pid, parent: Number(afterName.split(' ')[1]), command }];
  } catch {
    return [];
  }
}

/** All processes below `root`. */
function below(root: number): Process[] {
  const table = readdirSync('/proc').map(Number).filter(Number.isInteger).flatMap(readProcess);
  const parents = new Map(table.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    for (let parent = parents.get(pid); parent !== undefined && parent !== 0; parent = parents.get(parent))
      if (parent === root) return true;
    return false;
  };
  return table.filter(({ pid }) => isBelow(pid));
}

export const descendants = (root: number): number[] => below(root).map(({ pid }) => pid);

/** The process below `root` whose command line holds `text`. */
export function descendantWith(root: number, text: string): number {
  const found = below(root).find(({ command }) => command.includes(text));
  if (found === undefined) throw new Error(`no process below ${root} runs ${text}`);
  return found.pid;
}
