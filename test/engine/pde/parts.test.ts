import { describe, expect, it } from 'vitest';
import { parseStudy, type Study } from '../../../src/study';
import { train, trainerOf } from './support';

/** A study with its defaults. */
function read(study: object): Study {
  const parsed = parseStudy({ collocate: 1, coordinates: { x: [-1, 1], y: [-1, 1] }, ...study });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

describe('values that are built in on circles', () => {
  it('leave the equation alone to be trained, and hold from the first step', async () => {
    const r = 'sqrt(x^2 + y^2)';
    const exact = `1 + log(${r}/0.4)/log(2.5) + (1 - x^2 - y^2)*(x^2 + y^2 - 0.16)*x`;
    const study = read({
      fields: ['u'],
      definitions: { exact },
      geometry: {
        shape: 'difference',
        of: [
          { shape: 'disc', name: 'rim', centre: { x: 0, y: 0 }, radius: 1 },
          { shape: 'disc', name: 'hole', centre: { x: 0, y: 0 }, radius: 0.4 },
        ],
      },
      equations: ['laplacian(u) = laplacian(exact)'],
      conditions: [
        { on: 'rim', require: 'u = 2', hard: true },
        { on: 'hole', require: 'u = 1', hard: true },
      ],
      points: { equations: 256 },
      network: { width: 8, depth: 2 },
      training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 40 }], measureEvery: 40 },
      reference: { kind: 'expression', fields: { u: exact } },
    });
    const trainer = await trainerOf(study, 1);
    const points = { x: Float64Array.of(0.6, -0.4, 0), y: Float64Array.of(-0.8, 0, 0.4) };
    const onRims = () => Array.from(trainer.evaluatePoints(points, ['u']).u, (value) => value.toFixed(12));
    const before = onRims();
    const { measures } = await train(trainer, 40);
    expect(measures[0].errors.u).toBeLessThan(1e-3);
    expect(onRims()).toEqual(before);
    expect(before).toEqual([2, 1, 1].map((value) => value.toFixed(12)));
    trainer.dispose();
  });
});

describe('parts of a region', () => {
  it('are solved with what couples them, and each field is known in its own', async () => {
    // A disc of conductivity 4 in a plate of conductivity 1, in a uniform flux along x.
    const b = (4 - 1) / (4 + 1);
    const outer = `x*(1 - ${b}*0.25/max(x^2 + y^2, 0.1))`;
    const study = read({
      fields: ['u', 'v'],
      parts: {
        core: { fields: ['u'], region: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 } },
        plate: { fields: ['v'] },
      },
      equations: ['laplacian(u) = 0', 'laplacian(v) = 0'],
      conditions: [
        { on: 'core', require: 'u = v', points: 64 },
        { on: 'core', require: '4*dn(u) = dn(v)', points: 64 },
        { on: 'boundary', require: `v = ${outer}`, points: 128 },
      ],
      points: { equations: 400 },
      network: { width: 10, depth: 2 },
      training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 60 }], measureEvery: 60 },
      reference: { kind: 'expression', fields: { u: `${1 - b}*x`, v: outer } },
    });
    const trainer = await trainerOf(study, 1);
    const { measures } = await train(trainer, 60);
    expect(measures[0].errors.u).toBeLessThan(1e-2);
    expect(measures[0].errors.v).toBeLessThan(1e-2);
    const { fields } = trainer.evaluateGrid([5, 5]);
    Array.from(fields.u).forEach((value, i) =>
      expect(Number.isNaN(value)).toBe(i % 5 === 0 || i % 5 === 4 || ![7, 11, 12, 13, 17].includes(i)),
    );
    expect([...fields.v].filter(Number.isNaN).length).toBe(1);
    trainer.dispose();
  });
});
