import * as op from '../../program';
import type { Value } from '../../program';
import { byTime, inputWeights, project } from './layers';
import { glorot, type Body, type InputKind, type WeightDescription } from './model';

/** A recurrent cell of n neurons: what one step does with the state. */
export interface Cell {
  /** Columns of the projected input, in multiples of the width. */
  readonly gates: number;
  /** How many tensors [batch, width] are carried; the first is the output h. */
  readonly states: number;
  /** Weights of the step, beside those of the input. */
  weights(width: number): readonly WeightDescription[];
  /** First values of the input's offset b: one for each gate, or one for each of its elements. */
  offsets(width: number): readonly number[];
  /**
   * @param states h_{t−1} and what else is carried, each [batch, width]
   * @param projected W_x x_t + b, [batch, gates · width]
   */
  step(states: readonly Value[], projected: Value, weights: readonly Value[]): readonly Value[];
}

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
  return {
    weights,
    width,
    apply(values, given, dropout) {
      const [batch, length] = given.shape;
      let rows: Value = byTime(given);
      for (let layer = 0; layer < layers; layer++) {
        const [matrix, offset, ...own] = values.slice(layer * each, (layer + 1) * each);
        const below = layer === 0 ? rows : dropout(rows);
        const projected = op.add(layer === 0 ? project(below, matrix) : op.dot(below, matrix), offset);
        const states = unrolled(cell, op.reshape(projected, [length, batch, cell.gates * width]), own);
        rows = op.reshape(states, [length * batch, width]);
      }
      return { rows: dropout(rows), byTime: true };
    },
  };
}

/** h_t of every place, [length, batch, width], from projected inputs [length, batch, gates · width]. */
function unrolled(cell: Cell, projected: Value, weights: readonly Value[]): Value {
  const [, batch, columns] = projected.shape;
  const width = columns / cell.gates;
  const nothing = op.constant(0, projected.element, [batch, width]);
  const initial = new Array<Value>(cell.states).fill(nothing);
  const { outputs } = op.scan(initial, [projected], (states, [row]) => {
    const next = cell.step(states, row, weights);
    return { carried: next, outputs: [next[0]] };
  });
  return outputs[0];
}

/** The gates of a row [batch, gates · width], each [batch, width]. */
export function gatesOf(row: Value, width: number): Value[] {
  const [batch, columns] = row.shape;
  return Array.from({ length: columns / width }, (_, k) => op.slice(row, [0, k * width], [batch, width]));
}
