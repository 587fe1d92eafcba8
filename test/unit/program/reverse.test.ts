import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, tensor, trace, vjp, type Program, type Value } from '../../../src/program';
import { randomElements } from '../../support/random';

const shape = [3, 4];

/** X Xᵀ + 2 I over the last two axes. */
function definite(x: Value): Value {
  const diagonal = op.equal(op.iota('int32', [3, 3], 0), op.iota('int32', [3, 3], 1));
  return op.add(op.dot(x, x, { transposeRight: true }), op.select(diagonal, op.scalarLike(2, x), 0));
}

/** One program for each differentiable primitive, with inputs kept where the function is smooth. */
const cases: Record<
  string,
  { inputs: number[][]; range?: [number, number]; body: (...x: Value[]) => readonly Value[] }
> = {
  negate: { inputs: [shape], body: (x) => [op.negate(x)] },
  absolute: { inputs: [shape], range: [0.2, 2], body: (x) => [op.absolute(op.negate(x))] },
  exp: { inputs: [shape], body: (x) => [op.exp(x)] },
  log: { inputs: [shape], range: [0.2, 2], body: (x) => [op.log(x)] },
  sqrt: { inputs: [shape], range: [0.2, 2], body: (x) => [op.sqrt(x)] },
  sin: { inputs: [shape], body: (x) => [op.sin(x)] },
  cos: { inputs: [shape], body: (x) => [op.cos(x)] },
  tan: { inputs: [shape], body: (x) => [op.tan(x)] },
  tanh: { inputs: [shape], body: (x) => [op.tanh(x)] },
  sinh: { inputs: [shape], body: (x) => [op.sinh(x)] },
  cosh: { inputs: [shape], body: (x) => [op.cosh(x)] },
  erf: { inputs: [shape], body: (x) => [op.erf(x)] },
  add: { inputs: [shape, shape], body: (a, b) => [op.add(a, b)] },
  subtract: { inputs: [shape, shape], body: (a, b) => [op.subtract(a, b)] },
  multiply: { inputs: [shape, shape], body: (a, b) => [op.multiply(a, b)] },
  divide: { inputs: [shape, shape], range: [0.5, 2], body: (a, b) => [op.divide(a, b)] },
  power: { inputs: [shape, shape], range: [0.5, 2], body: (a, b) => [op.power(a, b)] },
  minimum: { inputs: [shape, shape], body: (a, b) => [op.minimum(a, b)] },
  maximum: { inputs: [shape, shape], body: (a, b) => [op.maximum(a, b)] },
  select: { inputs: [shape, shape], body: (a, b) => [op.select(op.less(a, 0), op.sin(b), a)] },
  sum: { inputs: [shape], body: (x) => [op.sum(x, [0])] },
  reduceMax: { inputs: [shape], body: (x) => [op.reduceMax(x, [1])] },
  reshape: { inputs: [shape], body: (x) => [op.reshape(x, [2, 6])] },
  transpose: { inputs: [[2, 3, 4]], body: (x) => [op.transpose(x, [2, 0, 1])] },
  broadcast: { inputs: [[3, 1]], body: (x) => [op.broadcast(x, [2, 3, 4])] },
  slice: { inputs: [shape], body: (x) => [op.slice(x, [1, 0], [2, 3])] },
  pad: { inputs: [shape], body: (x) => [op.pad(x, [1, 0], [0, 2])] },
  concat: { inputs: [shape, [3, 2]], body: (a, b) => [op.concat([a, b, a], 1)] },
  gather: { inputs: [shape], body: (x) => [op.gather(x, op.constant([2, 0, 2], 'int32'))] },
  scatterAdd: { inputs: [shape], body: (x) => [op.scatterAdd(op.constant([1, 0, 1], 'int32'), x, 5)] },
  dynamicSlice: { inputs: [shape], body: (x) => [op.dynamicSlice(x, [1, 1], [2, 2])] },
  dynamicUpdateSlice: { inputs: [shape, [2, 2]], body: (x, y) => [op.dynamicUpdateSlice(x, y, [0, 1])] },
  topK: { inputs: [[2, 5]], body: (x) => [op.topK(x, 2).values] },
  dot: { inputs: [shape, [4, 2]], body: (a, b) => [op.dot(a, b)] },
  'dot, left transposed': {
    inputs: [
      [4, 3],
      [4, 2],
    ],
    body: (a, b) => [op.dot(a, b, { transposeLeft: true })],
  },
  'dot, right transposed': {
    inputs: [shape, [2, 4]],
    body: (a, b) => [op.dot(a, b, { transposeRight: true })],
  },
  'dot, both transposed': {
    inputs: [
      [4, 3],
      [2, 4],
    ],
    body: (a, b) => [op.dot(a, b, { transposeLeft: true, transposeRight: true })],
  },
  'dot, batched': {
    inputs: [
      [2, 3, 4],
      [2, 4, 2],
    ],
    body: (a, b) => [op.dot(a, b)],
  },
  cholesky: { inputs: [[3, 3]], body: (x) => [op.cholesky(definite(x))] },
  'cholesky reads the lower triangle': {
    inputs: [[2, 2]],
    body: (x) => [op.cholesky(op.add(x, op.constant([4, 0, 0, 4], 'float64', [2, 2])))],
  },
  'cholesky, batched': { inputs: [[2, 3, 3]], body: (x) => [op.cholesky(definite(x))] },
  ...Object.fromEntries(
    [0, 1, 2, 3].map((k) => {
      const options = { lower: k % 2 === 0, transpose: k > 1 };
      const name = `triangularSolve, ${options.lower ? 'lower' : 'upper'}${options.transpose ? ', transposed' : ''}`;
      return [
        name,
        {
          inputs: [
            [2, 3, 3],
            [2, 3, 2],
          ],
          range: [0.5, 2] as [number, number],
          body: (a: Value, b: Value) => [op.triangularSolve(a, b, options)],
        },
      ];
    }),
  ),
  call: { inputs: [shape, shape], body: (a, b) => op.call('inner', [a], (x) => [op.multiply(op.sin(x), b)]) },
  cond: {
    inputs: [shape, shape],
    body: (a, b) => [
      ...op.cond(
        op.less(op.sum(a), 1e9),
        () => [op.multiply(a, b)],
        () => [op.sin(a)],
      ),
    ],
  },
};

/** Central difference of Σ cotangent·outputs along one element of one input, fourth order. */
function difference(
  program: Program,
  inputs: Float64Array[],
  cotangents: Float64Array[],
  input: number,
  k: number,
): number {
  const h = 1e-3;
  const at = (delta: number) => {
    const moved = inputs.map((x) => Float64Array.from(x));
    moved[input][k] += delta;
    const outputs = evaluate(program, moved);
    return outputs.reduce(
      (sum, y, j) => sum + y.reduce((inner, value, i) => inner + value * cotangents[j][i], 0),
      0,
    );
  };
  return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
}

describe('reverse mode', () => {
  for (const [name, { inputs: shapes, range, body }] of Object.entries(cases)) {
    it(`${name} agrees with finite differences`, () => {
      const program = trace(
        'f',
        shapes.map((s) => tensor('float64', s)),
        body,
      );
      const reversed = vjp(program);
      check(program);
      check(reversed);
      const inputs = shapes.map((s, k) => randomElements(s, 7 + k, range ?? [-1, 1]));
      const cotangents = program.outputs.map((output, k) => randomElements(output.shape, 70 + k));
      const gradients = evaluate(reversed, [...inputs, ...cotangents]);
      inputs.forEach((x, input) =>
        x.forEach((_, k) => {
          const expected = difference(program, inputs, cotangents, input, k);
          expect(Math.abs(gradients[input][k] - expected)).toBeLessThan(2e-9 * (1 + Math.abs(expected)));
        }),
      );
    });
  }

  it('refuses a loop by name', () => {
    const program = trace('f', [tensor('float64')], (x) =>
      op.whileLoop(
        [x],
        (v) => op.less(v, 10),
        (v) => [op.multiply(v, 2)],
      ),
    );
    expect(() => vjp(program)).toThrow(/whileLoop has no reverse rule/);
  });

  it('gives second derivatives by being applied twice', () => {
    const f = trace('f', [tensor('float64')], (x) => [op.sin(op.multiply(x, x))]);
    const first = trace('g', [tensor('float64')], (x) => op.inline(vjp(f), [x, op.constant(1)]));
    const [second] = evaluate(vjp(first), [Float64Array.of(0.7), Float64Array.of(1)]);
    const expected = 2 * Math.cos(0.49) - 4 * 0.49 * Math.sin(0.49);
    expect(second[0]).toBeCloseTo(expected, 12);
  });
});
