#!/usr/bin/env node
import { RunStore, nativeEngine, plainReason } from '../lab';
import { exitCodes } from './failure';
import { launch } from './launch';
import { streamOutput } from './output';
import { runCommandLine } from './program';

const interruptions: (() => void)[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  let asked = false;
  process.on(signal, () => {
    // The second time the user does not want to wait for a checkpoint.
    if (asked || interruptions.length === 0) process.exit(exitCodes.stopped);
    asked = true;
    for (const listener of [...interruptions]) listener();
  });
}

// What nobody foresaw is told in a sentence too.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${plainReason(error)}\n`);
    process.exit(exitCodes.failed);
  });
}

const context = {
  engine: nativeEngine,
  output: streamOutput(),
  store: new RunStore(),
  launch: (args: readonly string[]) => launch(process.argv[1] ?? '', args),
  onInterrupt: (listener: () => void) => {
    interruptions.push(listener);
    return () => void interruptions.splice(interruptions.indexOf(listener), 1);
  },
};

void runCommandLine(process.argv.slice(2), context).then((code) => {
  // The native engine keeps threads of its own alive.
  process.exitCode = code;
  process.stdout.write('', () => process.exit(code));
});
