/**
 * Reads mutated study files, messages and data files as the lab does. Each must be taken or be refused with a sentence,
 * quickly; memory may not grow.
 *
 *   node documents.cjs SEED FIRST END SLICE PLACE
 *
 * reads the documents from FIRST up to END, each of which follows from SEED and its number alone, and prints one JSON
 * line for each SLICE of them. The file PLACE holds the number of the document that is being read: whoever finds this
 * process dead or stuck learns from it where.
 */
import { openSync, writeSync } from 'node:fs';
import { generator } from '../../test/support/random';
import { fileReaders } from './files';
import { readMessage } from './messages';
import { readStudyDocument } from './studies';

const [seed, first, end, slice] = process.argv.slice(2, 6).map(Number);
const place = openSync(process.argv[6] ?? '', 'w');

/** What is read in turn, and what to call it. */
const kinds = [
  { name: 'studies', read: readStudyDocument },
  { name: 'messages', read: readMessage },
  ...fileReaders,
] as const;

interface Tally {
  count: number;
  taken: number;
  failed: number;
  /** Milliseconds of the processor that the slowest took. */
  longest: number;
  slowest: number;
  failures: string[];
}

/** Live memory after a collection, in bytes: the script runs with --expose-gc. */
function liveMemory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function readOne(number: number, tally: Tally, read: (typeof kinds)[number]['read']): Promise<void> {
  // Far seeds: neighbours would draw the same numbers, shifted.
  const next = generator(Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b));
  const began = process.cpuUsage();
  tally.count++;
  try {
    const outcome = await read(next);
    if (outcome === 'taken') tally.taken++;
    else if (!/[.?:…)”"]$/.test(outcome)) throw new Error(`no sentence: ${outcome}`);
  } catch (error) {
    tally.failed++;
    const text = String((error as Error).stack).slice(0, 600);
    if (tally.failures.length < 5) tally.failures.push(`Document ${number}: ${text}`);
  }
  // Other programs lengthen the time of the wall, not that of the processor.
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  if (took > tally.longest) Object.assign(tally, { longest: took, slowest: number });
}

async function readAll(): Promise<void> {
  for (let begin = first; begin < end; begin += slice) {
    const tallies: Record<string, Tally> = {};
    const until = Math.min(begin + slice, end);
    for (let number = begin; number < until; number++) {
      const { name, read } = kinds[number % kinds.length];
      writeSync(place, `${number}`.padEnd(12), 0);
      tallies[name] ??= { count: 0, taken: 0, failed: 0, longest: 0, slowest: number, failures: [] };
      await readOne(number, tallies[name], read);
    }
    console.log(JSON.stringify({ begin, end: until, tallies, memory: liveMemory() }));
  }
}

void readAll();
