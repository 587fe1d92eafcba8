import { describe, expect, it } from 'vitest';
import { uniformNumbers } from '../../../src/pde/point-source';
import { galleryEntry } from '../../../src/study';
import { build, valuesAt } from './support';

describe('a magnetic field as the curl of a potential', () => {
  it('has no sources at 10,000 random points', () => {
    const study = galleryEntry('alfven-state')!.study;
    const { problem } = build({ ...study, network: { width: 6, depth: 1 } });
    const parameters = problem.network.initial(3).map((value, k) => value + 0.2 * Math.sin(k));
    const count = 10_000;
    const random = uniformNumbers({ seed: 5, part: 0, step: 0, box: [], count: 4 * count }, 0, 0)(4 * count);
    const points = problem.coordinates.map(({ low, high }, k) =>
      random.slice(k * count, (k + 1) * count).map((share) => low + share * (high - low)),
    );
    const slopes = ['x', 'y', 'z'].flatMap((name) => ['Bx', 'By', 'Bz'].map((B) => `d(${B}, ${name})`));
    const [divergence, ...gradient] = valuesAt(problem, parameters, points, ['div(B)', ...slopes]);
    const squares = gradient.reduce(
      (sum, values) => sum + values.reduce((s, value) => s + value * value, 0),
      0,
    );
    const largest = divergence.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(Math.sqrt(squares / count)).toBeGreaterThan(0.01);
    expect(largest / Math.sqrt(squares / count)).toBeLessThanOrEqual(1e-12);
  }, 120_000);
});
