import { describe, expect, it } from 'vitest';
import { readCloud } from '../../../src/geometry';
import { createTrainer } from '../../../src/pde';
import { parseStudy, type StudyDocument } from '../../../src/study';
import { discOfPoints, scatteredDisc } from '../../unit/geometry/support-cloud';
import { train } from './support';

const { samples, rim } = scatteredDisc(800, 100);

/** A trainer over scattered points of the unit disc and its rim. */
async function discTrainer(changes: Partial<StudyDocument>) {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [-1, 1], y: [-1, 1] },
    fields: ['u'],
    geometry: discOfPoints,
    equations: ['laplacian(u) = 4 + 2*x'],
    points: { equations: 400, conditions: 100, sampler: 'jittered-rad', every: 10 },
    network: { width: 10, depth: 2 },
    training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 60 }], measureEvery: 60 },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { cloud, problems } = readCloud(discOfPoints, samples, { rim });
  expect(problems).toEqual([]);
  return createTrainer(parsed.study, {
    data: [],
    bodies: { 'disc.csv': cloud! },
    threads: 1,
    device: 'cpu',
  });
}

describe('a region of scattered points', () => {
  // u = r² + x (r² + 3)/4: on the rim its slope outwards is 2 + 3/2 x, and it is 1 + x itself.
  it('gives the solution of a Poisson problem with slopes along its normals', async () => {
    const trainer = await discTrainer({
      conditions: [{ on: 'rim', require: 'dn(u) + u = 3 + 5*x/2' }],
      reference: { kind: 'expression', fields: { u: 'x^2 + y^2 + x*(x^2 + y^2 + 3)/4' } },
    });
    const { measures } = await train(trainer, 60);
    expect(measures[0].errors.u).toBeLessThan(2e-3);
    const points = trainer.collocationPoints();
    const given = new Set(Array.from(samples.columns['x'], Math.fround));
    expect(Array.from(points.x).every((x) => given.has(Math.fround(x)))).toBe(true);
    expect(trainer.evaluateGrid([3, 3]).fields.u[0]).toBeNaN();
    trainer.dispose();
  });
});
