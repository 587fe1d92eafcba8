import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  callProgram,
  sameShape,
  ShapeError,
  sizeOf,
  stridesOf,
  tensor,
  trace,
  typeText,
  type Value,
} from '../../../src/program';
import { emit } from '../../../src/program/emit';

const double = (...shape: number[]) => tensor('float64', shape);
const inner = trace('inner', [double(2)], (x) => [op.exp(x)]);

/** Wrong uses of the primitives; each must be refused by a sentence that begins with the primitive's name. */
const wrong: Record<string, (x: Value, n: Value, b: Value) => unknown> = {
  'constant: too few values': () => op.constant([1, 2], 'float64', [3]),
  'constant: a fraction as int32': () => op.constant(0.5, 'int32'),
  'constant: too large for int32': () => op.constant(2 ** 31, 'int32'),
  'constant: 2 as bool': () => op.constant(2, 'bool'),
  'iota: no such axis': () => op.iota('int32', [2], 1),
  'iota: of bool': () => op.iota('bool', [2], 0),
  'randomBits: key of another size': (_x, n) => op.randomBits(n, n, 4),
  'negate: bool': (_x, _n, b) => op.negate(b),
  'absolute: bool': (_x, _n, b) => op.absolute(b),
  'sign: bool': (_x, _n, b) => op.sign(b),
  'exp: int32': (_x, n) => op.exp(n),
  'log: int32': (_x, n) => op.log(n),
  'sqrt: int32': (_x, n) => op.sqrt(n),
  'sin: int32': (_x, n) => op.sin(n),
  'cos: int32': (_x, n) => op.cos(n),
  'tan: int32': (_x, n) => op.tan(n),
  'tanh: int32': (_x, n) => op.tanh(n),
  'sinh: int32': (_x, n) => op.sinh(n),
  'cosh: int32': (_x, n) => op.cosh(n),
  'asin: int32': (_x, n) => op.asin(n),
  'acos: int32': (_x, n) => op.acos(n),
  'atan: int32': (_x, n) => op.atan(n),
  'erf: bool': (_x, _n, b) => op.erf(b),
  'floor: int32': (_x, n) => op.floor(n),
  'isFinite: int32': (_x, n) => op.isFinite(n),
  'not: float64': (x) => op.not(x),
  'add: two element types': (x, n) => op.add(x, op.reshape(op.concat([n, n]), [2, 3])),
  'add: shapes that do not fit': (x) => op.add(x, op.constant([1, 2])),
  'add: zero of another type': (x) => emit('add', {}, [x, op.constant(0, 'int32', [2, 3])]),
  'subtract: bool': (_x, _n, b) => op.subtract(b, b),
  'multiply: bool': (_x, _n, b) => op.multiply(b, b),
  'divide: int32': (_x, n) => op.divide(n, n),
  'power: int32': (_x, n) => op.power(n, n),
  'minimum: bool': (_x, _n, b) => op.minimum(b, b),
  'maximum: two element types': (x, n) => op.maximum(x, op.slice(n, [0], [1])),
  'maximum: two numbers': () => op.maximum(1, 2),
  'and: float64': (x) => op.and(x, x),
  'or: int32': (_x, n) => op.or(n, n),
  'compare: two element types': (x, _n, b) => op.less(x, b),
  'select: a number as condition': (x) => op.select(x, x, x),
  'select: shapes that do not fit': (x, _n, b) => op.select(b, x, op.constant([1, 2])),
  'cholesky: not square': (x) => op.cholesky(x),
  'cholesky: of a vector': () => op.cholesky(op.constant([1, 2])),
  'fft: parts of two types': (x) => op.fft({ re: x, im: op.constant(0, 'float64', [3]) }, 1),
  'fft: more axes than there are': (x) => op.realFft(x, 3),
  'fft: of another half': (x) => op.inverseRealFft({ re: x, im: x }, 1, 7),
  'triangularSolve: not square': (x) => op.triangularSolve(x, x),
  'triangularSolve: other rows': (x) => op.triangularSolve(op.constant(1, 'float64', [3, 3]), x),
  'triangularSolve: two element types': () =>
    op.triangularSolve(op.constant(1, 'float64', [3, 3]), op.constant(1, 'float32', [3, 1])),
  'sum: no such axis': (x) => op.sum(x, [2]),
  'sum: one axis twice': (x) => op.sum(x, [0, 0]),
  'sum: bool': (_x, _n, b) => op.sum(b),
  'reduceMax: negative axis': (x) => op.reduceMax(x, [-1]),
  'argmax: scalar': (x) => op.argmax(op.sum(x)),
  'reshape: another count': (x) => op.reshape(x, [5]),
  'reshape: a constant to another count': () => op.reshape(op.constant(1, 'float64', [4]), [5]),
  'transpose: not a permutation': (x) => op.transpose(x, [0, 0]),
  'broadcast: does not fit': (x) => op.broadcast(x, [2, 4]),
  'broadcast: to a lower rank': (x) => op.broadcast(x, [3]),
  'slice: leaves the tensor': (x) => op.slice(x, [1, 0], [2, 3]),
  'slice: of one rank less': (x) => op.slice(x, [0], [2]),
  'pad: negative count': (x) => op.pad(x, [0, 0], [-1, 0]),
  'concat: shapes differ': (x) => op.concat([x, op.constant(1, 'float64', [2, 2])], 0),
  'concat: negative axis': (x) => op.concat([x, x], -1),
  'gather: indices that are no int32': (x) => op.gather(x, op.constant([0])),
  'scatterAdd: another count of rows': (x, n) => op.scatterAdd(n, x, 4),
  'scatterAdd: bool rows': (_x, _n, b) => op.scatterAdd(op.constant([0, 1], 'int32'), b, 4),
  'dynamicSlice: larger than the tensor': (x) => op.dynamicSlice(x, [0, 0], [3, 3]),
  'dynamicSlice: one start missing': (x) => op.dynamicSlice(x, [0], [1, 1]),
  'dynamicUpdateSlice: larger than the tensor': (x) =>
    op.dynamicUpdateSlice(x, op.constant(0, 'float64', [3, 3]), [0, 0]),
  'topK: k too large': (x) => op.topK(x, 4),
  'dot: vectors': () => op.dot(op.constant([1, 2]), op.constant([1, 2])),
  'dot: inner extents differ': (x) => op.dot(x, x),
  'dot: other batch axes': (x) => op.dot(op.reshape(x, [1, 2, 3]), op.constant(1, 'float64', [2, 3, 1])),
  'call: another input': (x) => callProgram(inner, [x]),
  'cond: a number as predicate': (x) =>
    op.cond(
      op.sum(x),
      () => [x],
      () => [x],
    ),
  'cond: branches of two types': (x) =>
    op.cond(
      op.less(op.sum(x), 1),
      () => [x],
      () => [op.sum(x)],
    ),
  'whileLoop: a body of another type': (x) =>
    op.whileLoop(
      [x],
      (v) => op.less(op.sum(v), 1),
      (v) => [op.sum(v)],
    ),
  'whileLoop: a condition that is no bool': (x) =>
    op.whileLoop(
      [x],
      (v) => op.sum(v),
      (v) => [v],
    ),
  'scan: sequences of two lengths': (x, n) => op.scan([], [x, n], () => ({ carried: [], outputs: [] })),
  'scan: a body that carries another type on': (x) =>
    op.scan([op.sum(x)], [x], (_c, [row]) => ({ carried: [row], outputs: [] })),
};

describe('shape rules', () => {
  for (const [name, use] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      const tried = () =>
        trace('f', [double(2, 3), tensor('int32', [3]), tensor('bool', [2, 3])], (x, n, b) => {
          use(x, n, b);
          return [x];
        });
      expect(tried).toThrow(ShapeError);
      expect(tried).toThrow(new RegExp(`^${name.split(':')[0]}\\b.*\\.$`));
    });
  }

  it('tells the types that were given', () => {
    const tried = () => trace('f', [tensor('int32', [4])], (n) => [op.exp(n)]);
    expect(tried).toThrow('exp(int32[4]): takes one float tensor.');
  });
});

describe('types', () => {
  it('print, count and compare', () => {
    expect(typeText(tensor('float32', [2, 128]))).toBe('float32[2,128]');
    expect(typeText(tensor('bool'))).toBe('bool[]');
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([2, 3, 4])).toBe(24);
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
    expect(sameShape([2, 1], [2])).toBe(false);
    expect([op.bytesOf('float64'), op.bytesOf('int32'), op.bytesOf('bool')]).toEqual([8, 4, 1]);
  });
});
