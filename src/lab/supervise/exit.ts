import type { EngineExit } from './starter';

/** Why an engine process ended, as a sentence for the user. */
export function exitReason(exit: EngineExit): string {
  // Told before the process gives up, by the runtime, by C++ and by the system.
  if (/heap out of memory|process out of memory|bad_alloc|cannot allocate memory/i.test(exit.output))
    return 'The engine process ran out of memory.';
  if (exit.signal === 'SIGKILL' || exit.code === 137) {
    return 'The engine process was killed, by someone or because memory ran out.';
  }
  if (exit.signal === 'SIGTERM' || exit.code === 143)
    return 'The engine process was asked to end from outside.';
  const last = lastWords(exit.output);
  const cause = exit.signal === null ? `code ${exit.code}` : `signal ${exit.signal}`;
  return `The engine process ended unexpectedly (${cause})${last === '' ? '.' : `: ${last}`}`;
}

/** The line of the error output that tells most: an error's own line rather than its stack. */
function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^at |^node:|^Node\.js v|^[\^{}]+$/.test(line));
  const error = lines.filter((line) => /error/i.test(line)).pop() ?? lines.pop() ?? '';
  const short = error.length > 240 ? `${error.slice(0, 239)}…` : error;
  return short === '' || /[.!?…]$/.test(short) ? short : `${short}.`;
}
