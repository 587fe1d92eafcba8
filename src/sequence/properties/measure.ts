import { gradient, tensor, trace } from '../../program';
import * as op from '../../program';
import { compile, upload } from '../../tensorflow';
import { markovTable } from '../sources/markov';
import { meanLoss } from '../steps';
import type { SequenceTrainer } from '../training';
import { trained, type MeasuredModel } from './models';

export type PropertyName =
  'order matters' | 'variable length' | 'differentiable' | 'pairwise encoding' | 'preserves long-term';

/** What a test gave. */
export interface MeasuredProperty {
  /** NaN where there is nothing to measure. */
  readonly value: number;
  readonly threshold: number;
  readonly holds: boolean;
}

const symbols = 3;
/** Neurons of the models of the short source, and of the long memory. */
const widths = { chain: 16, copy: 32 } as const;
const seed = 0;
const sharpness = 2;

const chain = { kind: 'markov', symbols, order: 2, sharpness, length: 20_000 } as const;
const chainTraining = {
  precision: 'float64',
  steps: 300,
  batch: 32,
  window: 32,
  learningRate: 0.01,
  measureEvery: 300,
} as const;

const copy = { kind: 'copy', symbols: 8, payload: 1, lag: 50, examples: 2000 } as const;
const copyTraining = { steps: 800, batch: 32, learningRate: 0.01, measureEvery: 800 } as const;

type Distribution = (context: readonly number[]) => Float64Array;

/** Half the sum of |p − q|: the largest difference of the probabilities of any event. */
function totalVariation(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, x, k) => sum + Math.abs(x - q[k]), 0) / 2;
}

/** Contexts of this length, spread evenly over the validation part of the chain. */
function contextsOf(trainer: Awaited<ReturnType<typeof trained>>['trainer'], length: number, count: number) {
  const { from, to } = trainer.parts.validation;
  const step = Math.floor((to - from - length) / count);
  return Array.from({ length: count }, (_, k) =>
    Array.from(trainer.sequences.inputs.subarray(from + k * step, from + k * step + length)),
  );
}

/** Mean total variation between p(x | … a b) and p(x | … b a). */
function orderDependence(tell: Distribution, contexts: readonly number[][]): number {
  const changes = contexts
    .filter((context) => context.at(-1) !== context.at(-2))
    .map((context) => {
      const turned = [...context.slice(0, -2), context.at(-1)!, context.at(-2)!];
      return totalVariation(tell(context), tell(turned));
    });
  return changes.reduce((a, b) => a + b, 0) / changes.length;
}

const lengths = Array.from({ length: 24 }, (_, k) => k + 1);
/** Smaller changes are rounding. */
const rounding = 1e-12;

/** Share of the lengths 1 … 24 at which the answer changes with the first element of the context. */
function lengthsUsed(tell: Distribution, context: readonly number[]): number {
  const used = lengths.filter((length) => {
    const given = context.slice(-length);
    const other = [(given[0] + 1) % symbols, ...given.slice(1)];
    return totalVariation(tell(given), tell(other)) > rounding;
  });
  return used.length / lengths.length;
}

/**
 * How much of the interaction of the last two elements is told: the mixed differences
 * I = ln p(x|ab) − ln p(x|a'b) − ln p(x|ab') + ln p(x|a'b') of the model, projected onto those of the chain itself.
 */
function pairShare(tell: Distribution, prefixes: readonly number[][]): number {
  const table = markovTable(symbols, 2, sharpness, seed);
  const truth = (a: number, b: number, x: number) => Math.log(table[(a * symbols + b) * symbols + x]);
  let [product, square] = [0, 0];
  for (const prefix of prefixes) {
    const rows = new Map<number, Float64Array>();
    for (let pair = 0; pair < symbols ** 2; pair++)
      rows.set(pair, tell([...prefix, Math.floor(pair / symbols), pair % symbols]));
    const told = (a: number, b: number, x: number) => Math.log(rows.get(a * symbols + b)![x]);
    for (let a = 1; a < symbols; a++)
      for (let b = 1; b < symbols; b++)
        for (let x = 0; x < symbols; x++) {
          const mixed = (f: typeof truth) => f(a, b, x) - f(0, b, x) - f(a, 0, x) + f(0, 0, x);
          product += mixed(told) * mixed(truth);
          square += mixed(truth) ** 2;
        }
  }
  return product / square;
}

/** Relative distance between the gradient along itself and a central difference of the loss. */
function gradientError(trainer: SequenceTrainer): number {
  const { work, model, parts } = trainer;
  const { length, element } = work;
  const types = [
    tensor(element, [model.parameterCount]),
    tensor('int32', [1, length]),
    tensor('int32', [1, length]),
  ];
  const program = trace('property_loss', types, (parameters, input, targets) => {
    const { mean } = meanLoss(work, parameters, { input, targets, weights: null }, (x) => x);
    return [mean, ...gradient([mean], [op.scalarLike(1, mean)], [parameters])];
  });
  const executable = compile(program, 'xla');
  const { from } = parts.validation;
  const at = (values: Float64Array): { loss: number; slope: Float64Array } => {
    const tensors = [
      upload(types[0], values),
      ...[trainer.sequences.inputs, trainer.sequences.targets].map((given, k) =>
        upload(types[k + 1], Int32Array.from(given.subarray(from, from + length))),
      ),
    ];
    const results = executable.run(tensors);
    const [loss, slope] = results.map((result) => Float64Array.from(result.read()));
    [...tensors, ...results].forEach((one) => one.dispose());
    return { loss: loss[0], slope };
  };
  const here = Float64Array.from(trainer.networkParameters());
  const { slope } = at(here);
  const size = Math.hypot(...slope);
  const step = 1e-5;
  const moved = (sign: number) => at(here.map((x, k) => x + (sign * step * slope[k]) / size)).loss;
  return Math.abs((moved(1) - moved(-1)) / (2 * step) / size - 1);
}

/** Measures one property of one kind of model, on a model of that kind that it trains. */
export async function measureProperty(
  kind: MeasuredModel,
  property: PropertyName,
  rest: () => Promise<void>,
): Promise<MeasuredProperty> {
  if (property === 'differentiable' && kind === 'n-gram')
    return { value: NaN, threshold: 1e-6, holds: false };
  const isLong = property === 'preserves long-term';
  const { trainer, values } = isLong
    ? await trained(kind, widths.copy, copy, copyTraining, rest)
    : await trained(kind, widths.chain, chain, chainTraining, rest);
  const tell: Distribution = (context) => trainer.distribution(context);
  try {
    switch (property) {
      case 'order matters':
        return atLeast(orderDependence(tell, contextsOf(trainer, 16, 64)), 0.01);
      case 'variable length':
        return atLeast(lengthsUsed(tell, contextsOf(trainer, 24, 1)[0]), 1);
      case 'pairwise encoding':
        return atLeast(pairShare(tell, contextsOf(trainer, 14, 8)), 0.5);
      case 'differentiable': {
        const value = gradientError(trainer as SequenceTrainer);
        return { value, threshold: 1e-6, holds: value <= 1e-6 };
      }
      case 'preserves long-term':
        return atLeast(values['validation accuracy'], 0.9);
    }
  } finally {
    trainer.dispose();
  }
}

function atLeast(value: number, threshold: number): MeasuredProperty {
  return { value, threshold, holds: value >= threshold };
}
