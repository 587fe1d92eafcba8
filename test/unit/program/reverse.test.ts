import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, tensor, trace, vjp } from '../../../src/program';
import { difference } from '../../support/difference';
import { randomElements } from '../../support/random';
import { cases } from './smooth';

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
