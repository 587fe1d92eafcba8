import { describe, expect, it } from 'vitest';
import {
  colourMaps,
  colourOf,
  colourTable,
  formatCount,
  formatDuration,
  formatNumber,
  formatTick,
  lightnessOf,
  logTicks,
  oklabToRgb,
  suitableMap,
  ticks,
  type ColourMapName,
} from '../../../src/field';

const shares = Array.from({ length: 257 }, (_, i) => i / 256);
const lightness = (name: ColourMapName): number[] =>
  shares.map((share) => lightnessOf(colourMaps[name].at(share)));

describe('colour maps', () => {
  it('of magnitudes rise in lightness all the way', () => {
    for (const name of ['viridis', 'greys'] as const) {
      const values = lightness(name);
      values.slice(1).forEach((value, i) => expect(value, `${name} ${i}`).toBeGreaterThan(values[i]));
    }
  });

  it('of signed fields are lightest in the middle and equally dark at equal distance', () => {
    const values = lightness('balance');
    expect(values[128]).toBeCloseTo(0.97, 2);
    for (let i = 0; i < 128; i++) {
      expect(values[i]).toBeLessThan(values[i + 1]);
      expect(Math.abs(values[i] - values[256 - i])).toBeLessThan(0.02);
    }
    const [red, , blue] = colourMaps.balance.at(0.2);
    expect(blue).toBeGreaterThan(red + 0.2);
    const [red2, , blue2] = colourMaps.balance.at(0.8);
    expect(red2).toBeGreaterThan(blue2 + 0.2);
  });

  it('of angles end where they begin, equally light', () => {
    const [first, last] = [colourMaps.phase.at(0), colourMaps.phase.at(1)];
    first.forEach((channel, k) => expect(channel).toBeCloseTo(last[k], 12));
    for (const value of lightness('phase')) expect(value).toBeCloseTo(0.7, 1);
  });

  it('never jump', () => {
    for (const [name, map] of Object.entries(colourMaps)) {
      shares.slice(1).forEach((share, i) => {
        const [a, b] = [map.at(shares[i]), map.at(share)];
        a.forEach((channel, k) => expect(Math.abs(channel - b[k]), `${name} at ${share}`).toBeLessThan(0.04));
      });
    }
  });

  it('hold viridis as published', () => {
    // Colours 0, 100 and 255 of the published table, in bytes.
    expect(colourOf('viridis', 0, [0, 255])).toEqual([68, 1, 84, 255]);
    expect(colourOf('viridis', 100, [0, 255])).toEqual([42, 118, 142, 255]);
    expect(colourOf('viridis', 255, [0, 255])).toEqual([253, 231, 37, 255]);
  });

  it('take the end beyond a range, and nothing for no number', () => {
    expect(colourOf('greys', 9, [0, 1])).toEqual(colourOf('greys', 1, [0, 1]));
    expect(colourOf('greys', -Infinity, [0, 1])).toEqual(colourOf('greys', 0, [0, 1]));
    expect(colourOf('greys', NaN, [0, 1])[3]).toBe(0);
    expect(suitableMap([-2, 2])).toBe('balance');
    expect(suitableMap([0, 2])).toBe('viridis');
  });

  it('become a texture', () => {
    const table = colourTable('viridis', 3);
    expect([...table]).toEqual([...[0, 0.5, 1].flatMap((share) => colourOf('viridis', share, [0, 1]))]);
  });

  it('are computed in OKLab', () => {
    expect(oklabToRgb(1, 0, 0).map((channel) => Math.round(channel * 255))).toEqual([255, 255, 255]);
    // Pure red of sRGB, from the definition of the space.
    expect(oklabToRgb(0.62796, 0.22486, 0.12585).map((channel) => Math.round(channel * 255))).toEqual([
      255, 0, 0,
    ]);
  });
});

describe('ticks', () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [3, 97, 5, [20, 40, 60, 80]],
    [-2e-7, 3e-7, 5, [-2e-7, -1e-7, 0, 1e-7, 2e-7, 3e-7]],
    [1e6, 1e6 + 10, 5, [1000000, 1000002, 1000004, 1000006, 1000008, 1000010]],
    [0, 2 * Math.PI, 6, [0, 1, 2, 3, 4, 5, 6]],
  ])('of %d … %d', (low, high, count, expected) => {
    expect(ticks(low, high, count).values).toEqual(expected);
  });

  it('come near to the wished number for any range', () => {
    for (let i = 1; i < 500; i++) {
      const high = 1.013 ** i * 1e-3;
      const { values, step } = ticks(0, high, 6);
      expect(values.length, String(high)).toBeGreaterThanOrEqual(4);
      expect(values.length, String(high)).toBeLessThanOrEqual(10);
      expect(values.every((value) => value >= 0 && value <= high * (1 + 1e-9))).toBe(true);
      expect(['1', '2', '5']).toContain(step.toExponential().split('e')[0]);
    }
  });

  it('are none for an empty or infinite range', () => {
    expect(ticks(1, 1).values).toEqual([]);
    expect(ticks(0, Infinity).values).toEqual([]);
    expect(ticks(2, 1).values).toEqual([]);
  });

  it('are powers of ten on a logarithmic axis', () => {
    expect(logTicks(2e-5, 30)).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
    expect(logTicks(1e-12, 1, 5)).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
    expect(logTicks(0, 1)).toEqual([]);
  });
});

describe('numbers for reading', () => {
  it.each([
    [-0.41274, 3, '−0.413'],
    [3.14e-7, 2, '3.1×10⁻⁷'],
    [0.99961, 3, '1.00'],
    [1.5, 3, '1.50'],
    [12400, 5, '12\u2009400'],
    [1234, 3, '1230'],
    [-2.5e10, 2, '−2.5×10¹⁰'],
    [0.001, 2, '0.0010'],
    [9.996e-4, 3, '0.00100'],
    [0, 3, '0'],
    [Infinity, 3, '∞'],
    [NaN, 3, 'not a number'],
  ])('%d with %i digits', (value, digits, expected) => {
    expect(formatNumber(value, digits)).toBe(expected);
  });

  it('have just the decimals that tell ticks apart', () => {
    const labels = (low: number, high: number): string[] => {
      const { values, step } = ticks(low, high, 4);
      return values.map((value) => formatTick(value, step));
    };
    expect(labels(-1, 1)).toEqual(['−1.0', '−0.5', '0', '0.5', '1.0']);
    expect(labels(0, 100)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(labels(0, 4e-7)).toEqual(['0', '10⁻⁷', '2×10⁻⁷', '3×10⁻⁷', '4×10⁻⁷']);
    expect(formatTick(1.5e6, 5e5)).toBe('1.5×10⁶');
    expect(formatTick(1e-3, 1e-3)).toBe('0.001');
  });

  it('count and tell time', () => {
    expect(formatCount(12400)).toBe('12\u2009400');
    expect(formatCount(-7)).toBe('−7');
    expect([0.83, 42.4, 185, 3599.7, 7800, NaN].map(formatDuration)).toEqual([
      '0.8 s',
      '42 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 10 min',
      '–',
    ]);
  });
});
