import * as op from '../program';
import { tensor, trace, type Program, type Value } from '../program';
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
    const { rows, order } = work.model.outputs(parameters, windows, (x) => x);
    const places = order(op.iota('int32', [batch, length], 1));
    const last = op.convert(op.equal(places, length - 1), work.element);
    const sequence = order(op.iota('int32', [batch, length], 0));
    const rowOf = op.equal(
      op.iota('int32', [batch, batch * length], 0),
      op.reshape(sequence, [1, batch * length]),
    );
    return [
      op.dot(op.multiply(op.convert(rowOf, work.element), op.reshape(last, [1, batch * length])), rows),
    ];
  });
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
