import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer } from '../../../src/run';
import { parseStudy, type Study } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

/** Schnakenberg's reaction and diffusion: a wave of small amplitude grows into stripes from t = 5 on. */
function pattern(until: number): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 3], t: [0, until] },
    fields: ['u', 'v'],
    parameters: { a: 0.1, b: 0.9, Du: 0.01, Dv: 0.4 },
    equations: ['u_t = Du*u_xx + a - u + u^2*v', 'v_t = Dv*v_xx + b - u^2*v'],
    conditions: [
      { on: 't = 0', require: 'u = 1 + 0.1*cos(2*pi*x/3)', weight: 3 },
      { on: 't = 0', require: 'v = 0.9', weight: 3 },
      { on: 'x = 0', require: 'u_x = 0' },
      { on: 'x = 3', require: 'u_x = 0' },
      { on: 'x = 0', require: 'v_x = 0' },
      { on: 'x = 3', require: 'v_x = 0' },
    ],
    points: { equations: 1500, conditions: 64, every: 4 },
    network: { width: 14, depth: 3 },
    training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 200 }] },
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

/** A trainer at parameters that Levenberg–Marquardt had found for the study. */
async function solved(study: Study, file: string): Promise<FieldTrainer> {
  const trainer = await trainerOf(study, 1);
  const place = path.resolve(import.meta.dirname, 'solutions', file);
  const parameters = Float64Array.from(JSON.parse(readFileSync(place, 'utf8')) as number[]);
  const state = trainer.checkpoint();
  trainer.restore({ ...state, arrays: { ...state.arrays, 'state parameters': parameters } });
  return trainer;
}

describe('a solution with a small loss', () => {
  it('is doubted, with term and place, where an instability hides that its pattern is wrong', async () => {
    const trainer = await solved(pattern(20), 'pattern-wrong.json');
    // The equations and the start are symmetric about x = 1.5, so the solution is: this one differs from its mirror.
    const x = Float64Array.from({ length: 61 }, (_, k) => k / 20);
    const end = new Float64Array(61).fill(20);
    const { u } = trainer.evaluatePoints({ x, t: end }, ['u']);
    const mirrored = Float64Array.from(u).reverse();
    const difference = Math.hypot(...u.map((value, k) => value - mirrored[k])) / Math.hypot(...u);
    expect(difference).toBeGreaterThan(0.3);
    expect(trainer.measure().freshRatio).toBeLessThan(5);

    const doubts = trainer.examine();
    expect(doubts).toHaveLength(1);
    expect(doubts[0].term).toBe('equation 1');
    expect(doubts[0].place).toMatch(/^x ≈ [\d.]+, t ≈ 1[\d.]+$/);
    expect(doubts[0].message).toMatch(/^The loss does not determine the solution/);
    trainer.dispose();
  });

  it('is not doubted before the instability has grown', async () => {
    const trainer = await solved(pattern(4), 'pattern-right.json');
    expect(trainer.examine()).toEqual([]);
    trainer.dispose();
  });

  it('is doubted while the network is as it was drawn', async () => {
    const trainer = await trainerOf(pattern(4), 1);
    const terms = trainer.examine().map(({ term }) => term);
    expect(terms).toContain('equation 1');
    expect(terms).toContain('t = 0: u = 1 + 0.1*cos(2*pi*x/3)');
    trainer.dispose();
  });
});
