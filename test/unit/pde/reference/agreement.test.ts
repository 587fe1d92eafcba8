import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../../src/language';
import { disagreements, type Found } from '../../../../src/pde/reference/flow/agreement';
import { parseStudy, type StudyDocument } from '../../../../src/study';

const [nu, eta, alpha] = [0.1, 0.05, 0.7];

/** Decaying vortices with a magnetic field along the flow: an exact solution of the plane equations. */
const found: Found = {
  fields: ['u', 'v', 'p', 'Bx', 'By'],
  widths: { x: 0.05, y: 0.05, t: 0.01 },
  evaluate: ({ x, y, t }) => {
    const each = (of: (x: number, y: number, t: number) => number) => x.map((_, i) => of(x[i], y[i], t[i]));
    const [flow, field] = [
      (time: number) => Math.exp(-2 * nu * time),
      (time: number) => alpha * Math.exp(-2 * eta * time),
    ];
    const along = (a: number, b: number) => -Math.cos(a) * Math.sin(b);
    const across = (a: number, b: number) => Math.sin(a) * Math.cos(b);
    return {
      u: each((a, b, time) => along(a, b) * flow(time)),
      v: each((a, b, time) => across(a, b) * flow(time)),
      Bx: each((a, b, time) => along(a, b) * field(time)),
      By: each((a, b, time) => across(a, b) * field(time)),
      p: each((a, b, time) => {
        const difference = flow(time) ** 2 - field(time) ** 2;
        const size = along(a, b) ** 2 + across(a, b) ** 2;
        return (-(Math.cos(2 * a) + Math.cos(2 * b)) / 4) * difference - (size * field(time) ** 2) / 2;
      }),
    };
  },
};

const study: StudyDocument = {
  collocate: 1,
  coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 1] },
  fields: ['u', 'v', 'p', 'a'],
  vectors: { V: ['u', 'v'] },
  definitions: { B: 'curl(a)', J: 'curl(B)' },
  parameters: { nu, eta },
  equations: [
    'dt(V) + advect(V, V) = -grad(p) + cross(J, B) + nu*laplacian(V)',
    'div(V) = 0',
    // The potential is not given: this one can't be looked at.
    'dt(a) + advect(V, a) = 7*laplacian(a)',
  ],
};

function sentences(changes: Partial<StudyDocument>): string[] {
  const parsed = parseStudy({ ...study, ...changes });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (meaning === undefined || meaning === null) throw new Error(problems[0].message);
  return disagreements(parsed.study, meaning, found);
}

describe('fields of a solver in the equations of a study', () => {
  it('agree where they are the same', () => {
    expect(sentences({})).toEqual([]);
  });

  it.each<[string, Partial<StudyDocument>]>([
    ['another viscosity', { parameters: { nu: 0.15, eta } }],
    ['no magnetic force', { equations: ['dt(V) + advect(V, V) = -grad(p) + nu*laplacian(V)', 'div(V) = 0'] }],
    [
      'a force',
      { equations: ['dt(V) + advect(V, V) = -grad(p) + cross(J, B) + nu*laplacian(V) + (sin(y), 0)'] },
    ],
  ])('are told to differ: %s', (_, changes) => {
    const told = sentences(changes);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^The reference solves other equations than the study: equation 1, ".*", leaves \S+ % of/,
    );
  });
});
