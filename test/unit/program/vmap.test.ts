import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  check,
  evaluate,
  sizeOf,
  tensor,
  trace,
  vjp,
  vmap,
  type Primitive,
  type Program,
  type TensorType,
  type Value,
} from '../../../src/program';
import { generator, randomElements } from '../../support/random';
import { network } from '../../support/network';

const f = (...shape: number[]) => tensor('float64', shape);
const int = (...shape: number[]) => tensor('int32', shape);
const bool = (...shape: number[]) => tensor('bool', shape);

type Case = readonly [
  types: readonly TensorType[],
  body: (...x: Value[]) => readonly Value[],
  /** Inputs that may not differ from entry to entry. */
  shared?: readonly number[],
];
const unary = (apply: (x: Value) => Value): Case[] => [[[f(2, 3)], (x) => [apply(x)]]];
const binary = (apply: (a: Value, b: Value) => Value): Case[] => [
  [[f(2, 3), f(2, 3)], (a, b) => [apply(a, b)]],
];
const definite = (x: Value) =>
  op.add(op.dot(x, x, { transposeRight: true }), op.constant([2, 0, 0, 2], 'float64', [2, 2]));

const cases: { readonly [P in Primitive]: readonly Case[] } = {
  constant: [[[f(2)], (x) => [op.constant([1, 2]), x]]],
  iota: [[[f(2)], (x) => [op.add(op.iota('float64', [2], 0), x), op.iota('int32', [3], 0)]]],
  randomBits: [[[int(2), int(4), f()], (key, counter, x) => [op.randomBits(key, counter, 5), x], [0, 1]]],
  negate: unary(op.negate),
  absolute: unary(op.absolute),
  sign: unary(op.sign),
  exp: unary(op.exp),
  log: unary(op.log),
  sqrt: unary(op.sqrt),
  sin: unary(op.sin),
  cos: unary(op.cos),
  tan: unary(op.tan),
  tanh: unary(op.tanh),
  sinh: unary(op.sinh),
  cosh: unary(op.cosh),
  asin: unary((x) => op.asin(op.tanh(x))),
  acos: unary((x) => op.acos(op.tanh(x))),
  atan: unary(op.atan),
  erf: unary(op.erf),
  floor: unary((x) => op.floor(op.multiply(x, 4))),
  isFinite: unary((x) => op.isFinite(op.log(op.subtract(x, 0.5)))),
  not: [[[bool(3)], (x) => [op.not(x)]]],
  stopGradient: unary(op.stopGradient),
  convert: unary((x) => op.convert(op.multiply(x, 9), 'int32')),
  add: binary(op.add),
  subtract: binary(op.subtract),
  multiply: binary(op.multiply),
  divide: binary(op.divide),
  power: binary(op.power),
  minimum: binary(op.minimum),
  maximum: binary(op.maximum),
  and: [[[bool(3), bool(3)], (a, b) => [op.and(a, b)]]],
  or: [[[bool(3), bool(3)], (a, b) => [op.or(a, b)]]],
  compare: binary(op.less),
  select: [[[bool(3), f(3), f(3)], (c, a, b) => [op.select(c, a, b)]]],
  sum: [[[f(2, 3)], (x) => [op.sum(x), op.sum(x, [1])]]],
  reduceMax: [[[f(2, 3)], (x) => [op.reduceMax(x), op.reduceMax(x, [0])]]],
  argmax: [[[f(2, 5)], (x) => [op.argmax(x)]]],
  reshape: unary((x) => op.reshape(x, [3, 2])),
  transpose: [[[f(2, 3, 4)], (x) => [op.transpose(x, [2, 0, 1])]]],
  broadcast: [
    [[f(2, 1)], (x) => [op.broadcast(x, [3, 2, 4])]],
    [[f()], (x) => [op.broadcast(x, [3, 2])]],
  ],
  slice: unary((x) => op.slice(x, [1, 1], [1, 2])),
  pad: unary((x) => op.pad(x, [1, 0], [0, 2])),
  concat: [[[f(2, 3), f(2, 2)], (a, b) => [op.concat([a, b], 1)]]],
  gather: [[[f(4, 2), int(3)], (x, k) => [op.gather(x, k)]]],
  scatterAdd: [[[int(5), f(5, 2)], (k, x) => [op.scatterAdd(k, x, 4)]]],
  dynamicSlice: [[[f(4, 5), int()], (x, k) => [op.dynamicSlice(x, [k, 2], [2, 3])], [1]]],
  dynamicUpdateSlice: [[[f(4, 5), f(2, 2), int()], (x, y, k) => [op.dynamicUpdateSlice(x, y, [k, 1])], [2]]],
  topK: [[[f(3, 7)], (x) => Object.values(op.topK(x, 3))]],
  dot: [
    ...[0, 1, 2, 3].flatMap((k): Case[] => {
      const options = { transposeLeft: k % 2 === 1, transposeRight: k > 1 };
      const [a, b] = [options.transposeLeft ? f(3, 2) : f(2, 3), options.transposeRight ? f(4, 3) : f(3, 4)];
      const [row, column] = [
        options.transposeLeft ? f(3, 1) : f(1, 3),
        options.transposeRight ? f(1, 3) : f(3, 1),
      ];
      return [
        [[a, b], (x, y) => [op.dot(x, y, options)]],
        [[row, b], (x, y) => [op.dot(x, y, options)]],
        [[a, column], (x, y) => [op.dot(x, y, options)]],
      ];
    }),
    [[f(2, 3, 4), f(2, 4, 3)], (a, b) => [op.dot(a, b)]],
  ],
  cholesky: [[[f(2, 2)], (x) => [op.cholesky(definite(x))]]],
  fft: [[[f(3, 4), f(3, 4)], (re, im) => Object.values(op.fft({ re, im }, 2))]],
  triangularSolve: [
    [[f(2, 2), f(2, 3)], (a, b) => [op.triangularSolve(definite(a), b, { lower: false, transpose: true })]],
  ],
  call: [
    [
      [f(3), f(3)],
      (a, b) => op.call('inner', [a, b], (x, y) => [op.multiply(op.sin(x), y), op.exp(y)], 'xla'),
    ],
  ],
  cond: [
    [
      [f(3), f()],
      (a, b) =>
        op.cond(
          op.less(b, 0.6),
          () => [op.multiply(a, b), b],
          () => [op.sin(a), op.constant(2)],
        ),
    ],
  ],
  whileLoop: [
    [
      [f(3), f(3), int()],
      (a, b, trips) =>
        op.whileLoop(
          [a, op.constant(0, 'int32'), op.zerosLike(b)],
          (_x, k) => op.less(k, trips),
          (x, k, y) => [op.add(op.multiply(x, 0.5), y), op.add(k, 1), op.add(b, y)],
        ),
      [2],
    ],
  ],
  scan: [
    [
      [f(3), f(2, 3), f(3)],
      (a, b, c) => {
        const { carried, outputs } = op.scan([a, op.zerosLike(a)], [b], ([x, y], [element]) => ({
          carried: [op.multiply(op.add(x, element), c), op.add(y, 1)],
          outputs: [op.sum(op.multiply(x, element)), y],
        }));
        return [...carried, ...outputs];
      },
    ],
  ],
};

const size = 3;
const count = ({ shape }: TensorType) => sizeOf(shape);

/** Elements of a batch of inputs; indices stay small. */
function draw(type: TensorType, entries: number, next: () => number): Float64Array {
  const of = {
    float64: () => 0.1 + next(),
    float32: next,
    int32: () => Math.floor(3 * next()),
    bool: () => Math.round(next()),
  };
  return Float64Array.from({ length: entries * count(type) }, of[type.element]);
}

/** Results of the program at each entry of the batch, end to end. */
function looped(program: Program, inputs: readonly Float64Array[], batched: readonly boolean[]): number[][] {
  const results = Array.from({ length: size }, (_, entry) =>
    evaluate(
      program,
      inputs.map((all, k) => {
        const width = count(program.inputs[k].type);
        return batched[k] ? all.subarray(entry * width, (entry + 1) * width) : all;
      }),
    ),
  );
  return program.outputs.map((_, k) => results.flatMap((result) => [...result[k]]));
}

describe('vmap is a loop over the entries', () => {
  for (const [name, list] of Object.entries(cases)) {
    it(name, () => {
      for (const [types, body, shared = []] of list) {
        const program = trace('f', types, body);
        // every choice of inputs that differ from entry to entry
        for (let choice = 1; choice < 2 ** types.length; choice++) {
          const batched = types.map((_, k) => Math.floor(choice / 2 ** k) % 2 === 1);
          const map = () =>
            vmap(
              program,
              batched.map((flag) => (flag ? 0 : null)),
              size,
            );
          if (shared.some((k) => batched[k])) {
            expect(map).toThrow(new RegExp(`^${name} can't be mapped`));
            continue;
          }
          const mapped = map();
          check(mapped);
          const next = generator(choice);
          const inputs = types.map((type, k) => draw(type, batched[k] ? size : 1, next));
          const expected = looped(program, inputs, batched);
          evaluate(mapped, inputs).forEach((result, k) => {
            expect(result.length).toBe(expected[k].length);
            result.forEach((x, i) =>
              expect(Math.abs(x - expected[k][i])).toBeLessThan(1e-14 * (1 + Math.abs(x))),
            );
          });
        }
      }
    });
  }

  it('refuses another number of axes', () => {
    const program = trace('f', [f()], (x) => [op.exp(x)]);
    expect(() => vmap(program, [], 2)).toThrow('f takes 1 inputs; 0 axes were given.');
  });

  it('of reverse mode gives the gradient of each point, and of itself a batch of batches', () => {
    const one = network([2, 4, 3, 1], 1);
    const reverse = vjp(one, one.inputs.map((_, k) => k).slice(1));
    const axes = reverse.inputs.map((_, k) => (k === 0 ? 0 : null));
    const mapped = vmap(reverse, axes, size);
    check(mapped);
    const weights = one.inputs.slice(1).map(({ shape }, k) => randomElements(shape, 5 + k));
    const points = randomElements([size, 2, 1], 4);
    const seed = Float64Array.of(1);
    const batched = axes.map((axis) => axis === 0);
    const expected = looped(reverse, [points, ...weights, seed], batched);
    evaluate(mapped, [points, ...weights, seed]).forEach((result, k) =>
      result.forEach((x, i) => expect(x).toBeCloseTo(expected[k][i], 13)),
    );
    const twice = vmap(mapped, axes, 2);
    check(twice);
    const both = Float64Array.from([...points, ...points.map((x) => -x)]);
    const results = evaluate(twice, [both, ...weights, seed]);
    evaluate(mapped, [points, ...weights, seed]).forEach((result, k) =>
      result.forEach((x, i) => expect(results[k][i]).toBeCloseTo(x, 13)),
    );
  });

  it('makes one plain product of a shared matrix and a batch of columns', () => {
    const program = trace('f', [f(4, 3), f(3, 1)], (a, x) => [op.dot(a, x)]);
    const products = vmap(program, [null, 0], 50).equations.filter(({ primitive }) => primitive === 'dot');
    expect(products.map(({ outputs }) => outputs[0].shape)).toEqual([[50, 4]]);
  });
});
