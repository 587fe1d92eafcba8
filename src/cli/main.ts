#!/usr/bin/env node
import { exitCodes } from './failure';
import { hasGuard, hearGuard, startGuarded, type Standing } from './guard';
import { launch } from './launch';

const args = process.argv.slice(2);
const script = process.argv[1] ?? '';
/** The commands that train in this process. */
const training = ['run', 'resume', 'reproduce'];

const interruptions: (() => void)[] = [];
let asked = false;

function interrupt(): void {
  // The second time the user does not want to wait for a checkpoint.
  if (asked || interruptions.length === 0) process.exit(exitCodes.stopped);
  asked = true;
  for (const listener of [...interruptions]) listener();
}

// What nobody foresaw is told in a sentence too.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(exitCodes.failed);
  });
}

function onSignals(listener: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener);
}

if (!hasGuard() && (training.includes(args[0] ?? '') || args.includes('--task'))) void guard();
else void work();

/** Hears the user while another process trains; ends as that one does. */
async function guard(): Promise<void> {
  const guarded = startGuarded(script, args, 'inherit', (text) => process.stderr.write(`\n${text}\n`));
  onSignals(() => guarded.interrupt());
  const { code, signal, cutShort } = await guarded.ended;
  if (cutShort !== null) {
    const { tellCutShort } = await import('./cut-short');
    await tellCutShort(cutShort.folder, args.includes('--json'));
    process.exit(exitCodes.stopped);
  }
  if (code !== null) process.exit(code);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(name);
  process.kill(process.pid, signal ?? 'SIGKILL');
}

async function work(): Promise<void> {
  // What is heavy is loaded where the work is done.
  const { context } = await import('./own-context');
  const { runCommandLine } = await import('./program');
  let standing: (at: Standing) => void = () => undefined;
  if (hasGuard()) {
    // The terminal's own interrupts come by way of the guard.
    onSignals(() => undefined);
    standing = hearGuard(interrupt);
  } else onSignals(interrupt);
  const code = await runCommandLine(args, {
    ...context(),
    standing,
    launch: (others) => launch(script, others),
    onInterrupt: (listener) => {
      interruptions.push(listener);
      return () => void interruptions.splice(interruptions.indexOf(listener), 1);
    },
  });
  // The native engine keeps threads of its own alive.
  process.exitCode = code;
  process.stdout.write('', () => process.exit(code));
}
