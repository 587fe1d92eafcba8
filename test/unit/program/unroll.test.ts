import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { evaluate, print, tensor, trace, unrolled } from '../../../src/program';
import { randomElements } from '../../support/random';

describe('a program without its loops', () => {
  for (const reverse of [false, true])
    it(`gives what the scan gives${reverse ? ', from the last element on' : ''}`, () => {
      const types = [tensor('float64', [2]), tensor('float64', [5, 2]), tensor('float64', [2])];
      const program = trace('sums', types, (start, rows, factor) => {
        const { carried, outputs } = op.scan(
          [start],
          [rows],
          ([state], [row]) => {
            const next = op.add(op.tanh(op.multiply(state, factor)), row);
            return { carried: [next], outputs: [op.multiply(next, row)] };
          },
          reverse,
        );
        return [...carried, ...outputs];
      });
      const plain = unrolled(program);
      expect(print(plain)).not.toContain('scan');
      const given = types.map(({ shape }, k) => randomElements(shape, 7 + k));
      expect(evaluate(plain, given)).toEqual(evaluate(program, given));
    });
});
