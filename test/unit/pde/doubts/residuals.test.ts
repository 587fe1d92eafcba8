import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../../src/pde/doubts/cells';
import { residualDoubts } from '../../../../src/pde/doubts/residuals';
import type { HeldOutSet } from '../../../../src/pde/held-out';
import { randomElements } from '../../../support/random';

const box = [
  { name: 'x', low: 0, high: 2 },
  { name: 't', low: 0, high: 1 },
];
const count = 4096;
const points = {
  x: randomElements([count], 1).map((value) => 1 + value),
  t: randomElements([count], 2).map((value) => (1 + value) / 2),
};
const at = (of: (x: number, t: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => of(points.x[i], points.t[i]));

/** One equation with two parts and a residual. */
const looked = (
  residual: Float64Array,
  parts: readonly Float64Array[],
  kind: HeldOutSet['kind'] = 'interior',
): HeldOutSet[] => [{ kind, points, terms: [{ name: 'equation 1', residual, parts }] }];

describe('cells of a box', () => {
  it('hold every point once, where their places say', () => {
    const cells = cellsOf(box, points);
    expect(cells).toHaveLength(64);
    expect(cells.flatMap((cell) => cell.points).sort((a, b) => a - b)).toEqual(
      Array.from({ length: count }, (_, i) => i),
    );
    for (const { place, points: members } of cells) {
      const [x, t] = place.split(', ').map((part) => Number(part.split('≈ ')[1]));
      for (const i of members) {
        expect(Math.abs(points.x[i] - x)).toBeLessThan(0.13);
        expect(Math.abs(points.t[i] - t)).toBeLessThan(0.07);
      }
    }
  });

  it('part nothing along a coordinate that is held', () => {
    const side = { x: new Float64Array(count).fill(2), t: points.t };
    for (const { place } of cellsOf(box, side)) expect(place).toMatch(/^t ≈ [\d.]+$/);
  });
});

describe('residuals on held-out points', () => {
  const wave = at((x, t) => Math.sin(3 * x + t));
  const same = at((x, t) => Math.sin(3 * x + t) + 1e-3);

  it('are no doubt where they are small beside their parts', () => {
    expect(
      residualDoubts(
        looked(
          at(() => 1e-3),
          [wave, same],
        ),
        box,
      ),
    ).toEqual([]);
  });

  it('are one where they are large in one corner only, however small they are on average', () => {
    const wrong = at((x, t) => (x > 1.8 && t > 0.9 ? 0.5 : 1e-4));
    const [doubt, ...others] = residualDoubts(looked(wrong, [wave, same]), box);
    expect(others).toEqual([]);
    expect(doubt).toMatchObject({ term: 'equation 1', place: 'x ≈ 1.88, t ≈ 0.938' });
    expect(doubt.message).toContain('where x ≈ 1.88, t ≈ 0.938');
  });

  it('are none where nothing happens: all parts are as small as the residual', () => {
    const quiet = (of: Float64Array) => of.map((value, i) => (points.x[i] > 1 ? 1e-3 * value : value));
    expect(
      residualDoubts(
        looked(
          at(() => 5e-4),
          [quiet(wave), quiet(same)],
        ),
        box,
      ),
    ).toEqual([]);
  });

  it('are none of data, whose misfit is noise, nor of a residual of one part', () => {
    const large = at(() => 1);
    expect(residualDoubts(looked(large, [wave, same], 'data'), box)).toEqual([]);
    expect(residualDoubts(looked(wave, [wave], 'place'), box)).toEqual([]);
    // A condition such as u = sin(pi) beside one of size one: both of its sides are rounding error.
    const tiny = wave.map((value) => 1e-8 * value);
    const beside = looked(
      at(() => 1e-6),
      [wave, same],
      'place',
    );
    expect(residualDoubts([...beside, ...looked(tiny, [tiny, tiny], 'place')], box)).toEqual([]);
    expect(residualDoubts(looked(tiny, [tiny, tiny], 'place'), box)).toHaveLength(1);
    // The divergence of a flow whose components change in other directions only, beside an equation of size one.
    const held = looked(
      at(() => 1e-6),
      [wave, same],
      'interior',
    );
    expect(residualDoubts([...held, ...looked(tiny, [tiny, tiny], 'interior')], box)).toEqual([]);
    expect(residualDoubts([...beside, ...looked(tiny, [tiny, tiny], 'interior')], box)).toHaveLength(1);
  });
});
