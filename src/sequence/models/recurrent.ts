import * as op from '../../program';
import { inline, type Value } from '../../program';
import { stateGrowth } from '../state-growth';
import type { FloatElement } from '../windows';
import type { Cell } from './cell';
import { byTime, inputWeights, project } from './layers';
import { glorot, type Body, type InputKind, type WeightDescription } from './model';

export interface RecurrentSettings {
  readonly width: number;
  readonly layers: number;
}

/** Weights of one layer: W_x [inputs, gates · width], b, then the cell's own. */
function layerWeights(cell: Cell, input: InputKind, width: number, layer: number): WeightDescription[] {
  const name = `layer ${layer + 1}`;
  return [
    layer === 0
      ? inputWeights(input, cell.gates * width, `${name} W_x`)
      : { name: `${name} W_x`, shape: [width, cell.gates * width], start: glorot(width, width) },
    {
      name: `${name} b`,
      shape: [cell.gates * width],
      start: { kind: 'constant', parts: cell.offsets(width) },
    },
    ...cell.weights(width).map((weight) => ({ ...weight, name: `${name} ${weight.name}` })),
  ];
}

/**
 * Layers of a cell on top of each other. The inputs of all places are projected in one product; the scan along the
 * sequence does what depends on the state alone. Every sequence begins with a state of zeros.
 */
export function recurrent(cell: Cell, input: InputKind, { width, layers }: RecurrentSettings): Body {
  const weights = Array.from({ length: layers }, (_, layer) =>
    layerWeights(cell, input, width, layer),
  ).flat();
  const each = weights.length / layers;
  /** W_x x_t + b of one layer, [length, batch, gates · width], from what lies below it by time. */
  const projectedTo = (
    layer: number,
    below: Value,
    values: readonly Value[],
    [batch, length]: readonly number[],
  ) => {
    const [matrix, offset, ...own] = values.slice(layer * each, (layer + 1) * each);
    const projected = op.add(layer === 0 ? project(below, matrix) : op.dot(below, matrix), offset);
    return { projected: op.reshape(projected, [length, batch, cell.gates * width]), own };
  };
  return {
    weights,
    width,
    apply(values, given, dropout) {
      const [batch, length] = given.shape;
      let rows: Value = byTime(given);
      for (let layer = 0; layer < layers; layer++) {
        const below = layer === 0 ? rows : dropout(rows);
        const { projected, own } = projectedTo(layer, below, values, given.shape);
        const [states] = unrolled(cell, projected, own, (next) => [next[0]]);
        rows = op.reshape(states, [length * batch, width]);
      }
      return { rows: dropout(rows), byTime: true };
    },
    recurrence: {
      recurrent: 'layer 1 W_h',
      traced: Array.from({ length: layers }, (_, layer) => [
        ...cell.names.states.map((name) => ({ layer, name, isGate: false })),
        ...cell.names.gates.map((name) => ({ layer, name, isGate: true })),
      ]).flat(),
      traces(values, given) {
        const [batch, length] = given.shape;
        let rows: Value = byTime(given);
        return Array.from({ length: layers }, (_, layer) => {
          const { projected, own } = projectedTo(layer, rows, values, given.shape);
          const traced = unrolled(cell, projected, own, (next, before, row) => [
            ...next,
            ...cell.openings(before, row, own),
          ]);
          rows = op.reshape(traced[0], [length * batch, width]);
          return traced.map((one) => op.reshape(one, [length, width]));
        }).flat();
      },
      growth(values, given, factor) {
        const [, length] = given.shape;
        const { projected, own } = projectedTo(0, byTime(given), values, given.shape);
        const [matrix, ...rest] = own;
        const program = stateGrowth(cell, width, length, matrix.element as FloatElement);
        const flat = op.reshape(projected, [length, cell.gates * width]);
        return inline(program, [flat, op.multiply(matrix, factor), ...rest])[0];
      },
    },
  };
}

/**
 * What is told of every place, each [length, batch, width], from projected inputs [length, batch, gates · width].
 * @param tell of the states after a step, the states before it, and its projected input
 */
function unrolled(
  cell: Cell,
  projected: Value,
  weights: readonly Value[],
  tell: (next: readonly Value[], before: readonly Value[], row: Value) => readonly Value[],
): readonly Value[] {
  const [, batch, columns] = projected.shape;
  const width = columns / cell.gates;
  const nothing = op.constant(0, projected.element, [batch, width]);
  const initial = new Array<Value>(cell.states).fill(nothing);
  const { outputs } = op.scan(initial, [projected], (states, [row]) => {
    const next = cell.step(states, row, weights);
    return { carried: next, outputs: [...tell(next, states, row)] };
  });
  return outputs;
}

/** The gates of a row [batch, gates · width], each [batch, width]. */
export function gatesOf(row: Value, width: number): Value[] {
  const [batch, columns] = row.shape;
  return Array.from({ length: columns / width }, (_, k) => op.slice(row, [0, k * width], [batch, width]));
}
