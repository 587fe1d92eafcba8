import { adam, adamStep } from '../optimise';
import * as op from '../program';
import { call, callSideBySide, cost, gradient, tensor, trace, whileLoop } from '../program';
import type { Program, Region, Value } from '../program';
import type { SequenceStudy } from '../study';
import type { NeuralModel } from './models';
import type { Dropout } from './models/model';
import { streams } from './random';
import type { Sequences } from './sequences';
import {
  drawnStarts,
  sequenceTypes,
  uniformAt,
  windowsAt,
  type Beginnings,
  type FloatElement,
} from './windows';

/** Rows of the history that one call can hold. */
export const historyRows = 512;

const stateTypes = (parameters: number, element: FloatElement) => adam.state(parameters, 1, element);
export const stateNames = Object.keys(stateTypes(1, 'float64'));

/** Numbers that change without a new program, in the order of its inputs. */
export const settingNames = ['learningRate', 'warmUp', 'totalSteps', 'clip'] as const;

/** What is needed to make the programs of a study. */
export interface Work {
  readonly study: SequenceStudy;
  readonly model: NeuralModel;
  readonly sequences: Sequences;
  readonly element: FloatElement;
  /** Length of a window. */
  readonly length: number;
  /** Sequences of a step. */
  readonly batch: number;
}

/**
 * Mean loss of windows over the places that count: Σ w l / Σ w.
 * @param parameters flat
 */
export function meanLoss(
  { model, element }: Pick<Work, 'model' | 'element'>,
  parameters: Value,
  { input, targets, weights }: ReturnType<typeof windowsAt>,
  dropout: Dropout,
): { readonly total: Value; readonly count: Value; readonly mean: Value } {
  const { rows, order } = model.outputs(parameters, input, dropout);
  const losses = model.head.losses(rows, order(targets));
  const total = op.sum(weights ? op.multiply(losses, order(weights)) : losses);
  const count = weights ? op.sum(weights) : op.constant(losses.shape[0], element);
  return { total, count, mean: op.divide(total, op.maximum(count, 1)) };
}

/**
 * Keeps neurons with probability 1 − p and scales them by 1/(1 − p) (Srivastava et al., JMLR 15, 2014). Each lane draws
 * numbers of its own.
 */
function dropoutAt(rate: number, key: Value, step: Value, lane: number): Dropout {
  if (rate === 0) return (x) => x;
  let use = 0;
  return (x) => {
    const count = x.shape.reduce((product, extent) => product * extent, 1);
    const stream = streams.dropout + 256 * ++use + 65536 * lane;
    const uniform = op.reshape(uniformAt(key, step, stream, count), x.shape);
    return op.select(op.less(uniform, rate), 0, op.multiply(x, 1 / (1 - rate)));
  };
}

/**
 * A lane's share of the batch of a step: Σ w l and Σ w over its places, and the gradient of Σ w l.
 *
 * Inputs: parameters [P], step (int32), the key of the random numbers int32[2], and the sequences.
 */
function shareProgram(work: Work, from: Beginnings, lane: number, lanes: number): Program {
  const { study, model, sequences, element, length, batch } = work;
  const rate = 'dropout' in study.model ? study.model.dropout : 0;
  const share = batch / lanes;
  const types = [tensor(element, [model.parameterCount]), tensor('int32'), tensor('int32', [2])];
  const inputs = [...types, ...sequenceTypes(sequences, element)];
  return trace('share', inputs, (parameters, step, key, ...whole) => {
    const starts = op.slice(drawnStarts(key, step, from, batch), [lane * share], [share]);
    const windows = windowsAt(whole, starts, length);
    const { total, count } = meanLoss(work, parameters, windows, dropoutAt(rate, key, step, lane));
    const [slope] = gradient([total], [op.scalarLike(1, total)], [parameters]);
    return [total, count, slope];
  });
}

/** Operations of a step below which lanes cost more in calls than they gain. */
const worthLanes = 2e7;

/** The shares of a step: as many as there are threads, if the batch can be dealt out evenly and a step is worth it. */
function shares(work: Work, from: Beginnings, threads: number): Program[] {
  const whole = shareProgram(work, from, 0, 1);
  const lanes = cost(whole).flops < worthLanes ? 1 : threads;
  if (lanes === 1 || work.batch % lanes !== 0) return [whole];
  return Array.from({ length: lanes }, (_, lane) => shareProgram(work, from, lane, lanes));
}

/**
 * A chunk of training steps as one program, and where it runs. With several lanes the batch is shared out among compiled
 * programs that run side by side.
 *
 * Inputs: the state of Adam, the settings, limit (int32: the step to stop at), the key of the random numbers int32[2],
 * and the sequences. Results: the state and the history [historyRows] of losses.
 */
export function stepProgram(
  work: Work,
  from: Beginnings,
  threads: number,
): { readonly program: Program; readonly region: Region } {
  const { study, model, sequences, element } = work;
  const { decay } = study.training;
  const lanes = shares(work, from, threads);
  const types = stateTypes(model.parameterCount, element);
  const scalar = tensor(element);
  const inputs = [
    ...stateNames.map((name) => types[name]),
    ...settingNames.map(() => scalar),
    tensor('int32'),
    tensor('int32', [2]),
    ...sequenceTypes(sequences, element),
  ];
  const program = trace('sequence_steps', inputs, (...values) => {
    const state = values.splice(0, stateNames.length);
    const [learningRate, warmUp, totalSteps, clip, limit, key, ...whole] = values;
    const named = (list: readonly Value[]) =>
      Object.fromEntries(stateNames.map((name, k) => [name, list[k]]));
    const { step: first } = named(state);
    const results = whileLoop(
      [op.constant(0, element, [historyRows]), ...state],
      (_rows, ...current) => op.less(named(current).step, limit),
      (rows, ...current) => {
        const { parameters, step } = named(current);
        const parts = callSideBySide(lanes, [parameters, step, key, ...whole], 'xla');
        const given = [rows, ...current, ...parts.flat(), learningRate, warmUp, totalSteps, clip, first];
        return call(
          'advance',
          given,
          (before, ...inner) => {
            const now = named(inner.splice(0, stateNames.length));
            const found = inner.splice(0, 3 * lanes.length);
            const [total, count, slope] = [0, 1, 2].map((k) =>
              found.filter((_, j) => j % 3 === k).reduce((a, b) => op.add(a, b)),
            );
            const [rate, rising, end, longest, start] = inner;
            const places = op.maximum(count, 1);
            const mean = op.divide(total, places);
            const done = op.convert(now.step, element);
            const next = adamStep(
              now,
              {
                loss: mean,
                terms: op.reshape(mean, [1]),
                gradient: clipped(op.divide(slope, places), longest),
              },
              op.multiply(rate, schedule(decay, done, rising, end)),
            );
            const row = op.subtract(now.step, start);
            const history = op.dynamicUpdateSlice(before, op.reshape(mean, [1]), [row]);
            return [history, ...stateNames.map((name) => next[name])];
          },
          'xla',
        );
      },
    );
    return [...results.slice(1), results[0]];
  });
  return { program, region: lanes.length === 1 ? 'xla' : 'native' };
}

/** g min(1, clip/‖g‖), the gradient itself where clip is 0 (Pascanu, Mikolov & Bengio, ICML 2013, algorithm 1). */
function clipped(slope: Value, clip: Value): Value {
  const norm = op.sqrt(op.inner(slope, slope));
  const factor = op.divide(clip, op.maximum(norm, clip));
  return op.multiply(slope, op.select(op.greater(clip, 0), factor, 1));
}

/** Factor of the learning rate after `done` steps: it rises linearly over the warm-up, then falls to 0 at the end. */
function schedule(
  decay: SequenceStudy['training']['decay'],
  done: Value,
  warmUp: Value,
  totalSteps: Value,
): Value {
  const rising = op.minimum(op.divide(op.add(done, 1), op.add(warmUp, 1)), 1);
  if (decay === 'none') return rising;
  const span = op.maximum(op.subtract(totalSteps, warmUp), 1);
  const share = op.minimum(op.maximum(op.divide(op.subtract(done, warmUp), span), 0), 1);
  const falling =
    decay === 'linear'
      ? op.subtract(1, share)
      : op.multiply(op.add(op.cos(op.multiply(share, Math.PI)), 1), 0.5);
  return op.multiply(rising, falling);
}

/**
 * Sums over windows: of the losses of the places from `counted` on, their number, and how many of them were told right
 * by the likeliest symbol. Inputs: parameters, beginnings int32 [batch], counted int32, how many of the windows count
 * (int32), then the sequences.
 */
export function evaluationProgram(work: Work, batch: number): Program {
  const { model, sequences, element, length } = work;
  const inputs = [
    tensor(element, [model.parameterCount]),
    tensor('int32', [batch]),
    tensor('int32'),
    tensor('int32'),
    ...sequenceTypes(sequences, element),
  ];
  return trace('sequence_evaluation', inputs, (parameters, starts, counted, valid, ...whole) => {
    const { input, targets, weights } = windowsAt(whole, starts, length);
    const shape = [batch, length];
    const late = op.lessEqual(counted, op.iota('int32', shape, 1));
    const asked = op.and(late, op.less(op.iota('int32', shape, 0), valid));
    const { rows, order } = model.outputs(parameters, input, (x) => x);
    const counts = order(op.select(asked, weights ?? op.constant(1, element, shape), 0));
    const told = order(targets);
    const losses = model.head.losses(rows, told);
    const hits =
      sequences.kind === 'symbols' ? op.select(op.equal(op.argmax(rows), told), counts, 0) : counts;
    return [op.sum(op.multiply(losses, counts)), op.sum(counts), op.sum(hits)];
  });
}
