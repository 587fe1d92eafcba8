import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, tensor, trace, type TensorType, type Value } from '../../../src/program';
import { errorFunction } from '../../../src/program/elementwise';

const inputsOf = (types: readonly TensorType[], values: readonly (readonly number[])[], body: Body) => {
  const program = trace('f', types, body);
  check(program);
  return evaluate(
    program,
    values.map((list) => Float64Array.from(list)),
  ).map((list) => [...list]);
};
type Body = (...values: Value[]) => readonly Value[];
type Case = readonly [
  types: readonly TensorType[],
  inputs: readonly (readonly number[])[],
  body: Body,
  expected: readonly (readonly number[])[],
];

const double = (...shape: number[]) => tensor('float64', shape);
const single = (...shape: number[]) => tensor('float32', shape);
const whole = (...shape: number[]) => tensor('int32', shape);
const truth = (...shape: number[]) => tensor('bool', shape);
const counting = (count: number, from = 0) => Array.from({ length: count }, (_, k) => from + k);
const third = Math.fround(1 / 3);

/** Small cases worked by hand, one or more for each primitive. */
const cases: Record<string, Case> = {
  constant: [
    [],
    [],
    () => [op.constant(2, 'float64', [2]), op.constant([3, 4])],
    [
      [2, 2],
      [3, 4],
    ],
  ],
  'constant of float32': [[], [], () => [op.constant(1 / 3, 'float32')], [[third]]],
  iota: [
    [],
    [],
    () => [op.iota('int32', [2, 3], 0), op.iota('float64', [2, 3], 1)],
    [
      [0, 0, 0, 1, 1, 1],
      [0, 1, 2, 0, 1, 2],
    ],
  ],
  negate: [[double(2), whole(1)], [[1, -2], [5]], (x, n) => [op.negate(x), op.negate(n)], [[-1, 2], [-5]]],
  'negate of the least int32 wraps': [[whole(1)], [[-2147483648]], (n) => [op.negate(n)], [[-2147483648]]],
  absolute: [[double(3)], [[-1.5, 0, 2]], (x) => [op.absolute(x)], [[1.5, 0, 2]]],
  sign: [[double(4)], [[-3, 0, 2, NaN]], (x) => [op.sign(x)], [[-1, 0, 1, NaN]]],
  exp: [[double(2)], [[0, 1]], (x) => [op.exp(x)], [[1, Math.E]]],
  log: [[double(4)], [[1, Math.E, 0, -1]], (x) => [op.log(x)], [[0, 1, -Infinity, NaN]]],
  sqrt: [[double(3)], [[4, 0, -1]], (x) => [op.sqrt(x)], [[2, 0, NaN]]],
  sin: [[double(2)], [[0, Math.PI / 2]], (x) => [op.sin(x)], [[0, 1]]],
  cos: [[double(1)], [[0]], (x) => [op.cos(x)], [[1]]],
  tan: [[double(1)], [[0.5]], (x) => [op.subtract(op.tan(x), op.divide(op.sin(x), op.cos(x)))], [[0]]],
  tanh: [[double(3)], [[0, 800, -800]], (x) => [op.tanh(x)], [[0, 1, -1]]],
  sinh: [[double(1)], [[0]], (x) => [op.sinh(x)], [[0]]],
  cosh: [[double(1)], [[0]], (x) => [op.cosh(x)], [[1]]],
  asin: [[double(3)], [[0, 1, 2]], (x) => [op.asin(x)], [[0, Math.PI / 2, NaN]]],
  acos: [[double(3)], [[1, -1, -2]], (x) => [op.acos(x)], [[0, Math.PI, NaN]]],
  atan: [[double(3)], [[0, 1, -Infinity]], (x) => [op.atan(x)], [[0, Math.PI / 4, -Math.PI / 2]]],
  erf: [[double(4)], [[0, 9, -9, NaN]], (x) => [op.erf(x)], [[0, 1, -1, NaN]]],
  floor: [[double(3)], [[1.9, -0.1, 3]], (x) => [op.floor(x)], [[1, -1, 3]]],
  isFinite: [[double(4)], [[1, NaN, Infinity, -Infinity]], (x) => [op.isFinite(x)], [[1, 0, 0, 0]]],
  not: [[truth(2)], [[0, 1]], (x) => [op.not(x)], [[1, 0]]],
  stopGradient: [[double(2)], [[1, 2]], (x) => [op.stopGradient(x)], [[1, 2]]],
  'convert to int32 cuts toward zero': [
    [double(3)],
    [[1.9, -1.9, 4]],
    (x) => [op.convert(x, 'int32')],
    [[1, -1, 4]],
  ],
  'convert to bool': [[double(3)], [[0, 0.5, -2]], (x) => [op.convert(x, 'bool')], [[0, 1, 1]]],
  'convert to float32 rounds': [[double(1)], [[1 / 3]], (x) => [op.convert(x, 'float32')], [[third]]],
  'float32 rounds after each step': [
    [single(1)],
    [[1 / 3]],
    (x) => [op.multiply(x, x), op.exp(x)],
    [[Math.fround(third * third)], [Math.fround(Math.exp(third))]],
  ],
  'add broadcasts': [
    [double(2, 1), double(3)],
    [
      [10, 20],
      [1, 2, 3],
    ],
    (a, b) => [op.add(a, b)],
    [[11, 12, 13, 21, 22, 23]],
  ],
  'add of int32 wraps': [[whole(1)], [[2147483647]], (n) => [op.add(n, 1)], [[-2147483648]]],
  subtract: [
    [double(2)],
    [[1, 5]],
    (x) => [op.subtract(3, x), op.subtract(x, 3)],
    [
      [2, -2],
      [-2, 2],
    ],
  ],
  multiply: [
    [double(2), double(2)],
    [
      [2, 3],
      [5, -7],
    ],
    (a, b) => [op.multiply(a, b)],
    [[10, -21]],
  ],
  'multiply of int32 wraps': [
    [whole(2), whole(2)],
    [
      [2147483647, 65537],
      [2147483647, 65537],
    ],
    (a, b) => [op.multiply(a, b)],
    [[1, 131073]],
  ],
  divide: [
    [double(3), double(3)],
    [
      [1, -1, 0],
      [4, 0, 0],
    ],
    (a, b) => [op.divide(a, b)],
    [[0.25, -Infinity, NaN]],
  ],
  power: [
    [double(4), double(4)],
    [
      [2, -2, 0, 4],
      [10, 3, 0, -0.5],
    ],
    (a, b) => [op.power(a, b)],
    [[1024, -8, 1, 0.5]],
  ],
  'minimum and maximum': [
    [double(3), double(3)],
    [
      [1, 5, NaN],
      [2, 4, 0],
    ],
    (a, b) => [op.minimum(a, b), op.maximum(a, b)],
    [
      [1, 4, NaN],
      [2, 5, NaN],
    ],
  ],
  'and, or': [
    [truth(4), truth(4)],
    [
      [0, 0, 1, 1],
      [0, 1, 0, 1],
    ],
    (a, b) => [op.and(a, b), op.or(a, b)],
    [
      [0, 0, 0, 1],
      [0, 1, 1, 1],
    ],
  ],
  compare: [
    [double(4), double(4)],
    [
      [1, 2, 3, NaN],
      [2, 2, 2, NaN],
    ],
    (a, b) => [
      op.less(a, b),
      op.lessEqual(a, b),
      op.greater(a, b),
      op.greaterEqual(a, b),
      op.equal(a, b),
      op.notEqual(a, b),
    ],
    [
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 1, 1, 0],
      [0, 1, 0, 0],
      [1, 0, 1, 1],
    ],
  ],
  'select broadcasts its condition': [
    [truth(2, 1), double(2, 2)],
    [
      [1, 0],
      [1, 2, 3, 4],
    ],
    (c, x) => [op.select(c, x, -1)],
    [[1, 2, -1, -1]],
  ],
  'cholesky reads the lower triangle': [
    [double(2, 2, 2)],
    [[4, 7, 2, 10, 1, 0, 3, 1]],
    (x) => [op.cholesky(x)],
    [[2, 0, 1, 3, NaN, 0, NaN, NaN]],
  ],
  'triangularSolve, lower and upper, as it is and transposed': [
    [double(2, 2), double(2, 1)],
    [
      [2, 3, 4, 4],
      [4, 24],
    ],
    (a, b) =>
      [true, false].flatMap((lower) =>
        [false, true].map((transpose) => op.triangularSolve(a, b, { lower, transpose })),
      ),
    [
      [2, 4],
      [-10, 6],
      [-7, 6],
      [2, 4.5],
    ],
  ],
  'sum over chosen axes': [
    [double(2, 3, 2)],
    [counting(12)],
    (x) => [op.sum(x, [1]), op.sum(x, [2, 0]), op.sum(x)],
    [[6, 9, 24, 27], [14, 22, 30], [66]],
  ],
  reduceMax: [
    [double(2, 3)],
    [[1, 7, 3, -4, -9, -2]],
    (x) => [op.reduceMax(x, [1]), op.reduceMax(x, [0]), op.reduceMax(x)],
    [[7, -2], [1, 7, 3], [7]],
  ],
  'argmax takes the first of equals': [
    [double(2, 3)],
    [[1, 7, 7, 4, -9, 2]],
    (x) => [op.argmax(x)],
    [[1, 0]],
  ],
  reshape: [
    [double(2, 3)],
    [counting(6)],
    (x) => [op.slice(op.reshape(x, [3, 2]), [1, 0], [1, 2])],
    [[2, 3]],
  ],
  transpose: [[double(2, 3)], [counting(6)], (x) => [op.transpose(x)], [[0, 3, 1, 4, 2, 5]]],
  'transpose of three axes': [
    [double(2, 1, 3)],
    [counting(6)],
    (x) => [op.transpose(x, [2, 0, 1])],
    [[0, 3, 1, 4, 2, 5]],
  ],
  'broadcast repeats along axes of extent 1 and new ones': [
    [double(2, 1)],
    [[1, 2]],
    (x) => [op.broadcast(x, [2, 2, 3])],
    [[1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]],
  ],
  slice: [[double(3, 4)], [counting(12)], (x) => [op.slice(x, [1, 2], [2, 2])], [[6, 7, 10, 11]]],
  pad: [[double(1, 2)], [[1, 2]], (x) => [op.pad(x, [1, 0], [0, 1])], [[0, 0, 0, 1, 2, 0]]],
  concat: [
    [double(2, 1), double(2, 2)],
    [
      [1, 2],
      [3, 4, 5, 6],
    ],
    (a, b) => [op.concat([a, b], 1), op.concat([b, b], 0)],
    [
      [1, 3, 4, 2, 5, 6],
      [3, 4, 5, 6, 3, 4, 5, 6],
    ],
  ],
  gather: [
    [double(3, 2)],
    [counting(6)],
    (x) => [op.gather(x, op.constant([2, 0, 2], 'int32'))],
    [[4, 5, 0, 1, 4, 5]],
  ],
  scatterAdd: [
    [double(3, 1)],
    [[1, 2, 4]],
    (x) => [op.scatterAdd(op.constant([1, 0, 1], 'int32'), x, 3)],
    [[2, 5, 0]],
  ],
  'dynamicSlice is clamped': [
    [double(4), whole()],
    [[0, 1, 2, 3], [9]],
    (x, k) => [op.dynamicSlice(x, [k], [2]), op.dynamicSlice(x, [-3], [2]), op.dynamicSlice(x, [1], [2])],
    [
      [2, 3],
      [0, 1],
      [1, 2],
    ],
  ],
  'dynamicUpdateSlice is clamped': [
    [double(2, 2), whole()],
    [counting(4), [5]],
    (x, k) => [op.dynamicUpdateSlice(x, op.constant([[7], [8]].flat(), 'float64', [2, 1]), [k, k])],
    [[0, 7, 2, 8]],
  ],
  'topK keeps the order of equals': [
    [double(2, 4)],
    [[1, 5, 5, 2, 0, -1, 3, 3]],
    (x) => {
      const { values, indices } = op.topK(x, 3);
      return [values, indices];
    },
    [
      [5, 5, 2, 3, 3, 0],
      [1, 2, 3, 2, 3, 0],
    ],
  ],
  dot: [[double(2, 3), double(3, 1)], [counting(6), [1, 10, 100]], (a, b) => [op.dot(a, b)], [[210, 543]]],
  'dot with both factors transposed': [
    [double(3, 2), double(1, 3)],
    [counting(6), [1, 10, 100]],
    (a, b) => [op.dot(a, b, { transposeLeft: true, transposeRight: true })],
    [[420, 531]],
  ],
  'dot of batches': [
    [double(2, 1, 2), double(2, 2, 2)],
    [[1, 2, 3, 4], counting(8)],
    (a, b) => [op.dot(a, b), op.dot(a, b, { transposeRight: true })],
    [
      [4, 7, 36, 43],
      [2, 8, 32, 46],
    ],
  ],
  call: [
    [double()],
    [[3]],
    (x) => op.call('f', [x, x], (a, b) => [op.multiply(a, b), op.negate(a)]),
    [[9], [-3]],
  ],
  cond: [
    [double(), double()],
    [[3], [4]],
    (x, y) => [
      ...op.cond(
        op.less(x, y),
        () => [x],
        () => [y],
      ),
      ...op.cond(
        op.less(y, x),
        () => [x],
        () => [y],
      ),
    ],
    [[3], [4]],
  ],
  whileLoop: [
    [double(), double()],
    [[1], [100]],
    (x, limit) =>
      op.whileLoop(
        [x, op.constant(0, 'int32')],
        (v) => op.less(v, limit),
        (v, n) => [op.multiply(v, 3), op.add(n, 1)],
      ),
    [[243], [5]],
  ],
  'a loop that never runs': [
    [double()],
    [[1]],
    (x) =>
      op.whileLoop(
        [x],
        (v) => op.less(v, 0),
        (v) => [op.add(v, 1)],
      ),
    [[1]],
  ],
  scan: [
    [double(), double(3)],
    [[1], [2, 3, 4]],
    (x, list) => {
      const forward = op.scan([x], [list], ([v], [n]) => ({
        carried: [op.multiply(v, n)],
        outputs: [op.add(v, n)],
      }));
      const backward = op.scan(
        [x],
        [list],
        ([v], [n]) => ({ carried: [op.subtract(n, v)], outputs: [v] }),
        true,
      );
      return [...forward.carried, ...forward.outputs, ...backward.carried, ...backward.outputs];
    },
    [[24], [3, 5, 10], [2], [0, 3, 1]],
  ],
};

/** Known up to rounding. */
const roundedCases: Record<string, Case> = {
  // numpy.fft.fft([1, 2j, 0, -1]) and numpy.fft.ifft of the same
  'fft of four numbers, and its inverse': [
    [double(4), double(4)],
    [
      [1, 0, 0, -1],
      [0, 2, 0, 0],
    ],
    (re, im) => [false, true].flatMap((inverse) => Object.values(op.fft({ re, im }, 1, { inverse }))),
    [
      [0, 3, 2, -1],
      [2, -1, -2, 1],
      [0, -0.25, 0.5, 0.75],
      [0.5, 0.25, -0.5, -0.25],
    ],
  ],
  // numpy.fft.rfft2([[1, 2, 4], [0, -1, 3]])
  'fft of real rows of odd length, and back': [
    [double(2, 3)],
    [[1, 2, 4, 0, -1, 3]],
    (x) => {
      const half = op.realFft(x, 2);
      return [half.re, half.im, op.inverseRealFft(half, 2, 3)];
    },
    [
      [9, -3, 5, -1],
      [0, 6 * (Math.sqrt(3) / 2), 0, -2 * (Math.sqrt(3) / 2)],
      [1, 2, 4, 0, -1, 3],
    ],
  ],
  'fft back from a half: the imaginary parts of the first and the last wavenumber do not count': [
    [double(3), double(3)],
    [
      [4, 0, 8],
      [5, 2, 7],
    ],
    (re, im) => [op.inverseRealFft({ re, im }, 1, 4)],
    [[3, -2, 3, 0]],
  ],
};

describe('the plain meaning of each primitive', () => {
  for (const [name, [types, values, body, expected]] of Object.entries(cases)) {
    it(name, () => {
      const results = inputsOf(types, values, body);
      // −0 and 0 are the same number here
      expect(results.map((list) => list.map((x) => x + 0))).toEqual(expected);
    });
  }

  for (const [name, [types, values, body, expected]] of Object.entries(roundedCases)) {
    it(name, () => {
      inputsOf(types, values, body).forEach((list, k) =>
        list.forEach((x, i) => expect(x).toBeCloseTo(expected[k][i], 13)),
      );
    });
  }

  it('erf agrees with 18-digit values', () => {
    const known: [number, number][] = [
      [1e-10, 1.12837916709551262e-10],
      [0.1, 0.112462916018284898],
      [0.5, 0.520499877813046538],
      [1, 0.842700792949714869],
      [1.5, 0.966105146475310727],
      [2, 0.995322265018952734],
      [2.4, 0.999311486103354921],
      [2.5, 0.999593047982555041],
      [3, 0.999977909503001415],
      [4, 0.9999999845827421],
      [5.5, 0.999999999999992642],
    ];
    for (const [x, value] of known) {
      expect(Math.abs(errorFunction(x) - value)).toBeLessThan(4e-16 * value);
      expect(errorFunction(-x)).toBe(-errorFunction(x));
    }
  });

  it('refuses inputs of another size, and rows that are not there', () => {
    const program = trace('f', [double(2), whole(1)], (x, k) => [op.gather(x, k)]);
    expect(() => evaluate(program, [Float64Array.of(1), Float64Array.of(0)])).toThrow(/Input 0 of f/);
    expect(() => evaluate(program, [Float64Array.of(1, 2), Float64Array.of(2)])).toThrow(
      /gather: index 2 is outside/,
    );
    const added = trace('f', [double(1), whole(1)], (x, k) => [op.scatterAdd(k, x, 3)]);
    expect(() => evaluate(added, [Float64Array.of(1), Float64Array.of(-1)])).toThrow(/scatterAdd: index -1/);
  });
});
