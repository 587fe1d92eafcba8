import { spawn } from 'node:child_process';
import type { Launched } from './context';

/** Runs a script of Node with these arguments in a process of its own, which the terminal's interrupts don't reach. */
export function launch(script: string, args: readonly string[]): Launched {
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let last = '';
  child.stderr.on('data', (text) => {
    last = `${last}${String(text)}`.slice(-4000);
  });
  const ended = new Promise<{ code: number; last: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: 1, last: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, last: last.trim().split('\n').at(-1) ?? '' }));
  });
  return { ended, interrupt: () => void child.kill('SIGINT') };
}
