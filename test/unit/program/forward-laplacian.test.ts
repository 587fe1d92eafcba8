import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  evaluate,
  forwardLaplacian,
  taylor,
  tensor,
  trace,
  type Program,
  type Value,
} from '../../../src/program';
import { randomElements } from '../../support/random';

const size = 4;
const count = 3;
const weights = [0.5, -1, 0, 2];

/** Functions of points [4, 3] that a matrix [5, 4] or [5, 8] is given to. */
const functions: Record<string, { readonly matrix?: number; body: (x: Value, matrix: Value) => Value }> = {
  'functions of single coordinates': { body: (x) => op.exp(op.multiply(op.sin(x), x)) },
  'a layer of the coordinates': { body: (x, matrix) => op.tanh(op.dot(matrix, x)) },
  'layers behind features of single coordinates': {
    matrix: 8,
    body: (x, matrix) => {
      const hidden = op.tanh(op.dot(matrix, op.concat([op.sin(x), op.cos(x)])));
      const square = op.slice(matrix, [0, 0], [5, 5]);
      return op.add(op.dot(square, op.sin(op.dot(square, hidden))), hidden);
    },
  },
  'rows picked more than once, unevenly, and in another order': {
    body: (x, matrix) => op.tanh(op.dot(matrix, op.sin(op.gather(x, op.constant([3, 0, 0, 1], 'int32'))))),
  },
  'a row that does not move among others': {
    body: (x, matrix) =>
      op.exp(
        op.dot(matrix, op.concat([op.slice(x, [1, 0], [3, count]), op.constant(0.7, 'float64', [1, count])])),
      ),
  },
  'sums, differences, products and quotients of what moves': {
    body: (x, matrix) => {
      const layer = op.tanh(op.dot(matrix, x));
      const first = op.slice(x, [0, 0], [1, count]);
      const other = op.add(op.slice(x, [2, 0], [1, count]), 3);
      const wide = op.broadcast(op.divide(first, other), [5, count]);
      return op.subtract(op.divide(op.multiply(layer, wide), op.add(layer, 2)), op.multiply(wide, wide));
    },
  },
  'a power and a choice by constants': {
    body: (x) => op.power(op.maximum(op.multiply(x, x), op.constant(0.04, 'float64')), 1.5),
  },
};
function traced(body: (x: Value, matrix: Value) => Value, columns: number): Program {
  return trace('f', [tensor('float64', [size, count]), tensor('float64', [5, columns])], (x, matrix) => [
    body(x, matrix),
  ]);
}

function summed(program: Program, sum: (program: Program, inputs: readonly Value[]) => Value): Float64Array {
  const types = program.inputs.map(({ type }) => type);
  const whole = trace('sum', types, (...inputs) => [sum(program, inputs)]);
  const inputs = types.map(({ shape }, k) => Float64Array.from(randomElements(shape, k + 1)));
  return evaluate(whole, inputs)[0] as Float64Array;
}

const bySeconds = (program: Program, inputs: readonly Value[]) => {
  const directions = weights.map((_, row) => {
    const unit = weights.map((_unused, k) => Number(k === row));
    return op.broadcast(op.constant(unit, 'float64', [size, 1]), [size, count]);
  });
  const [f] = taylor(program, inputs, 0, directions);
  const seconds = weights.map((weight, row) =>
    op.multiply(f.derivative(weights.map((_unused, k) => (k === row ? 2 : 0))), weight),
  );
  return seconds.reduce((sum, second) => op.add(sum, second));
};

describe('one pass for a weighted sum of second derivatives', () => {
  for (const [name, { matrix, body }] of Object.entries(functions))
    it(`agrees with the second derivatives one by one: ${name}`, () => {
      const program = traced(body, matrix ?? size);
      const inOne = summed(
        program,
        (f, inputs) => forwardLaplacian(f, inputs, 0, op.constant(weights, 'float64', [size, 1]))![0],
      );
      const apart = summed(program, bySeconds);
      expect(Math.max(...apart.map(Math.abs))).toBeGreaterThan(1e-3);
      inOne.forEach((value, k) => expect(value).toBeCloseTo(apart[k], 11));
    });

  it('says where it has no rule', () => {
    const program = traced((x) => op.reshape(op.sum(op.multiply(x, x), [0]), [1, count]), size);
    trace(
      'none',
      program.inputs.map(({ type }) => type),
      (...inputs) => {
        expect(forwardLaplacian(program, inputs, 0, op.constant(weights, 'float64', [size, 1]))).toBeNull();
        return [inputs[0]];
      },
    );
  });

  it('takes one weight for all coordinates out of the sum', () => {
    const program = traced((x, matrix) => op.tanh(op.dot(matrix, op.sin(x))), size);
    const sum = (values: number | readonly number[]) =>
      summed(
        program,
        (f, inputs) => forwardLaplacian(f, inputs, 0, op.constant(values, 'float64', [size, 1]))![0],
      );
    const listed = sum([2, 2, 2, 2]);
    sum(2).forEach((value, k) => expect(value).toBeCloseTo(listed[k], 12));
  });
});
