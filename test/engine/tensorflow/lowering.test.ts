import { beforeAll, describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  evaluate,
  sizeOf,
  tensor,
  trace,
  type HostArray,
  type Program,
  type Region,
  type TensorType,
  type Value,
} from '../../../src/program';
import { compile, configureEngine, upload } from '../../../src/tensorflow';
import { generator } from '../../support/random';

beforeAll(() => configureEngine({ threads: 2, device: 'cpu' }));

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array };

function inputOf(type: TensorType, next: () => number): HostArray {
  const draw = {
    float32: () => 0.1 + next(),
    float64: () => 0.1 + next(),
    int32: () => Math.floor(3 * next()),
    bool: () => Math.round(next()),
  };
  const numbers = Array.from({ length: sizeOf(type.shape) }, draw[type.element]);
  return arrays[type.element].from(numbers);
}

function runOn(program: Program, region: Region, inputs: readonly HostArray[]): number[][] {
  const given = inputs.map((data, k) => upload(program.inputs[k].type, data));
  const results = compile(program, region).consume(given);
  return results.map((result) => {
    const data = [...result.read()];
    result.dispose();
    return data;
  });
}

const f = (...shape: number[]) => tensor('float64', shape);
const int = (...shape: number[]) => tensor('int32', shape);
const bool = (...shape: number[]) => tensor('bool', shape);

const diagonal = (x: Value) => {
  const square = x.shape.slice(-2);
  return op.convert(op.equal(op.iota('int32', square, 0), op.iota('int32', square, 1)), 'float64');
};

const cases: Record<string, [TensorType[], (...x: Value[]) => readonly Value[]]> = {
  constant: [[f(2)], (x) => [op.constant(7, 'int32', [2, 3]), op.constant([1, 2], 'float64'), x]],
  iota: [[], () => [op.iota('float64', [2, 3], 1), op.iota('int32', [2, 3], 0)]],
  randomBits: [[int(2), int(4)], (key, counter) => [op.randomBits(key, counter, 37)]],
  absolute: [[f(3)], (x) => [op.absolute(op.subtract(x, 0.5))]],
  negate: [[f(3)], (x) => [op.negate(x)]],
  sign: [[f(3)], (x) => [op.sign(op.subtract(x, 0.5))]],
  exp: [[f(3)], (x) => [op.exp(x)]],
  log: [[f(3)], (x) => [op.log(x)]],
  sqrt: [[f(3)], (x) => [op.sqrt(x)]],
  sin: [[f(3)], (x) => [op.sin(x)]],
  cos: [[f(3)], (x) => [op.cos(x)]],
  tan: [[f(3)], (x) => [op.tan(x)]],
  tanh: [[f(3)], (x) => [op.tanh(x)]],
  sinh: [[f(3)], (x) => [op.sinh(x)]],
  cosh: [[f(3)], (x) => [op.cosh(x)]],
  asin: [[f(3)], (x) => [op.asin(op.tanh(x))]],
  acos: [[f(3)], (x) => [op.acos(op.tanh(x))]],
  atan: [[f(3)], (x) => [op.atan(op.tanh(x))]],
  erf: [[f(3)], (x) => [op.erf(x)]],
  floor: [[f(3)], (x) => [op.floor(op.multiply(x, 5))]],
  isFinite: [[f(3)], (x) => [op.isFinite(op.log(op.subtract(x, 0.6)))]],
  'not, and, or': [[bool(4), bool(4)], (a, b) => [op.not(a), op.and(a, b), op.or(a, b)]],
  stopGradient: [[f(3)], (x) => [op.stopGradient(x)]],
  convert: [
    [f(3), int(3), bool(3)],
    (x, k, b) => [
      op.convert(op.multiply(x, 9), 'int32'),
      op.convert(k, 'float64'),
      op.convert(b, 'float64'),
      op.convert(x, 'float32'),
    ],
  ],
  'add … maximum': [
    [f(5), f(5)],
    (a, b) => [
      op.add(a, b),
      op.subtract(a, b),
      op.multiply(a, b),
      op.divide(a, b),
      op.power(a, b),
      op.minimum(a, b),
      op.maximum(a, b),
    ],
  ],
  compare: [
    [int(6), int(6)],
    (a, b) => [
      op.less(a, b),
      op.lessEqual(a, b),
      op.greater(a, b),
      op.greaterEqual(a, b),
      op.equal(a, b),
      op.notEqual(a, b),
    ],
  ],
  select: [[bool(4), f(4), f(4)], (c, a, b) => [op.select(c, a, b)]],
  sum: [[f(2, 3, 2)], (x) => [op.sum(x), op.sum(x, [1]), op.sum(x, [0, 2])]],
  reduceMax: [[f(2, 3)], (x) => [op.reduceMax(x), op.reduceMax(x, [1])]],
  argmax: [[f(2, 5)], (x) => [op.argmax(x)]],
  reshape: [[f(2, 3)], (x) => [op.reshape(x, [3, 2])]],
  transpose: [[f(2, 3, 4)], (x) => [op.transpose(x, [1, 2, 0])]],
  broadcast: [[f(2, 1)], (x) => [op.broadcast(x, [3, 2, 4])]],
  slice: [[f(4, 5)], (x) => [op.slice(x, [1, 2], [2, 3])]],
  pad: [[f(2, 2)], (x) => [op.pad(x, [1, 0], [0, 2])]],
  concat: [[f(2, 2), f(2, 3)], (a, b) => [op.concat([a, b], 1)]],
  gather: [[f(4, 2), int(3)], (x, k) => [op.gather(x, k)]],
  scatterAdd: [[int(5), f(5, 2)], (k, x) => [op.scatterAdd(k, x, 4)]],
  dynamicSlice: [[f(4, 5), int()], (x, k) => [op.dynamicSlice(x, [k, 9], [2, 3])]],
  dynamicUpdateSlice: [[f(4, 5), f(2, 2), int()], (x, y, k) => [op.dynamicUpdateSlice(x, y, [k, -3])]],
  topK: [[f(3, 7)], (x) => Object.values(op.topK(x, 3))],
  dot: [[f(3, 4), f(4, 2)], (a, b) => [op.dot(a, b)]],
  'dot, transposed': [
    [f(4, 3), f(2, 4)],
    (a, b) => [op.dot(a, b, { transposeLeft: true, transposeRight: true })],
  ],
  'dot of one term': [
    [f(3, 1), f(1, 2), f(1, 3)],
    (a, b, c) => [
      op.dot(a, b),
      op.dot(c, b, { transposeLeft: true }),
      op.dot(a, c, { transposeLeft: true, transposeRight: true }),
    ],
  ],
  'dot of one term, batched': [[f(2, 3, 1), f(2, 4, 1)], (a, b) => [op.dot(a, b, { transposeRight: true })]],
  'dot, batched': [[f(2, 3, 4), f(2, 2, 4)], (a, b) => [op.dot(a, b, { transposeRight: true })]],
  cholesky: [[f(4, 4)], (x) => [op.cholesky(op.add(op.dot(x, x, { transposeRight: true }), diagonal(x)))]],
  'cholesky, batched': [
    [f(2, 3, 3)],
    (x) => [op.cholesky(op.add(op.dot(x, x, { transposeRight: true }), diagonal(x)))],
  ],
  'fft, forward and back, over one to three axes': [
    [f(2, 3, 4, 5), f(2, 3, 4, 5)],
    (re, im) =>
      ([1, 2, 3] as const).flatMap((axes) =>
        [false, true].flatMap((inverse) => Object.values(op.fft({ re, im }, axes, { inverse }))),
      ),
  ],
  'fft, real': [
    [f(2, 3, 4, 5), f(2, 3, 4, 6)],
    (x, y) =>
      ([1, 2, 3] as const).flatMap((axes) => [x, y].flatMap((z) => Object.values(op.realFft(z, axes)))),
  ],
  'fft, real inverse of any halves': [
    [f(2, 3, 4, 3), f(2, 3, 4, 3)],
    (re, im) =>
      ([1, 2, 3] as const).flatMap((axes) => [4, 5].map((last) => op.inverseRealFft({ re, im }, axes, last))),
  ],
  'fft, float32': [[tensor('float32', [3, 4])], (x) => Object.values(op.realFft(op.divide(x, 16), 1))],
  'triangularSolve reads one triangle': [
    [f(2, 3, 3), f(2, 3, 2)],
    (a, b) =>
      [false, true].flatMap((lower) =>
        [false, true].map((transpose) => op.triangularSolve(op.add(a, diagonal(a)), b, { lower, transpose })),
      ),
  ],
  call: [[f(3), f(3)], (a, b) => op.call('inner', [a], (x) => [op.multiply(op.sin(x), b)], 'xla')],
  cond: [
    [f(3), f()],
    (a, b) =>
      op.cond(
        op.less(b, 0.6),
        () => [op.multiply(a, b)],
        () => [op.sin(a)],
      ),
  ],
  whileLoop: [
    [f(3), f(3)],
    (a, b) =>
      op.whileLoop(
        [a, op.constant(0, 'int32')],
        (_, k) => op.less(k, 5),
        (x, k) => [op.add(op.multiply(x, 0.5), b), op.add(k, 1)],
      ),
  ],
  ...Object.fromEntries(
    [false, true].map((reverse): [string, (typeof cases)[string]] => [
      reverse ? 'scan, from the last' : 'scan',
      [
        [f(3), f(4, 3), int(4), f(3)],
        (a, b, n, c) => {
          const step = ([x, k]: readonly Value[], [row, m]: readonly Value[]) => ({
            carried: [op.tanh(op.add(op.multiply(x, c), row)), op.add(k, m)],
            outputs: [op.multiply(x, row), k],
          });
          const { carried, outputs } = op.scan([a, op.constant(0, 'int32')], [b, n], step, reverse);
          return [...carried, ...outputs];
        },
      ],
    ]),
  ),
};

describe('lowering', () => {
  for (const region of ['xla', 'native'] as const) {
    it(`cholesky, ${region}: NaN below the diagonal of a matrix that is not positive definite, no exception`, () => {
      const program = trace('f', [f(2, 2, 2)], (x) => [op.cholesky(x)]);
      const [factors] = runOn(program, region, [Float64Array.of(4, 0, 2, 10, 1, 0, 3, 1)]);
      expect(factors).toEqual([2, 0, 1, 3, NaN, 0, NaN, NaN]);
    });
    for (const [name, [types, body]] of Object.entries(cases)) {
      it(`${name}, ${region}: the engine's result is the evaluator's`, () => {
        const program = trace('f', types, body);
        const next = generator(5);
        const inputs = types.map((type) => inputOf(type, next));
        const expected = evaluate(
          program,
          inputs.map((data) => Float64Array.from(data)),
        );
        const results = runOn(program, region, inputs);
        results.forEach((result, k) => {
          expect(result.length).toBe(expected[k].length);
          const tolerance =
            program.outputs[k].element === 'float64'
              ? 1e-14
              : program.outputs[k].element === 'float32'
                ? 1e-7
                : 0;
          result.forEach((x, i) =>
            expect(Math.abs(x - expected[k][i])).toBeLessThanOrEqual(tolerance * (1 + Math.abs(x))),
          );
        });
      });
    }
  }
});
