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

  it('puts the cotangents of slices that fill a tensor side by side', () => {
    const slices = (cuts: readonly (readonly [number, number])[]) =>
      trace('f', [tensor('float64', [2, 6])], (x) =>
        cuts.map(([from, count]) => op.slice(x, [0, from], [2, count])),
      );
    const primitives = (program: ReturnType<typeof slices>) =>
      vjp(program)
        .equations.map(({ primitive }) => primitive)
        .filter((name) => name === 'concat' || name === 'add');
    const whole = slices([
      [4, 2],
      [0, 1],
      [1, 3],
    ]);
    expect(primitives(whole)).toEqual(['concat']);
    const cotangents = [
      Float64Array.of(1, 2, 3, 4),
      Float64Array.of(5, 6),
      Float64Array.of(7, 8, 9, 10, 11, 12),
    ];
    const [found] = evaluate(vjp(whole), [new Float64Array(12), ...cotangents]);
    expect([...found]).toEqual([5, 7, 8, 9, 1, 2, 6, 10, 11, 12, 3, 4]);
    for (const cuts of [
      [
        [0, 3],
        [2, 4],
      ],
      [
        [0, 2],
        [3, 3],
      ],
      [
        [0, 2],
        [2, 2],
      ],
    ] as const)
      expect(primitives(slices(cuts))).toEqual(['add']);
  });

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
