import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { evaluate, tensor, trace } from '../../../src/program';
import { spectralRadius } from '../../../src/sequence/linear-algebra';
import { gruCell } from '../../../src/sequence/models/gru';
import { lstmCell } from '../../../src/sequence/models/lstm';
import { initialParameters } from '../../../src/sequence/models/model';
import type { Cell } from '../../../src/sequence/models/cell';
import { rnnCell } from '../../../src/sequence/models/rnn';
import { continued, sharpened } from '../../../src/sequence/sampling';
import { stateGrowth } from '../../../src/sequence/state-growth';
import { generator, randomElements } from '../../support/random';

const width = 5;

describe('sampling', () => {
  const p = [0.1, 0.4, 0.2, 0.3];
  const rounded = (values: Float64Array) => [...values].map((x) => Math.round(1e6 * x) / 1e6);

  it('temperature 1 leaves probabilities as they are, towards 0 the likeliest is left', () => {
    expect(rounded(sharpened(p, { temperature: 1 }))).toEqual(p);
    expect(rounded(sharpened(p, { temperature: 0.5 }))).toEqual(
      [0.01, 0.16, 0.04, 0.09].map((x) => Math.round((1e6 * x) / 0.3) / 1e6),
    );
    expect(rounded(sharpened(p, { temperature: 0 }))).toEqual([0, 1, 0, 0]);
  });

  it('top k and top p keep the likeliest', () => {
    expect(rounded(sharpened(p, { temperature: 1, topK: 2 }))).toEqual([0, 0.571429, 0, 0.428571]);
    expect(rounded(sharpened(p, { temperature: 1, topP: 0.35 }))).toEqual([0, 1, 0, 0]);
    expect(rounded(sharpened(p, { temperature: 1, topP: 0.75 }))).toEqual([0, 0.444444, 0.222222, 0.333333]);
  });

  it('draws as often as it should, and sees its own elements', () => {
    const next = generator(1);
    const counts = [0, 0, 0, 0];
    continued(() => p, [0], 20_000, { temperature: 1 }, next).forEach((x) => counts[x]++);
    counts.forEach((count, k) => expect(Math.abs(count / 20_000 - p[k])).toBeLessThan(0.015));
    const circle = (context: readonly number[]) =>
      [0, 1, 2].map((x) => (x === (context[context.length - 1] + 1) % 3 ? 1 : 0));
    expect(continued(circle, [1], 4, { temperature: 1 }, next)).toEqual([2, 0, 1, 2]);
  });
});

describe('the growth of ∂h_t/∂h_0', () => {
  const grown = (cell: Cell, weights: Float64Array[], length: number) => {
    const program = stateGrowth(cell, width, length, 'float64');
    const projected = randomElements([length, cell.gates * width], 5);
    return evaluate(program, [projected, ...weights])[0];
  };

  for (const radius of [0.8, 1.2])
    it(`a linear RNN at ρ = ${radius}: the slope is ln ρ`, () => {
      const cell = rnnCell({ activation: 'linear', start: 'scaled', radius });
      const weights = initialParameters(cell.weights(width), 3);
      const growth = grown(cell, [weights], 200);
      const slope = (growth[199] - growth[99]) / 100;
      expect(Math.abs(slope / Math.log(radius) - 1)).toBeLessThan(0.02);
      expect(spectralRadius(weights, width)).toBeCloseTo(radius, 4);
    });

  for (const [name, cell] of [
    ['rnn', rnnCell({ activation: 'tanh', start: 'orthogonal', radius: 0.9 })],
    ['lstm', lstmCell(1)],
    ['gru', gruCell],
  ] as const)
    it(`${name}: agrees with finite differences over three steps`, () => {
      const length = 3;
      const weights = cell.weights(width).map(({ shape }, k) => randomElements(shape, 11 + k));
      const program = stateGrowth(cell, width, length, 'float64');
      const projected = randomElements([length, cell.gates * width], 5);
      const growth = evaluate(program, [projected, ...weights])[0];
      // The same cell, by hand, from a state that is moved along one direction.
      const end = (direction: number, delta: number) =>
        numericState(cell, weights, projected, length, direction, delta);
      const h = 1e-4;
      let squares = 0;
      for (let direction = 0; direction < width; direction++) {
        const [plus, minus] = [end(direction, h), end(direction, -h)];
        plus.forEach((x, k) => (squares += ((x - minus[k]) / (2 * h)) ** 2));
      }
      expect(growth[length - 1]).toBeCloseTo(Math.log(squares) / 2, 6);
    });
});

function numericState(
  cell: Cell,
  weights: readonly Float64Array[],
  projected: Float64Array,
  length: number,
  direction: number,
  delta: number,
): Float64Array {
  const program = trace(
    'unrolled',
    [
      tensor('float64', [1, width]),
      tensor('float64', [length, cell.gates * width]),
      ...cell.weights(width).map(({ shape }) => tensor('float64', shape)),
    ],
    (h, rows, ...given) => {
      let states = [h, ...Array.from({ length: cell.states - 1 }, () => op.zerosLike(h))];
      for (let t = 0; t < length; t++)
        states = [...cell.step(states, op.slice(rows, [t, 0], [1, cell.gates * width]), given)];
      return [states[0]];
    },
  );
  const first = new Float64Array(width);
  first[direction] = delta;
  return evaluate(program, [first, projected, ...weights])[0];
}
