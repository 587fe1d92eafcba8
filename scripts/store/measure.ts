/** Opens and filters the table of a store, and prints the milliseconds as JSON: `node measure.cjs FOLDER`. */
import { performance } from 'node:perf_hooks';
import { RunStore, encode, filterRuns, parseFilter, sortRuns, summaryOf, type TableRun } from '../../src/lab';

const filters = [
  'loss < 1e-6',
  'tag = paper and precision = float64',
  'heat or burgers',
  'network.width >= 40 not archived = true',
];

async function main(): Promise<void> {
  const store = new RunStore(process.argv[2]);
  const begun = performance.now();
  const runs = await store.list();
  const summaries = runs.map((run) => summaryOf(run, null));
  // What the engine process hands to a window.
  const bytes = encode(summaries).byteLength;
  const open = performance.now() - begun;
  const again = await timed(() => store.list());
  const settings = await timed(() => runs.map((run) => run.settings()));
  const table: TableRun[] = settings.result.map((one, index) => ({
    summary: summaries[index]!,
    settings: one,
  }));
  const filtered: { text: string; milliseconds: number; found: number }[] = [];
  for (const text of filters) {
    const done = await timed(() => {
      const parsed = parseFilter(text);
      return parsed.ok ? sortRuns(filterRuns(table, parsed.filter), 'loss', false).length : -1;
    });
    filtered.push({ text, milliseconds: done.milliseconds, found: done.result });
  }
  console.log(
    JSON.stringify({
      runs: runs.length,
      bytes,
      open,
      again: again.milliseconds,
      settings: settings.milliseconds,
      filtered,
    }),
  );
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - begun };
}

void main();
