import { twoStudies } from '../study';
import { regressionTruth } from './sources/regression';
import { markovEntropy, markovTable } from './sources/markov';
import { trainedStudy } from './properties/models';
import type { SequenceTrainer } from './training';

/** Sums over the held-out part, by step. */
interface Course {
  readonly steps: Float64Array;
  readonly sums: Float64Array;
  /** The best sum that can be expected. */
  readonly best: number;
  /** How many terms it has. */
  readonly count: number;
}

/** Two small studies, trained alike: what is learned from {x, y} and what from {x}. */
export interface TwoKinds {
  /** y ≈ f(x): Σ l(f(x), y) is minimised. */
  readonly supervised: Course & {
    /** Some of the held-out pairs. */
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** Places at which the function is shown, what is told there, and what the pairs are drawn about. */
    readonly places: Float64Array;
    readonly told: Float64Array;
    readonly truth: Float64Array;
  };
  /** p(x_t | x_{t−1}) ≈ f: Σ ln p is maximised. */
  readonly sequence: Course & {
    readonly symbols: readonly string[];
    /** p(column | row), as told and as drawn from, [symbols, symbols]. */
    readonly told: Float64Array;
    readonly truth: Float64Array;
  };
}

const places = Float64Array.from({ length: 81 }, (_, k) => -1 + k / 40);

/**
 * Trains both.
 * @param rest is awaited between two chunks of steps
 */
export async function twoKinds(rest: () => Promise<void>): Promise<TwoKinds> {
  return { supervised: await supervised(rest), sequence: await ofSequence(rest) };
}

async function supervised(rest: () => Promise<void>): Promise<TwoKinds['supervised']> {
  const { trainer, measures } = await trainedStudy(twoStudies.supervised, rest);
  try {
    const { looks, parts, sequences } = trainer as SequenceTrainer;
    const { from, to } = parts.validation;
    const count = to - from;
    return {
      ...course(measures, ({ 'validation loss': loss }) => loss * count),
      best: twoStudies.supervised.source.noise ** 2 * count,
      count,
      x: Float64Array.from(sequences.inputs.subarray(from, to)),
      y: Float64Array.from(sequences.targets.subarray(from, to)),
      places,
      told: looks.next(places, places.length),
      truth: places.map(regressionTruth),
    };
  } finally {
    trainer.dispose();
  }
}

async function ofSequence(rest: () => Promise<void>): Promise<TwoKinds['sequence']> {
  const { trainer, measures } = await trainedStudy(twoStudies.sequence, rest);
  try {
    const { parts, sequences } = trainer as SequenceTrainer;
    if (sequences.kind !== 'symbols') throw new Error('A chain has symbols.');
    const count = parts.validation.to - parts.validation.from;
    const { source, seed } = twoStudies.sequence;
    const truth = markovTable(source.symbols, source.order, source.sharpness, seed);
    const rows = sequences.symbols.map((_, symbol) => trainer.distribution([symbol]));
    return {
      ...course(measures, ({ 'validation, nats per element': nats }) => -nats * count),
      best: -markovEntropy(truth, source.symbols, source.order) * count,
      count,
      symbols: sequences.symbols,
      told: Float64Array.from(rows.flatMap((row) => [...row])),
      truth,
    };
  } finally {
    trainer.dispose();
  }
}

type Measures = Awaited<ReturnType<typeof trainedStudy>>['measures'];

function course(measures: Measures, sum: (values: Readonly<Record<string, number>>) => number) {
  return {
    steps: Float64Array.from(measures, ({ step }) => step),
    sums: Float64Array.from(measures, ({ values }) => sum(values ?? {})),
  };
}
