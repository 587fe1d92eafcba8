import { describe, expect, it } from 'vitest';
import { samplingProgram } from '../../../src/pde/sampling';
import { streams } from '../../../src/pde/streams';
import { setTiling, tiled, untiled } from '../../../src/pde/tiles';
import { check, evaluate } from '../../../src/program';
import { randomElements } from '../../support/random';
import { build, studyParameters } from './support';

const count = 200;
// At zero parameters the residual is the bump: large near x = 1, and almost nothing elsewhere.
const { problem } = build({
  coordinates: { x: [-3, 5], t: [10, 11] },
  equations: ['u_x = 40*exp(-8*(x - 1)^2)'],
  points: { equations: count },
});
const tiling = setTiling(problem, problem.sets[0]);
const parameters = new Float64Array(problem.network.parameterCount);
const first = [randomElements([count], 1, [-3, 5]), randomElements([count], 2, [10, 11])];
const programs = {
  uniform: samplingProgram(problem, 'uniform'),
  'jittered-rad': samplingProgram(problem, 'jittered-rad'),
};

interface Draw {
  present?: Float64Array[];
  seed?: number;
  step?: number;
  offset?: number;
}

function draw(
  sampler: keyof typeof programs,
  { present = first, seed = 3, step = 7, offset = 0 }: Draw = {},
) {
  const [points] = evaluate(programs[sampler], [
    parameters,
    studyParameters(problem),
    tiled(present, tiling),
    ...[[seed, 0], [step], [offset]].map((values) => Float64Array.from(values)),
  ]);
  return untiled(points, 2, tiling, tiling.tiles * tiling.width);
}

const share = (values: Float64Array, low: number, high: number) =>
  values.filter((value) => value > low && value < high).length / values.length;

for (const sampler of ['uniform', 'jittered-rad'] as const) {
  describe(`sampler ${sampler}`, () => {
    it('is a sound program', () => check(programs[sampler]));

    it('stays in the box and repeats no point', () => {
      const [x, t] = draw(sampler);
      expect(Math.min(...x)).toBeGreaterThanOrEqual(-3);
      expect(Math.max(...x)).toBeLessThanOrEqual(5);
      expect(Math.min(...t)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...t)).toBeLessThanOrEqual(11);
      expect(new Set(Array.from(x, (value, k) => `${value} ${t[k]}`)).size).toBe(x.length);
    });

    it('gives the same points for the same seed, step and stream, and others for others', () => {
      const points = draw(sampler);
      expect(draw(sampler)).toEqual(points);
      for (const change of [{ seed: 4 }, { step: 8 }, { offset: streams.fresh }, { offset: streams.again }])
        expect(draw(sampler, change)).not.toEqual(points);
    });
  });
}

describe('sampling', () => {
  it('uniform fills the box evenly', () => {
    const [x, t] = draw('uniform');
    for (const quarter of [-3, -1, 1, 3])
      expect(Math.abs(share(x, quarter, quarter + 2) - 0.25)).toBeLessThan(0.1);
    expect(Math.abs(share(t, 10, 10.5) - 0.5)).toBeLessThan(0.12);
    const uniform = draw('uniform', { present: [first[0].map(() => 1), first[1].map(() => 10)] });
    expect(uniform).toEqual([x, t]);
  });

  it('jittered-rad prefers large residuals, and leaves no place empty', () => {
    const near = (points: Float64Array[]) => share(points[0], 0.5, 1.5);
    const once = draw('jittered-rad');
    expect(near(draw('uniform'))).toBeLessThan(0.2);
    expect(near(once)).toBeGreaterThan(0.2);
    // Copies of points that lie there already gather more of them.
    let present = once;
    for (let step = 8; step < 12; step++)
      present = draw('jittered-rad', { present: present.map((row) => row.slice(0, count)), step });
    expect(near(present)).toBeGreaterThan(0.3);
    expect(share(present[0], -3, 0)).toBeGreaterThan(0.1);
    expect(share(present[0], 2, 5)).toBeGreaterThan(0.1);
  });

  it('jittered-rad copies points at distances of every scale, kept in the box', () => {
    const [x, t] = draw('jittered-rad', { present: [first[0].map(() => 1), first[1].map(() => 10)] });
    const copies = Array.from(x, (value, k) => Math.abs(value - 1) / 8 + Math.abs(t[k] - 10)).filter(
      (distance) => distance < 0.02,
    );
    expect(copies.length).toBeGreaterThan(30);
    expect(copies.filter((distance) => distance < 0.002).length).toBeGreaterThan(10);
    expect(copies.filter((distance) => distance >= 0.002).length).toBeGreaterThan(10);
    // Half of the moves along t lead out of the box and end on its side.
    expect(t.filter((value) => value === 10).length).toBeGreaterThan(20);
  });

  it('numbers its streams so that no two uses share one', () => {
    const used = [streams.uniform, streams.jitter, streams.choice];
    const offsets = [0, streams.again, 2 * streams.again, streams.fresh];
    const numbers = [1, streams.first, streams.places, ...offsets.flatMap((o) => used.map((s) => o + s))];
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
