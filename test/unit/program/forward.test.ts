import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, jvp, sizeOf, tensor, trace, vjp } from '../../../src/program';
import { randomElements } from '../../support/random';
import { cases } from './smooth';

const inner = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
  a.reduce((sum, x, k) => sum + x.reduce((part, value, i) => part + value * b[k][i], 0), 0);

/** Cases that Taylor mode refuses by the name of a primitive. */
const refused = /^(reduceMax|topK|cond|cholesky|triangularSolve)/;

describe('forward mode', () => {
  for (const [name, { inputs: shapes, range, body }] of Object.entries(cases)) {
    const program = () =>
      trace(
        'f',
        shapes.map((shape) => tensor('float64', shape)),
        body,
      );
    if (refused.test(name)) {
      it(`${name} is refused by name`, () => {
        expect(() => jvp(program())).toThrow(refused.exec(name)![0]);
      });
      continue;
    }
    it(`${name}: ȳ·(J ẋ) = (Jᵀ ȳ)·ẋ`, () => {
      const f = program();
      const forward = jvp(f);
      check(forward);
      const inputs = shapes.map((shape, k) => randomElements(shape, 7 + k, range ?? [-1, 1]));
      const tangents = shapes.map((shape, k) => randomElements(shape, 30 + k));
      const cotangents = f.outputs.map((output, k) => randomElements(output.shape, 70 + k));
      const results = evaluate(forward, [...inputs, ...tangents]);
      expect(results.slice(0, f.outputs.length)).toEqual(evaluate(f, inputs));
      const along = inner(cotangents, results.slice(f.outputs.length));
      const back = inner(evaluate(vjp(f), [...inputs, ...cotangents]), tangents);
      expect(Math.abs(along - back)).toBeLessThan(1e-13 * (1 + Math.abs(back)));
    });
  }

  it('moves the chosen inputs only, and leaves out tangents of results that are no floats', () => {
    const f = trace('f', [tensor('float64'), tensor('float64'), tensor('int32')], (x, y, k) => [
      op.multiply(x, y),
      op.add(k, 1),
    ]);
    const forward = jvp(f, [1]);
    const results = evaluate(
      forward,
      [3, 5, 7, 2].map((value) => Float64Array.of(value)),
    );
    expect(results.map(([value]) => value)).toEqual([15, 8, 6]);
  });

  it('applied twice gives second directional derivatives', () => {
    const f = trace('f', [tensor('float64', [2])], (x) => [op.sum(op.sin(op.multiply(x, x)))]);
    const first = jvp(f);
    const second = jvp(first, [0]);
    const [x, d] = [Float64Array.of(0.3, -0.8), Float64Array.of(0.5, 2)];
    const [, , , found] = evaluate(second, [x, d, d]);
    const expected = x.reduce(
      (sum, value, k) => sum + d[k] ** 2 * (2 * Math.cos(value ** 2) - 4 * value ** 2 * Math.sin(value ** 2)),
      0,
    );
    expect(found[0]).toBeCloseTo(expected, 13);
  });

  it('of reverse mode is a Hessian times a vector', () => {
    const f = trace('f', [tensor('float64', [3])], (x) => [op.inner(op.exp(x), op.tanh(x))]);
    const gradient = trace('g', [tensor('float64', [3])], (x) => op.inline(vjp(f), [x, op.constant(1)]));
    const [x, d] = [randomElements([3], 1), randomElements([3], 2)];
    const [, product] = evaluate(jvp(gradient), [x, d]);
    expect(sizeOf(gradient.outputs[0].shape)).toBe(3);
    const h = 1e-4;
    const at = (step: number) => evaluate(gradient, [x.map((value, k) => value + step * d[k])])[0];
    product.forEach((value, k) => expect(value).toBeCloseTo((at(h)[k] - at(-h)[k]) / (2 * h), 6));
  });
});
