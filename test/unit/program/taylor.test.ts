import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, taylor, tensor, trace, type Value } from '../../../src/program';
import { randomElements } from '../../support/random';
import { expectSameDerivatives, indicesTo, pointwise, unitDirections } from './nested';

const points = 3;
const places = (coordinates: number) => randomElements([coordinates, points], 5);

/** An inner function that keeps within 0.4 … 1.4 and has no derivative that is zero. */
const inside = (x: Value, y: Value) =>
  op.add(
    op.multiply(op.sin(op.add(op.multiply(x, 1.3), op.multiply(y, 0.4))), 0.3),
    op.add(op.multiply(op.multiply(x, y), 0.2), 0.9),
  );
const other = (x: Value, y: Value) => op.add(op.cos(op.subtract(x, op.multiply(y, 0.7))), op.multiply(y, y));

const rules: Record<string, (x: Value, y: Value) => Value> = {
  negate: (x, y) => op.negate(inside(x, y)),
  absolute: (x, y) => op.absolute(op.negate(inside(x, y))),
  exp: (x, y) => op.exp(inside(x, y)),
  log: (x, y) => op.log(inside(x, y)),
  sqrt: (x, y) => op.sqrt(inside(x, y)),
  sin: (x, y) => op.sin(inside(x, y)),
  cos: (x, y) => op.cos(inside(x, y)),
  tan: (x, y) => op.tan(op.multiply(inside(x, y), 0.6)),
  tanh: (x, y) => op.tanh(inside(x, y)),
  sinh: (x, y) => op.sinh(inside(x, y)),
  cosh: (x, y) => op.cosh(inside(x, y)),
  asin: (x, y) => op.asin(op.multiply(inside(x, y), 0.6)),
  acos: (x, y) => op.acos(op.multiply(inside(x, y), 0.6)),
  atan: (x, y) => op.atan(inside(x, y)),
  erf: (x, y) => op.erf(inside(x, y)),
  convert: (x, y) => op.convert(op.convert(inside(x, y), 'float64'), 'float64'),
  add: (x, y) => op.add(inside(x, y), other(x, y)),
  subtract: (x, y) => op.subtract(inside(x, y), other(x, y)),
  'subtract from a constant': (x, y) => op.subtract(1, other(x, y)),
  multiply: (x, y) => op.multiply(inside(x, y), other(x, y)),
  square: (x, y) => op.multiply(inside(x, y), inside(x, y)),
  divide: (x, y) => op.divide(other(x, y), inside(x, y)),
  'divide by a constant': (x, y) => op.divide(other(x, y), 3),
  'divide a constant': (x, y) => op.divide(3, inside(x, y)),
  'power, moving exponent': (x, y) => op.power(inside(x, y), other(x, y)),
  'power 2.5': (x, y) => op.power(inside(x, y), 2.5),
  'power 5 of a negative base': (x, y) => op.power(op.subtract(inside(x, y), 3), 5),
  'power −1': (x, y) => op.power(inside(x, y), -1),
  'power −1.5': (x, y) => op.power(inside(x, y), -1.5),
  'power, an exponent for each point': (x, y) =>
    op.power(inside(x, y), op.constant([2, -1, 1.5], 'float64', [1, points])),
  'power of a constant': (x, y) => op.power(op.constant(1.7, 'float64', [1, 1]), inside(x, y)),
  minimum: (x, y) => op.minimum(inside(x, y), op.add(op.multiply(x, y), 0.8)),
  maximum: (x, y) => op.maximum(inside(x, y), op.add(op.multiply(x, y), 0.8)),
  select: (x, y) => op.select(op.less(x, 0), inside(x, y), other(x, y)),
  'select of a constant': (x, y) => op.select(op.less(x, 0), inside(x, y), 2),
  stopGradient: (x, y) => op.multiply(op.stopGradient(inside(x, y)), other(x, y)),
  floor: (x, y) => op.multiply(op.floor(op.multiply(other(x, y), 3)), inside(x, y)),
  sign: (x, y) => op.multiply(op.sign(x), inside(x, y)),
  sum: (x, y) => op.sum(op.concat([op.exp(x), inside(x, y)], 0), [0]),
  reshape: (x, y) => op.reshape(op.sin(op.reshape(inside(x, y), [points, 1])), [1, points]),
  transpose: (x, y) => op.transpose(op.exp(op.transpose(inside(x, y)))),
  broadcast: (x, y) => op.slice(op.exp(op.broadcast(inside(x, y), [4, points])), [2, 0], [1, points]),
  'pad and slice': (x, y) => op.slice(op.sin(op.pad(inside(x, y), [1, 0], [1, 0])), [1, 0], [1, points]),
  concat: (x, y) =>
    op.slice(
      op.sin(op.concat([x, op.constant(2, 'float64', [1, points]), inside(x, y)])),
      [2, 0],
      [1, points],
    ),
  gather: (x, y) => op.gather(op.sin(op.concat([x, inside(x, y)])), op.constant([1], 'int32')),
  scatterAdd: (x, y) =>
    op.exp(op.scatterAdd(op.constant([0, 0], 'int32'), op.concat([inside(x, y), op.multiply(x, y)]), 1)),
  dynamicSlice: (x, y) => op.dynamicSlice(op.sin(op.concat([x, inside(x, y)])), [1, 0], [1, points]),
  dynamicUpdateSlice: (x, y) =>
    op.sum(op.exp(op.dynamicUpdateSlice(op.concat([x, other(x, y)]), inside(x, y), [1, 0])), [0]),
  'dynamicUpdateSlice of a constant': (x, y) =>
    op.sum(
      op.exp(op.dynamicUpdateSlice(op.constant(0.5, 'float64', [2, points]), inside(x, y), [1, 0])),
      [0],
    ),
  'dot of two moving factors': (x, y) => {
    // one product of [1,2] and [2,1] for each point
    const rows = op.reshape(op.transpose(op.concat([x, inside(x, y)])), [points, 1, 2]);
    const columns = op.reshape(op.transpose(op.concat([other(x, y), op.exp(y)])), [points, 2, 1]);
    return op.reshape(op.dot(rows, columns), [1, points]);
  },
  'fft of moving parts': (x, y) => {
    // each point's own transform of two elements
    const re = op.transpose(op.concat([x, inside(x, y)]));
    const { re: a, im: b } = op.fft({ re, im: op.transpose(op.concat([op.exp(y), x])) }, 1);
    return op.reshape(op.sum(op.sin(op.multiply(a, b)), [1]), [1, points]);
  },
  'triangularSolve of a moving right side': (x, y) => {
    const matrix = op.constant([2, 0, 1, 4], 'float64', [2, 2]);
    return op.sum(op.triangularSolve(matrix, op.concat([inside(x, y), op.exp(y)]), { transpose: true }), [0]);
  },
  call: (x, y) => op.call('inner', [inside(x, y)], (u) => [op.tanh(op.multiply(u, other(x, y)))])[0],
  'call in a native region': (x, y) =>
    op.call(
      'inner',
      [x, y],
      (a, b) => op.call('deeper', [a], (c) => [op.exp(op.multiply(c, b))]),
      'native',
    )[0],
};

const shaped = (f: (x: Value, y: Value) => Value) =>
  pointwise('f', 2, points, (x, y) => op.reshape(f(x, y), [1, points]));

describe('Taylor mode agrees with nested reverse mode to 1e-12', () => {
  for (const [name, f] of Object.entries(rules)) {
    it(`${name}, the derivatives to order 4 that mix two coordinates`, () => {
      const subject = {
        program: shaped(f),
        inputs: [places(2)],
        directions: unitDirections(2, points),
      };
      expectSameDerivatives(subject, [
        [1, 0],
        [0, 2],
        [3, 0],
        [2, 2],
        [1, 3],
        [4, 0],
      ]);
    });
  }

  const composed = (x: Value, y: Value) =>
    op.divide(op.exp(op.sin(inside(x, y))), op.add(2, op.tanh(other(x, y))));

  it('one coordinate, order 4', () => {
    const program = pointwise('f', 1, points, (x) => composed(x, op.cos(x)));
    expectSameDerivatives(
      { program, inputs: [places(1)], directions: unitDirections(1, points) },
      indicesTo(4, 1),
    );
  });

  it('every mixed derivative to order 4 in two coordinates', () => {
    const program = pointwise('f', 2, points, composed);
    expectSameDerivatives(
      { program, inputs: [places(2)], directions: unitDirections(2, points) },
      indicesTo(4, 2),
    );
  });

  it('every mixed derivative to order 3 in three coordinates', () => {
    const program = pointwise('f', 3, points, (x, y, z) =>
      op.multiply(composed(x, z), op.log(op.add(3, op.multiply(op.sin(y), z)))),
    );
    expectSameDerivatives(
      { program, inputs: [places(3)], directions: unitDirections(3, points) },
      indicesTo(3, 3),
    );
  });

  it('directions as data, another one at each point', () => {
    const program = pointwise('f', 2, points, composed);
    const normals = randomElements([2, points], 11);
    const tangents = randomElements([2, points], 12);
    expectSameDerivatives({ program, inputs: [places(2)], directions: [normals, tangents] }, indicesTo(3, 2));
  });
});

describe('Taylor mode at the edges', () => {
  const derivatives = (f: (x: Value) => Value, at: number, order: number) => {
    const inner = trace('f', [tensor('float64')], (x) => [f(x)]);
    const program = trace('g', [tensor('float64')], (x) => {
      const [u] = taylor(inner, [x], 0, [op.constant(1)]);
      return [u.value, ...Array.from({ length: order }, (_, k) => u.derivative([k + 1]))];
    });
    check(program);
    return evaluate(program, [Float64Array.of(at)]).map(([number]) => number);
  };

  it('whole powers hold at zero', () => {
    expect(derivatives((x) => op.power(x, 4), 0, 4)).toEqual([0, 0, 0, 0, 24]);
    expect(derivatives((x) => op.power(x, 3), -2, 4)).toEqual([-8, 12, -12, 6, 0]);
    expect(derivatives((x) => op.power(x, 0), 0, 2)).toEqual([1, 0, 0]);
  });

  it('a broken power has at zero the derivatives that exist', () => {
    expect(derivatives((x) => op.power(x, 2.5), 0, 2)).toEqual([0, 0, 0]);
    expect(derivatives((x) => op.power(x, 2.5), 0, 3)[3]).not.toBe(0);
  });

  it('the slope of |x| at zero is 0, and that of √x is infinite', () => {
    expect(derivatives(op.absolute, 0, 2)).toEqual([0, 0, 0]);
    expect(Number.isFinite(derivatives(op.sqrt, 0, 1)[1])).toBe(false);
  });

  it('a value that is not a number stays so', () => {
    expect(derivatives((x) => op.tanh(op.log(x)), -1, 2)).toEqual([NaN, NaN, NaN]);
  });

  it('conversion to whole numbers is a step function', () => {
    const steps = (x: Value) => op.convert(op.convert(op.multiply(x, 3.5), 'int32'), 'float64');
    expect(derivatives(steps, 1, 2)).toEqual([3, 0, 0]);
  });

  it('what has no rule is refused by name, unless it does not move', () => {
    expect(() => derivatives((x) => op.reduceMax(op.reshape(x, [1])), 1, 1)).toThrow(
      /reduceMax has no Taylor rule/,
    );
    expect(() => derivatives((x) => op.topK(op.reshape(x, [1]), 1).values, 1, 1)).toThrow(
      /topK has no Taylor rule/,
    );
    const matrix = (x: Value) => op.reshape(x, [1, 1]);
    expect(() => derivatives((x) => op.cholesky(matrix(x)), 1, 1)).toThrow(/cholesky has no Taylor rule/);
    expect(() => derivatives((x) => op.triangularSolve(matrix(x), matrix(x)), 1, 1)).toThrow(
      /triangularSolve with a moving matrix has no Taylor rule/,
    );
    const loop = (x: Value) =>
      op.whileLoop(
        [x],
        (v) => op.less(v, 9),
        (v) => [op.multiply(v, 2)],
      )[0];
    expect(() => derivatives(loop, 1, 1)).toThrow(/whileLoop has no Taylor rule/);
    const branch = (x: Value) =>
      op.cond(
        op.less(x, 9),
        () => [x],
        () => [op.negate(x)],
      )[0];
    expect(() => derivatives(branch, 1, 1)).toThrow(/cond has no Taylor rule/);
    expect(derivatives((x) => op.multiply(x, loop(op.constant(1))), 2, 1)).toEqual([32, 16]);
  });

  it('refuses orders, directions and sums that make no sense', () => {
    const f = trace('f', [tensor('float64', [2])], (x) => [op.exp(x)]);
    const tried = (use: (x: Value) => Value) => () => trace('g', [tensor('float64', [2])], (x) => [use(x)]);
    const unit = () => op.constant([1, 0]);
    expect(tried((x) => taylor(f, [x], 0, [unit()])[0].derivative([5]))).toThrow(
      /up to order 4; 5 was asked/,
    );
    expect(tried((x) => taylor(f, [x], 0, [unit()])[0].derivative([1, 1]))).toThrow(/each of 1 directions/);
    expect(tried((x) => taylor(f, [x], 0, [unit()])[0].derivative([0.5]))).toThrow(/whole order/);
    expect(tried((x) => taylor(f, [x], 0, [op.constant(1)])[0].value)).toThrow(/A direction is float64\[\]/);
    const withValue = [{ terms: [{ weight: 1, index: [0] }] }];
    expect(tried((x) => taylor(f, [x], 0, [unit()], withValue)[0].sum(0))).toThrow(/derivatives only/);
    expect(tried((x) => taylor(f, [x], 0, [unit()])[0].sum(0))).toThrow(/was not asked for/);
  });
});
