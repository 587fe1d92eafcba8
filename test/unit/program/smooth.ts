import * as op from '../../../src/program';
import type { Value } from '../../../src/program';

const shape = [3, 4];

/** X Xᵀ + 2 I over the last two axes. */
function definite(x: Value): Value {
  const diagonal = op.equal(op.iota('int32', [3, 3], 0), op.iota('int32', [3, 3], 1));
  return op.add(op.dot(x, x, { transposeRight: true }), op.select(diagonal, op.scalarLike(2, x), 0));
}

/** One program for each differentiable primitive, with inputs kept where the function is smooth. */
export const cases: Record<
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
  asin: { inputs: [shape], range: [-0.7, 0.7], body: (x) => [op.asin(x)] },
  acos: { inputs: [shape], range: [-0.7, 0.7], body: (x) => [op.acos(x)] },
  atan: { inputs: [shape], body: (x) => [op.atan(x)] },
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
  fft: {
    inputs: [
      [2, 5],
      [2, 5],
    ],
    body: (re, im) => Object.values(op.fft({ re, im }, 1)),
  },
  'fft, inverse, over three axes': {
    inputs: [
      [2, 3, 2, 4],
      [2, 3, 2, 4],
    ],
    body: (re, im) => Object.values(op.fft({ re, im }, 3, { inverse: true })),
  },
  'fft, one part alone': { inputs: [[6], [6]], body: (re, im) => [op.fft({ re, im }, 1).im] },
  ...Object.fromEntries(
    [4, 5].flatMap((last) => [
      [
        `fft, real, of ${last}`,
        { inputs: [[2, 3, last]], body: (x: Value) => Object.values(op.realFft(x, 2)) },
      ],
      [
        `fft, real inverse, to ${last}`,
        {
          inputs: [
            [2, 3, 3],
            [2, 3, 3],
          ],
          body: (re: Value, im: Value) => [op.inverseRealFft({ re, im }, 2, last)],
        },
      ],
    ]),
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
