import { expect, it } from 'vitest';
import { formatNumber, readNumber } from '../../../src/field';

it('a formatted number is read as the number that was written', () => {
  for (const value of [0, 1, -0.413, 1250, 12400, 3.1e-7, -2.5e-12, 1e6, 9.99e20, 0.001]) {
    expect(readNumber(formatNumber(value, 6))).toBe(value);
  }
  expect(readNumber('10⁻³')).toBe(1e-3);
  expect(readNumber('−10⁴')).toBe(-1e4);
  expect(readNumber('∞')).toBe(Infinity);
  for (const text of ['', 'not a number', 'x = 1', '–']) expect(readNumber(text)).toBeNaN();
});
