import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readData } from '../../../src/import';
import { createTrainer, sampleTables } from '../../../src/pde';
import type { DataColumns } from '../../../src/pde/problem';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/run/checkpoint';
import type { LossRow, MeasureRow, FieldTrainer, TrainerOutcome } from '../../../src/run';
import {
  dataFiles,
  dataRequest,
  galleryEntry,
  parseStudy,
  type Study,
  type StudyDocument,
} from '../../../src/study';

/** Both optimisers, resampling and measuring within 36 steps of a small network. */
export const small = {
  points: { equations: 200, conditions: 32, sampler: 'jittered-rad', every: 7 },
  network: { kind: 'mlp', width: 8, depth: 2 },
  training: {
    precision: 'float64',
    phases: [
      { optimiser: 'adam', steps: 12, learningRate: 0.01 },
      { optimiser: 'self-scaled-broyden', steps: 24 },
    ],
    measureEvery: 10,
  },
} as const satisfies Partial<StudyDocument>;

/** A study of the gallery with some parts replaced. */
export function gallery(name: string, changes: Partial<StudyDocument> = small): Study {
  const parsed = parseStudy({ ...galleryEntry(name)!.study, ...changes });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

export async function trainerOf(study: Study, threads: number): Promise<FieldTrainer> {
  const samples = await sampleTables(study, { cache: null, progress: () => undefined });
  const data: DataColumns[] = [];
  for (const entry of dataFiles(study)) {
    const { file } = entry;
    const place = path.resolve(import.meta.dirname, '../../../assets/gallery', file.replace('gallery:', ''));
    const read = await readData(
      file,
      samples[file] ?? readFileSync(place, 'utf8'),
      dataRequest(entry, study),
    );
    if (!read.ok) throw new Error(read.problems[0].message);
    data.push({ columns: read.table.columns });
  }
  return createTrainer(study, { data, threads, device: 'cpu' });
}

/** What a user did, and the step from which it holds. */
export interface Event {
  readonly step: number;
  apply(trainer: FieldTrainer): void;
}

/** What came out of a stretch of training. */
export interface Log {
  readonly losses: LossRow[];
  readonly measures: MeasureRow[];
  readonly notices: string[];
  outcome?: TrainerOutcome;
}

/** Trains up to step `until` in calls of about `milliseconds`, with the events on the way. */
export async function train(
  trainer: FieldTrainer,
  until: number,
  { milliseconds = 150, events = [] }: { milliseconds?: number; events?: readonly Event[] } = {},
): Promise<Log> {
  const log: Log = { losses: [], measures: [], notices: [] };
  while (log.outcome === undefined && trainer.step < until) {
    // The test's own process has messages to answer, or it is taken for lost after a minute.
    await new Promise((resolve) => setImmediate(resolve));
    for (const event of events) if (event.step === trainer.step) event.apply(trainer);
    const next = events.map(({ step }) => step).filter((step) => step > trainer.step);
    const advance = await trainer.advance(Math.min(until, ...next), milliseconds);
    log.losses.push(...advance.losses);
    log.measures.push(...advance.measures);
    log.notices.push(...advance.notices);
    log.outcome = advance.outcome;
  }
  return log;
}

/** A new trainer that goes on from what would be stored of another, through the bytes of a checkpoint file. */
export async function reborn(trainer: FieldTrainer, study: Study, threads: number): Promise<FieldTrainer> {
  const bytes = encodeCheckpoint({ state: trainer.checkpoint(), events: 0, seconds: 0 });
  trainer.dispose();
  const next = await trainerOf(study, threads);
  next.restore(decodeCheckpoint(bytes).state);
  return next;
}
