import { RunStore } from '../../src/lab';
import { runCommandLine } from '../../src/cli/program';
import { CosineEngine } from './cosine-engine';
import type { CosineOptions } from './cosine-trainer';
import { temporaryFolder } from './runs';

/** A command line in a store of its own, with the small engine; gives what was written where. */
export async function commandLine(options: CosineOptions = {}) {
  const engine = new CosineEngine(options);
  const store = new RunStore(await temporaryFolder());
  let interrupt: () => void = () => undefined;
  const run = async (...args: string[]) => {
    const results: string[] = [];
    const notes: string[] = [];
    const progress: string[] = [];
    const code = await runCommandLine(args, {
      engine,
      store,
      output: {
        result: (text) => void results.push(text),
        note: (text) => void notes.push(text),
        progress: (text) => void progress.push(text),
      },
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => undefined;
      },
    });
    return { code, results, notes, progress, out: results.join('\n'), err: notes.join('\n') };
  };
  const json = async (...args: string[]) => {
    const ran = await run(...args, '--json');
    return { ...ran, result: JSON.parse(ran.results.at(-1) ?? 'null') as Record<string, unknown> };
  };
  return { engine, store, run, json, interrupt: () => interrupt() };
}
