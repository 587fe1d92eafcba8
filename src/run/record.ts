import { z } from 'zod';
import { weightGroups } from '../study';

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
  collocate: z.literal(1),
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
  unknowns: z.array(text).default([]),
  /** Names of the lab's own measures; they stand behind the errors in the table of measures. */
  measures: z.array(text).default([]),
  /** What the network of each field is multiplied by. */
  fieldScales: z.record(text, real).default({}),
  /**
   * Definitions that have a reference, terms whose weights are measured, and those of which values are kept out for
   * validation.
   */
  measured: z
    .object({ errors: z.array(text).default([]), weights: z.array(text), validation: z.array(text) })
    .default({ errors: [], weights: [], validation: [] }),
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
      inferred: z.record(text, real).default({}),
      values: z.record(text, real).optional(),
      weights: z.record(text, real).default({}),
      validation: z.record(text, real).default({}),
    })
    .nullable(),
  /** What makes the result doubtful; found when the run ends. */
  warnings: z.array(z.object({ term: text, place: text, message: text })).default([]),
  parametersSha256: text.nullable(),
  /** The checkpoint that is kept as the best, and by what it was judged: the largest error, else the loss. */
  best: z
    .object({ step: count, by: z.enum(['error', 'loss']), score: real })
    .nullable()
    .default(null),
  /** Steps at which a run that had ended was given more steps. */
  lengthened: z.array(count).default([]),
  /** Name of the sweep that the run is part of. */
  sweep: text.nullable().default(null),
});

export type RunRecord = z.infer<typeof runRecordSchema>;

export function recordText(record: RunRecord): string {
  const plain = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(record, plain, 2)}\n`;
}
