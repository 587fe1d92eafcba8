import { execFileSync } from 'node:child_process';

/** The process below `root` whose command line holds `text`. */
export function descendantWith(root: number, text: string): number {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return match === null
        ? []
        : [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }];
    });
  const below = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of table) {
      if (below.has(parent) && !below.has(pid)) {
        below.add(pid);
        grown = true;
      }
    }
  }
  const found = table.find(({ pid, command }) => pid !== root && below.has(pid) && command.includes(text));
  if (found === undefined) throw new Error(`no process below ${root} runs ${text}`);
  return found.pid;
}
