import { afterEach, describe, expect, it } from 'vitest';
import { gridPoints, relativeL2 } from '../../../src/field';
import { exactSolution } from '../../../src/pde';
import type { FieldTrainer } from '../../../src/run';
import type { Study, StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, small, train, trainerOf } from './support';

const trainers: FieldTrainer[] = [];

async function started(study: Study): Promise<FieldTrainer> {
  const trainer = await trainerOf(study, 1);
  trainers.push(trainer);
  return trainer;
}

const adamOnly = (steps: number, learningRate = 0.01): Partial<StudyDocument> => ({
  ...small,
  training: { ...small.training, phases: [{ optimiser: 'adam', steps, learningRate }] },
});

afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
  // Nothing outlives its trainer.
  expect(nativeBinding().getNumOfTensors()).toBe(0);
});

const [x, t] = [Float64Array.of(-0.7, -0.2, 0.05, 0.4, 0.9), Float64Array.of(0.1, 0.35, 0.5, 0.72, 0.93)];

describe('a trainer', () => {
  it('describes itself', async () => {
    const trainer = await started(gallery('burgers-data'));
    expect(trainer.terms).toEqual([
      { name: 'equation 1', group: 'equations' },
      { name: 't = 0', group: 'conditions' },
      { name: 'x = -1', group: 'conditions' },
      { name: 'x = 1', group: 'conditions' },
      { name: 'data burgers-data.csv', group: 'data' },
    ]);
    expect(trainer.phases).toEqual([
      { optimiser: 'adam', steps: 12 },
      { optimiser: 'self-scaled-broyden', steps: 24 },
    ]);
    expect(trainer.coordinates).toEqual([
      { name: 'x', low: -1, high: 1 },
      { name: 't', low: 0, high: 1 },
    ]);
    expect(trainer.parameterCount).toBe(2 * 8 + 8 + 64 + 8 + 8 + 1);
    expect(trainer.networkParameters()).toHaveLength(trainer.parameterCount);
    expect(Math.min(...Object.values(trainer.cost))).toBeGreaterThan(0);
    const points = trainer.collocationPoints();
    expect(points.x).toHaveLength(200);
    expect(Math.min(...points.t)).toBeGreaterThan(0);
    expect(Math.max(...points.t)).toBeLessThan(1);
    const sentences: string[] = [];
    await trainer.prepare((sentence) => sentences.push(sentence));
    expect(sentences).not.toHaveLength(0);
  });

  it('gives up the solution of its reference when it is told to, and begins anew when it is asked again', async () => {
    const study = gallery('magnetic-taylor-green', { parameters: { nu: 0.0517, eta: 0.05, S: 1 } });
    const trainer = await started(study);
    const giveUp = new AbortController();
    const begun = performance.now();
    const sentences: string[] = [];
    const prepared = trainer.prepare((sentence) => {
      sentences.push(sentence);
      giveUp.abort(new Error('given up'));
    }, giveUp.signal);
    await expect(prepared).rejects.toThrow('given up');
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/^Solving for the reference: t = /);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(trainer.step).toBe(0);
    const again = new AbortController();
    const anew = trainer.prepare(() => again.abort(new Error('given up again')), again.signal);
    await expect(anew).rejects.toThrow('given up again');
  });

  it('starts as the seed says, and logs the loss of its terms and weights', async () => {
    const study = gallery('burgers-data', {
      ...adamOnly(3),
      weights: { equations: 2, data: 3, conditions: 0.5 },
    });
    const trainer = await started(study);
    const other = await started({ ...study, seed: 1 });
    expect(other.networkParameters()).not.toEqual(trainer.networkParameters());
    expect(other.collocationPoints()).not.toEqual(trainer.collocationPoints());
    const inside = trainer.evaluatePoints(trainer.collocationPoints(), ['residual 1'])['residual 1'];
    const { losses } = await train(trainer, 1);
    const [equation, ...rest] = losses[0].terms;
    const square = inside.reduce((sum, value) => sum + value * value, 0) / inside.length;
    expect(Math.abs(equation / square - 1)).toBeLessThan(1e-12);
    const [start, left, right, data] = rest;
    expect(losses[0].loss).toBeCloseTo(2 * equation + 0.5 * (start + left + right) + 3 * data, 12);
  });

  it('keeps hard conditions exactly, also in float32', async () => {
    const precise = { ...small, training: { ...small.training, precision: 'float32' as const } };
    const trainer = await started(gallery('burgers', precise));
    await train(trainer, 20);
    const along = Float64Array.from({ length: 50 }, (_, k) => -1 + k / 25);
    const { u } = trainer.evaluatePoints({ x: along, t: new Float64Array(50) }, ['u']);
    u.forEach((value, k) => expect(Math.abs(value + Math.sin(Math.PI * along[k]))).toBeLessThan(1e-6));
    const walls = trainer.evaluatePoints({ x: Float64Array.of(-1, 1), t: Float64Array.of(0.3, 0.8) }, ['u']);
    walls.u.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-6));
  });

  it('evaluates derivatives, residuals and expressions that agree with differences of u', async () => {
    const trainer = await started(gallery('burgers'));
    await train(trainer, 20);
    const names = ['u', 'u_x', 'u_t', 'u_xx', 'u_xt', 'residual 1', 'u^2 - nu*x', 'd(u*u, x)'];
    const at = (dx: number, dt: number) =>
      trainer.evaluatePoints({ x: x.map((value) => value + dx), t: t.map((value) => value + dt) }, ['u']).u;
    const found = trainer.evaluatePoints({ x, t }, names);
    const [h, nu] = [1e-3, 0.01 / Math.PI];
    const slope = (plus: Float64Array, minus: Float64Array, plus2: Float64Array, minus2: Float64Array) =>
      plus.map((value, k) => (8 * (value - minus[k]) - (plus2[k] - minus2[k])) / (12 * h));
    const expected: Record<string, Float64Array> = {
      u: at(0, 0),
      u_x: slope(at(h, 0), at(-h, 0), at(2 * h, 0), at(-2 * h, 0)),
      u_t: slope(at(0, h), at(0, -h), at(0, 2 * h), at(0, -2 * h)),
      u_xx: at(h, 0).map((value, k) => (value - 2 * found.u[k] + at(-h, 0)[k]) / h ** 2),
      u_xt: at(h, h).map((v, k) => (v - at(h, -h)[k] - at(-h, h)[k] + at(-h, -h)[k]) / (4 * h * h)),
      'residual 1': found.u_t.map((value, k) => value + found.u[k] * found.u_x[k] - nu * found.u_xx[k]),
      'u^2 - nu*x': found.u.map((value, k) => value ** 2 - nu * x[k]),
      'd(u*u, x)': found.u.map((value, k) => 2 * value * found.u_x[k]),
    };
    const tolerances: Record<string, number> = { u_x: 1e-8, u_t: 1e-8, u_xx: 1e-4, u_xt: 1e-4 };
    for (const name of names)
      found[name].forEach((value, k) =>
        expect(Math.abs(value - expected[name][k]), name).toBeLessThan(tolerances[name] ?? 1e-12),
      );
  });

  it('evaluates any number of points, the same value whatever stands beside it', async () => {
    const trainer = await started(gallery('burgers'));
    const many = { x: new Float64Array(5000), t: new Float64Array(5000) };
    many.x.forEach((_, k) => {
      many.x[k] = Math.sin(k);
      many.t[k] = (k % 17) / 17;
    });
    const { u } = trainer.evaluatePoints(many, ['u']);
    for (const k of [0, 255, 256, 4095, 4096, 4999]) {
      const single = trainer.evaluatePoints({ x: many.x.slice(k, k + 1), t: many.t.slice(k, k + 1) }, ['u']);
      expect(single.u[0]).toBe(u[k]);
    }
    expect(trainer.evaluatePoints({ x: new Float64Array(), t: new Float64Array() }, ['u']).u).toHaveLength(0);
  });

  it('says what it can not evaluate', async () => {
    const trainer = await started(gallery('burgers'));
    expect(() => trainer.evaluatePoints({ x, t }, ['u_y'])).toThrow(/u_y/);
    expect(() => trainer.evaluatePoints({ x, t }, ['residual 2'])).toThrow(/no equation 2/);
    expect(() => trainer.evaluatePoints({ x }, ['u'])).toThrow(/no coordinate "t"/);
    expect(() => trainer.evaluatePoints({ x, t: t.slice(1) }, ['u'])).toThrow(/as many/);
    expect(() => trainer.setParameter('mu', 1)).toThrow(/no parameter "mu"/);
  });

  it('gives grids in the order of their axes, the last running fastest', async () => {
    const trainer = await started(gallery('burgers'));
    const { axes, fields, step } = trainer.evaluateGrid([5, 3]);
    expect(step).toBe(0);
    expect(axes.map(({ name, values }) => [name, ...values])).toEqual([
      ['x', -1, -0.5, 0, 0.5, 1],
      ['t', 0, 0.5, 1],
    ]);
    const expected = trainer.evaluatePoints(
      {
        x: Float64Array.from({ length: 15 }, (_, k) => -1 + 0.5 * Math.floor(k / 3)),
        t: Float64Array.from({ length: 15 }, (_, k) => 0.5 * (k % 3)),
      },
      ['u'],
    );
    expect(fields.u).toEqual(expected.u);
    expect(new Set(fields.u).size).toBeGreaterThan(8);
  });

  it('measures the error against the exact solution', async () => {
    const trainer = await started(gallery('burgers'));
    const { errors, freshRatio, step } = trainer.measure();
    const frame = trainer.evaluateGrid([256, 101]);
    const nu = 0.01 / Math.PI;
    const exact = exactSolution('burgers-cole-hopf')!.evaluate(gridPoints(frame.axes), { nu });
    expect(errors).toEqual({ u: relativeL2(frame.fields.u, exact.u) });
    expect((await trainer.referenceGrid([256, 101]))!.fields.u).toEqual(exact.u);
    expect(step).toBe(0);
    // Nothing was fitted yet: both sets of points see residuals of one size.
    expect(freshRatio).toBeGreaterThan(0.1);
    expect(freshRatio).toBeLessThan(10);
  });

  it('has no errors without a reference', async () => {
    const trainer = await started(gallery('burgers', { ...small, reference: { kind: 'none' } }));
    expect(await trainer.referenceGrid([4, 4])).toBeNull();
    expect(trainer.measure().errors).toEqual({});
  });

  it('trains: the loss falls', async () => {
    const trainer = await started(gallery('burgers-data', adamOnly(200, 0.02)));
    const { losses, outcome } = await train(trainer, 1000);
    expect(outcome).toBe('finished');
    expect(losses).toHaveLength(200);
    expect(losses[199].loss).toBeLessThan(losses[0].loss / 3);
  });
});
