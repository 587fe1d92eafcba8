import { RunStore } from '../../src/lab';
import { runCommandLine } from '../../src/cli/program';
import { CosineEngine } from './cosine-engine';
import type { Standing } from '../../src/cli/guard';
import type { CosineOptions } from './cosine-trainer';
import { temporaryFolder } from './runs';

interface Ran {
  readonly code: number;
  readonly results: string[];
  readonly notes: string[];
  readonly progress: string[];
  readonly out: string;
  readonly err: string;
}

/** A command line in a store of its own, with the small engine; gives what was written where. */
export async function commandLine(options: CosineOptions = {}) {
  const engine = new CosineEngine(options);
  const store = new RunStore(await temporaryFolder());
  const standings: Standing[] = [];
  let interrupt: () => void = () => undefined;
  const run = async (...args: string[]): Promise<Ran> => {
    const results: string[] = [];
    const notes: string[] = [];
    const progress: string[] = [];
    const code = await runCommandLine(args, {
      engine,
      store,
      launch: (others) => ({
        ended: run(...others).then(({ code, notes }) => ({ code, last: notes.at(-1) ?? '' })),
        interrupt: () => interrupt(),
      }),
      output: {
        result: (text) => void results.push(text),
        note: (text) => void notes.push(text),
        progress: (text) => void progress.push(text),
      },
      standing: (at) => void standings.push(at),
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
  return { engine, store, run, json, standings, interrupt: () => interrupt() };
}
