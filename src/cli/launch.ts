import type { Launched } from './context';
import { startGuarded } from './guard';

/** Runs a script of Node with these arguments in a process of its own, which the terminal's interrupts don't reach. */
export function launch(script: string, args: readonly string[]): Launched {
  const guarded = startGuarded(script, args, 'apart');
  let last = '';
  guarded.errors?.on('data', (text) => {
    last = `${last}${String(text)}`.slice(-4000);
  });
  const ended = guarded.ended.then(
    ({ code }) => ({ code: code ?? 1, last: last.trim().split('\n').at(-1) ?? '' }),
    (error: unknown) => ({ code: 1, last: error instanceof Error ? error.message : String(error) }),
  );
  return { ended, interrupt: () => guarded.interrupt() };
}
