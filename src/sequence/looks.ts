import * as op from '../program';
import { tensor, trace, unrolled, type Program, type Value } from '../program';
import { splitWeights } from '../network';
import type { Body } from './models/model';
import { softmax } from './models/layers';
import type { Work } from './steps';

/** Programs that look into a trained model; each takes its flat parameters first, then one window [1, length, …]. */

type Looked = Pick<Work, 'model' | 'sequences' | 'element'>;

/** Windows [batch, length, …] of what a model of these sequences sees. */
const inputType = ({ sequences, element }: Looked, batch: number, length: number) =>
  sequences.kind === 'symbols'
    ? tensor('int32', [batch, length])
    : tensor(element, [batch, length, sequences.inputNames.length]);

const bodyWeights = ({ model }: Looked, parameters: Value) =>
  splitWeights(parameters, model.slots).slice(0, model.body.weights.length);

const parametersType = ({ model, element }: Looked) => tensor(element, [model.parameterCount]);

/**
 * Of the place (int32) of a window's last element: p(x | context) of every symbol, and the logits beneath,
 * [2, symbols]. What stands behind that place has no influence.
 */
export function distributionProgram(work: Looked, length: number): Program {
  const inputs = [parametersType(work), inputType(work, 1, length), tensor('int32')];
  return trace('sequence_distribution', inputs, (parameters, window, place) => {
    // With one sequence, rows by time and by sequence are the same.
    const { rows } = work.model.outputs(parameters, window, (x) => x);
    const logits = op.dynamicSlice(rows, [place, 0], [1, rows.shape[1]]);
    return [op.concat([softmax(logits), logits])];
  });
}

/** What is told after the last element of each window, [batch, outputs]. */
export function forecastProgram(work: Looked, batch: number, length: number): Program {
  const inputs = [parametersType(work), inputType(work, batch, length)];
  return trace('sequence_forecast', inputs, (parameters, windows) => {
    const told = bySequence(
      work.model.outputs(parameters, windows, (x) => x),
      batch,
      length,
    );
    const outputs = told.shape[2];
    return [op.reshape(op.slice(told, [0, length - 1, 0], [batch, 1, outputs]), [batch, outputs])];
  });
}

/** What is told at every place of one window, [length, outputs]: probabilities of symbols, or numbers. */
export function toldProgram(work: Looked, length: number): Program {
  return trace('sequence_told', [parametersType(work), inputType(work, 1, length)], (parameters, window) => {
    const { rows } = work.model.outputs(parameters, window, (x) => x);
    return [work.sequences.kind === 'symbols' ? softmax(rows) : rows];
  });
}

/** Output rows as [batch, length, outputs]. */
function bySequence(
  { rows, byTime }: { rows: Value; byTime: boolean },
  batch: number,
  length: number,
): Value {
  const outputs = rows.shape[1];
  if (!byTime) return op.reshape(rows, [batch, length, outputs]);
  return op.transpose(op.reshape(rows, [length, batch, outputs]), [1, 0, 2]);
}

/**
 * The trained model as a closed program, without loops: windows [count, length, …] → what is told of every place,
 * probabilities or numbers [count, length, outputs].
 */
export function closedProgram(
  work: Looked,
  parameters: ArrayLike<number>,
  length: number,
  count: number,
): Program {
  const program = trace('model', [inputType(work, count, length)], (windows) => {
    const weights = op.constant(Array.from(parameters), work.element, [parameters.length]);
    const told = bySequence(
      work.model.outputs(weights, windows, (x) => x),
      count,
      length,
    );
    return [work.sequences.kind === 'symbols' ? softmax(told) : told];
  });
  return unrolled(program);
}

/** Attention maps, [layers, heads, length, length]. */
export function attentionProgram(
  work: Looked,
  attention: NonNullable<Body['attention']>,
  length: number,
): Program {
  return trace(
    'sequence_attention',
    [parametersType(work), inputType(work, 1, length)],
    (parameters, window) => [attention(bodyWeights(work, parameters), window)],
  );
}

type Recurrence = NonNullable<Body['recurrence']>;

/** States and gates along the window, each [length, width]. */
export function tracesProgram(work: Looked, recurrence: Recurrence, length: number): Program {
  return trace(
    'sequence_traces',
    [parametersType(work), inputType(work, 1, length)],
    (parameters, window) => [...recurrence.traces(bodyWeights(work, parameters), window)],
  );
}

/** ln ‖∂h_t/∂h_0‖ along the window, [length]; the third input multiplies W_h. */
export function growthProgram(work: Looked, recurrence: Recurrence, length: number): Program {
  const inputs = [parametersType(work), inputType(work, 1, length), tensor(work.element)];
  return trace('sequence_growth', inputs, (parameters, window, factor) => [
    recurrence.growth(bodyWeights(work, parameters), window, factor),
  ]);
}
