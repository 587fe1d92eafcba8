/**
 * Reads mutated study files, messages and data files as the lab does. Each must be taken or be refused with a sentence,
 * quickly; memory may not grow.
 *
 *   node documents.cjs COUNT SEED        prints one JSON line
 */
import { generator } from '../../test/support/random';
import { fileReaders } from './files';
import { readMessage } from './messages';
import { readStudyDocument } from './studies';

const [count, seed] = process.argv.slice(2).map(Number);
const next = generator(seed);
/** What is read: how often of ten, and what to call it. */
const kinds = [
  { name: 'studies', read: readStudyDocument },
  { name: 'messages', read: readMessage },
  ...fileReaders,
] as const;

interface Tally {
  count: number;
  taken: number;
  failed: number;
  longest: number;
  failures: string[];
}
const tallies = Object.fromEntries(
  kinds.map(({ name }) => [name, { count: 0, taken: 0, failed: 0, longest: 0, failures: [] } as Tally]),
);

/** Live memory after a collection, in bytes: the script runs with --expose-gc. */
function liveMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function readAll(): Promise<number> {
  let early = 0;
  for (let k = 0; k < count; k++) {
    // What is kept on purpose (gallery, caches) is there after a tenth.
    if (k === Math.floor(count / 10)) early = liveMemory();
    const { name, read } = kinds[k % kinds.length];
    const tally = tallies[name];
    const began = performance.now();
    tally.count++;
    try {
      const outcome = await read(next);
      if (outcome === 'taken') tally.taken++;
      else if (!/[.?:…)”"]$/.test(outcome)) throw new Error(`no sentence: ${outcome}`);
    } catch (error) {
      tally.failed++;
      if (tally.failures.length < 5) tally.failures.push(String((error as Error).stack).slice(0, 600));
    }
    tally.longest = Math.max(tally.longest, performance.now() - began);
  }
  return liveMemory() - early;
}

void readAll().then((growth) => console.log(JSON.stringify({ count, tallies, growth })));
