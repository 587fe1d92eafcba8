import { beforeAll, describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { tensor, trace } from '../../../src/program';
import { compile, configureEngine, upload } from '../../../src/tensorflow';
import { generator } from '../../support/random';

beforeAll(() => configureEngine({ threads: 1, device: 'cpu' }));

function compiled(values: readonly number[]): { sin: number[]; cos: number[] } {
  const type = tensor('float64', [values.length]);
  const program = trace('circular', [type], (x) => [op.sin(x), op.cos(x)]);
  const [sin, cos] = compile(program, 'xla')
    .consume([upload(type, Float64Array.from(values))])
    .map((result) => {
      const numbers = [...result.read()];
      result.dispose();
      return numbers;
    });
  return { sin, cos };
}

describe('sine and cosine of float64 values in compiled programs', () => {
  it.each([1, 30, 1e4, 1e6])('are exact to two units in the last place up to %d', (range) => {
    const next = generator(7);
    const places = Array.from({ length: 4000 }, () => range * (2 * next() - 1));
    // Next to the zeros of both, where a reduction that is not exact shows first.
    for (let k = 1; k <= 64; k++) places.push(k * (Math.PI / 2), Math.floor(range / 2 / k) * Math.PI);
    const found = compiled(places);
    for (const name of ['sin', 'cos'] as const) {
      const worst = places.reduce((most, x, k) => {
        const exact = Math[name](x);
        return Math.max(most, Math.abs(found[name][k] - exact) / Math.max(Math.abs(exact), 2 ** -40));
      }, 0);
      expect(worst).toBeLessThan(2 * 2 ** -52);
    }
  });

  it('keep the sign of zero, and are no number where x is none or infinite', () => {
    const { sin, cos } = compiled([0, -0, NaN, Infinity, -Infinity]);
    expect(sin).toEqual([0, -0, NaN, NaN, NaN]);
    expect(cos).toEqual([1, 1, NaN, NaN, NaN]);
  });

  it('stay between −1 and 1 far beyond, with the error of a last digit of x', () => {
    const places = [1e8, -3e9, 12345678901];
    const { sin, cos } = compiled(places);
    places.forEach((x, k) => {
      expect(Math.abs(sin[k] - Math.sin(x))).toBeLessThan(Math.abs(x) * 2 ** -52);
      expect(Math.abs(cos[k] - Math.cos(x))).toBeLessThan(Math.abs(x) * 2 ** -52);
    });
  });
});
