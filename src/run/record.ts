import { z } from 'zod';
import { weightGroups } from '../study';
import { recordVersion } from './migrations';

const text = z.string();
const count = z.number().int().nonnegative();
const group = z.enum(weightGroups);
/** JSON has no word for NaN and the infinities: they are written as texts. */
const real = z.preprocess(
  (value) => (typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value),
  z.union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)]),
);

/** `run.json`: what a run is and how it went, readable without the lab. */
export const runRecordSchema = z.object({
  collocate: z.literal(recordVersion),
  run: text,
  title: text,
  created: text,
  ended: text.nullable(),
  versions: z.object({ collocate: text, tensorflow: text, node: text }),
  device: z.enum(['cpu', 'gpu']),
  deviceName: text,
  system: text,
  threads: count,
  precision: z.enum(['float32', 'float64']),
  seed: z.number(),
  /** Asked total of steps; null when the study's phases say it. */
  steps: count.nullable(),
  /** Asked seconds after the first step; null when steps decide. */
  seconds: z.number().nullable(),
  checkpointEvery: count,
  outcome: z.enum(['finished', 'stalled', 'diverged', 'stopped', 'failed']).nullable(),
  /** Why it ended, as a sentence; empty while it goes on. */
  message: text,
  progress: z.object({ step: count, totalSteps: count, seconds: z.number() }),
  phases: z.array(z.object({ optimiser: text, steps: count })),
  terms: z.array(z.object({ name: text, group })),
  fields: z.array(text),
  /** Names of the numbers that are inferred. */
  unknowns: z.array(text),
  /** Names of the lab's own measures; they stand behind the errors in the table of measures. */
  measures: z.array(text),
  /** What the network of each field is multiplied by. */
  fieldScales: z.record(text, real),
  /**
   * Definitions that have a reference, terms whose weights are measured, and those of which values are kept out for
   * validation.
   */
  measured: z.object({ errors: z.array(text), weights: z.array(text), validation: z.array(text) }),
  parameterCount: count,
  /** Name of a data file in the study → its copy in the run folder. */
  dataFiles: z.record(text, text),
  /** The last values; null until some were logged. */
  last: z
    .object({
      loss: real,
      terms: z.array(real),
      freshRatio: real.nullable(),
      errors: z.record(text, real),
      inferred: z.record(text, real),
      values: z.record(text, real),
      weights: z.record(text, real),
      validation: z.record(text, real),
    })
    .nullable(),
  /** What makes the result doubtful; found when the run ends. */
  warnings: z.array(z.object({ term: text, place: text, message: text })),
  parametersSha256: text.nullable(),
  /** The checkpoint that is kept as the best, and by what it was judged: the largest error, else the loss. */
  best: z.object({ step: count, by: z.enum(['error', 'loss']), score: real }).nullable(),
  /** Steps at which a run that had ended was given more steps. */
  lengthened: z.array(count),
  /** The run whose parameters it started from, at which step, and their SHA-256; a copy lies in the folder. */
  start: z.object({ run: text, step: count, parametersSha256: text }).nullable().default(null),
  /** Name of the sweep that the run is part of. */
  sweep: text.nullable(),
});

export type RunRecord = z.infer<typeof runRecordSchema>;

export function recordText(record: RunRecord): string {
  const plain = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(record, plain, 2)}\n`;
}
