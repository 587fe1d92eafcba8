import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, tensor, trace, type Value } from '../../../src/program';
import { generator } from '../../support/random';

const shape = [2, 3];
const size = 6;

/** The primitives of a one-input program without constants, in order, and its constants' numbers. */
function formOf(body: (x: Value, column: Value) => Value) {
  const program = trace('f', [tensor('float64', shape), tensor('float64', [2, 1])], (x, column) => [
    body(x, column),
  ]);
  check(program);
  return {
    primitives: program.equations
      .map((equation) => equation.primitive)
      .filter((primitive) => primitive !== 'constant')
      .join(' '),
    constants: program.equations.flatMap((equation) =>
      equation.primitive === 'constant' ? [equation.parameters.values] : [],
    ),
  };
}

const forms: Record<string, [(x: Value, column: Value) => Value, string]> = {
  'x + 0': [(x) => op.add(x, 0), ''],
  '0 + x': [(x) => op.add(0, x), ''],
  'x − 0': [(x) => op.subtract(x, 0), ''],
  '0 − x': [(x) => op.subtract(0, x), 'negate'],
  'x + (−y)': [(x) => op.add(x, op.negate(op.exp(x))), 'exp subtract'],
  'x − (−y)': [(x) => op.subtract(x, op.negate(op.exp(x))), 'exp add'],
  '−(−x)': [(x) => op.negate(op.negate(x)), ''],
  'x·1': [(x) => op.multiply(x, 1), ''],
  'x·0': [(x) => op.multiply(x, 0), ''],
  'x·(−1)': [(x) => op.multiply(x, -1), 'negate'],
  '2·(3·x)': [(x) => op.multiply(2, op.multiply(3, x)), 'multiply'],
  '(x·0.5)·2': [(x) => op.multiply(op.multiply(x, 0.5), 2), ''],
  'x/1': [(x) => op.divide(x, 1), ''],
  '0/x': [(x) => op.divide(op.constant(0), x), ''],
  'x⁰': [(x) => op.power(x, 0), ''],
  'x¹': [(x) => op.power(x, 1), ''],
  'x²': [(x) => op.power(x, 2), 'multiply'],
  'x³': [(x) => op.power(x, 3), 'multiply multiply'],
  'x⁻¹': [(x) => op.power(x, -1), 'divide'],
  '√x as a power': [(x) => op.power(x, 0.5), 'sqrt'],
  'select by a known condition': [(x) => op.select(op.constant(0, 'bool'), op.exp(x), x), ''],
  'select of one value': [(x) => op.select(op.less(x, 0), x, x), ''],
  'sum over no axis': [(x) => op.sum(x, []), ''],
  'sum of a constant': [(x) => op.multiply(x, op.sum(op.constant(2, 'float64', shape))), 'multiply'],
  'sum over an axis of extent 1': [(_x, c) => op.sum(c, [1]), 'reshape'],
  'reshape of a reshape': [(x) => op.reshape(op.reshape(x, [6]), [3, 2]), 'reshape'],
  'reshape back': [(x) => op.reshape(op.reshape(x, [6]), shape), ''],
  'transpose by nothing': [(x) => op.transpose(x, [0, 1]), ''],
  'broadcast of a broadcast': [(_x, c) => op.broadcast(op.broadcast(c, shape), [4, 2, 3]), 'broadcast'],
  'the whole slice': [(x) => op.slice(x, [0, 0], shape), ''],
  'pad by nothing': [(x) => op.pad(x, [0, 0], [0, 0]), ''],
  'concat of one': [(x) => op.concat([x], 0), ''],
  'convert to the same type': [(x) => op.convert(x, 'float64'), ''],
  'stopGradient of a constant': [(x) => op.add(x, op.stopGradient(op.constant(0, 'float64', shape))), ''],
  'functions of constants': [
    (x) => op.add(x, op.sin(op.multiply(op.constant(2), op.exp(op.constant(0))))),
    'add',
  ],
  'product with zeros': [(x) => op.dot(x, op.constant(0, 'float64', [3, 4])), ''],
  'product with a repeated column': [
    (x, c) =>
      op.dot(x, op.broadcast(op.reshape(op.concat([c, op.slice(c, [0, 0], [1, 1])]), [3, 1]), [3, 4])),
    'slice concat dot broadcast',
  ],
  'product with one number at every place': [
    (x) => op.dot(x, op.constant(2, 'float64', [3, 4])),
    'dot broadcast',
  ],
  'product with a unit vector': [(x) => op.dot(x, op.constant([0, 1, 0], 'float64', [3, 1])), 'slice'],
  'product with a unit vector at every point': [
    (x) => op.dot(x, op.broadcast(op.constant([0, 0, -2], 'float64', [3, 1]), [3, 5]), {}),
    'slice multiply broadcast',
  ],
  'transposed product with a unit vector': [
    (x) => op.dot(x, op.constant([0, 1], 'float64', [2, 1]), { transposeLeft: true }),
    'slice reshape',
  ],
  'a function of a repeated column': [
    (_x, c) => op.tanh(op.multiply(op.broadcast(c, shape), op.add(op.broadcast(c, shape), 1))),
    'add multiply tanh broadcast',
  ],
  'the same sum twice, in either order': [
    (x, c) => op.multiply(op.add(x, c), op.add(c, x)),
    'broadcast add multiply',
  ],
};

describe('the simplifier, by form', () => {
  for (const [name, [body, expected]] of Object.entries(forms)) {
    it(name, () => expect(formOf(body).primitives).toBe(expected));
  }

  it('folds constants as the element type holds them', () => {
    const program = trace('f', [], () => [
      op.multiply(op.constant(65537, 'int32'), op.constant(65537, 'int32')),
      op.convert(op.constant(0.1, 'float32'), 'float64'),
      op.convert(op.constant(-1.9), 'int32'),
      op.less(op.constant([1, 2]), op.constant([2, 1])),
    ]);
    expect(program.equations.map((equation) => equation.primitive)).toEqual(Array(4).fill('constant'));
    expect(evaluate(program, []).map((list) => [...list])).toEqual([
      [131073],
      [Math.fround(0.1)],
      [-1],
      [1, 0],
    ]);
  });

  it('keeps 0 and −0, and infinities, apart', () => {
    const program = trace('f', [], () => [
      op.constant(0),
      op.constant(-0),
      op.constant(Infinity),
      op.constant(NaN),
    ]);
    expect(evaluate(program, []).map(([x]) => x)).toEqual([0, -0, Infinity, NaN]);
  });
});

/** An expression as a recorded value and, beside it, as numbers worked out directly. */
interface Both {
  readonly value: Value;
  readonly numbers: readonly number[];
}

const each = (f: (...numbers: number[]) => number, ...parts: readonly (readonly number[])[]) =>
  Array.from({ length: size }, (_, k) => f(...parts.map((part) => part[k])));
const rowOf = (k: number) => Math.floor(k / 3);

/** Steps from one or two expressions to a further one; all keep within moderate sizes. */
const unarySteps: ((a: Both) => Both)[] = [
  ({ value, numbers }) => ({ value: op.negate(value), numbers: each((x) => -x, numbers) }),
  ({ value, numbers }) => ({ value: op.tanh(value), numbers: each(Math.tanh, numbers) }),
  ({ value, numbers }) => ({ value: op.sin(value), numbers: each(Math.sin, numbers) }),
  ({ value, numbers }) => ({
    value: op.exp(op.sin(value)),
    numbers: each((x) => Math.exp(Math.sin(x)), numbers),
  }),
  ({ value, numbers }) => ({
    value: op.power(op.tanh(value), 2),
    numbers: each((x) => Math.tanh(x) ** 2, numbers),
  }),
  ({ value, numbers }) => ({ value: op.multiply(value, 0), numbers: each(() => 0, numbers) }),
  ({ value, numbers }) => ({ value: op.absolute(value), numbers: each(Math.abs, numbers) }),
  ({ value, numbers }) => ({ value: op.transpose(op.transpose(value)), numbers }),
  ({ value, numbers }) => ({ value: op.reshape(op.reshape(value, [3, 2, 1]), shape), numbers }),
  ({ value, numbers }) => ({ value: op.slice(op.pad(value, [1, 0], [0, 2]), [1, 0], shape), numbers }),
  ({ value, numbers }) => ({
    value: op.broadcast(op.reshape(op.sum(value, [1]), [2, 1]), shape),
    numbers: numbers.map((_, k) => numbers.filter((_x, j) => rowOf(j) === rowOf(k)).reduce((a, b) => a + b)),
  }),
  ({ value, numbers }) => ({
    value: op.dot(op.constant([0, 1, 1, 0], 'float64', [2, 2]), value),
    numbers: numbers.map((_, k) => numbers[(k + 3) % size]),
  }),
  ({ value, numbers }) => ({
    value: op.broadcast(op.dot(value, op.constant([0, 2, 0], 'float64', [3, 1])), shape),
    numbers: numbers.map((_, k) => 2 * numbers[3 * rowOf(k) + 1]),
  }),
];
const binarySteps: ((a: Both, b: Both) => Both)[] = [
  (a, b) => ({ value: op.add(a.value, b.value), numbers: each((x, y) => x + y, a.numbers, b.numbers) }),
  (a, b) => ({ value: op.subtract(a.value, b.value), numbers: each((x, y) => x - y, a.numbers, b.numbers) }),
  (a, b) => ({
    value: op.multiply(a.value, op.tanh(b.value)),
    numbers: each((x, y) => x * Math.tanh(y), a.numbers, b.numbers),
  }),
  (a, b) => ({
    value: op.divide(a.value, op.add(op.multiply(b.value, b.value), 1)),
    numbers: each((x, y) => x / (y * y + 1), a.numbers, b.numbers),
  }),
  (a, b) => ({ value: op.maximum(a.value, b.value), numbers: each(Math.max, a.numbers, b.numbers) }),
  (a, b) => ({
    value: op.select(op.lessEqual(a.value, b.value), a.value, op.negate(b.value)),
    numbers: each((x, y) => (x <= y ? x : -y), a.numbers, b.numbers),
  }),
];
const numbersOfInterest = [0, 1, -1, 2, 0.5, -3];

describe('the simplifier, by equivalence', () => {
  it('random programs give what the same expressions give when worked out directly', () => {
    for (let seed = 0; seed < 300; seed++) {
      const next = generator(seed);
      const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)];
      const inputs = [0, 1].map(() => Float64Array.from({ length: size }, () => 2 * next() - 1));
      let numbers: readonly (readonly number[])[] = [];
      const program = trace(
        'random',
        inputs.map(() => tensor('float64', shape)),
        (...values) => {
          const pool: Both[] = values.map((value, k) => ({ value, numbers: [...inputs[k]] }));
          for (let step = 0; step < 12; step++) {
            const constant = pick(numbersOfInterest);
            const literal = {
              value: op.constant(constant, 'float64', shape),
              numbers: Array(size).fill(constant),
            };
            const other = next() < 0.4 ? literal : pick(pool);
            const one = pick(pool);
            const [a, b] = next() < 0.5 ? [one, other] : [other, one];
            pool.push(next() < 0.5 ? pick(unarySteps)(a) : pick(binarySteps)(a, b));
          }
          numbers = pool.map((both) => both.numbers);
          return pool.map((both) => both.value);
        },
      );
      check(program);
      evaluate(program, inputs).forEach((result, k) =>
        result.forEach((x, j) => {
          const expected = numbers[k][j];
          expect(Math.abs(x - expected), `program ${seed}`).toBeLessThan(1e-12 * (1 + Math.abs(expected)));
        }),
      );
    }
  });
});
