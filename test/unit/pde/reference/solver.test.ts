import { describe, expect, it } from 'vitest';
import { Discrete } from '../../../../src/pde/reference/solver/discrete';
import { radauScheme } from '../../../../src/pde/reference/solver/radau-scheme';
import { solve, solveOnce } from '../../../../src/pde/reference/solver/solve';
import { readSystem, type System } from '../../../../src/pde/reference/solver/system';
import type { Work } from '../../../../src/run';
import type { StudyDocument } from '../../../../src/study';
import { around, expressionsAt, largestError, meaningOf, vortices } from '../../../support/closed-forms';

function systemOf(document: Partial<StudyDocument>): System {
  const meaning = meaningOf(document);
  return readSystem(meaning, meaning.parameters);
}

function done<Result>(work: Work<Result>): Result {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** The largest difference from expressions, as a share of the largest value, over all fields. */
function trueError(
  { time, space }: System,
  evaluate: (points: Record<string, Float64Array>) => Record<string, Float64Array>,
  exact: Record<string, string>,
): number {
  const all = [...(time ? [time] : []), ...space];
  const box = Object.fromEntries(all.map(({ name, low, high }) => [name, [low, high] as [number, number]]));
  const fields = Object.keys(exact);
  const study = { coordinates: box, fields, equations: fields.map((field) => `${field} = 0`) };
  return Math.max(...Object.values(largestError(box, evaluate, expressionsAt(study, exact))));
}

const walls = [
  { on: 'x = 0', require: 'u = 0' },
  { on: 'x = 1', require: 'u = 0' },
];
const cases: [string, Partial<StudyDocument>, Record<string, string>][] = [
  [
    'heat',
    {
      coordinates: { x: [0, 1], t: [0, 1] },
      fields: ['u'],
      equations: ['u_t = 0.1*u_xx'],
      conditions: [{ on: 't = 0', require: 'u = sin(pi*x)' }, ...walls],
    },
    { u: 'exp(-0.1*pi^2*t)*sin(pi*x)' },
  ],
  [
    'heat through insulated and leaking ends, as a system of first order',
    {
      coordinates: { x: [0, 1], t: [0, 1] },
      fields: ['u', 'q'],
      equations: ['u_t = q_x', 'q = u_x'],
      conditions: [
        { on: 't = 0', require: 'u = cos(x)' },
        { on: 'x = 0', require: 'q = 0' },
        { on: 'x = 1', require: 'q + tan(1)*u = 0' },
      ],
    },
    { u: 'exp(-t)*cos(x)' },
  ],
  [
    'waves',
    {
      coordinates: { x: [0, 1], t: [0, 1] },
      fields: ['u'],
      equations: ['u_tt = 4*u_xx'],
      conditions: [{ on: 't = 0', require: 'u = sin(pi*x)' }, { on: 't = 0', require: 'u_t = 0' }, ...walls],
    },
    { u: 'cos(2*pi*t)*sin(pi*x)' },
  ],
  [
    'waves carried around a ring',
    {
      coordinates: { x: [0, '2*pi'], t: [0, 1] },
      fields: ['u'],
      equations: ['u_t + 3*u_x = 0'],
      conditions: [{ on: 't = 0', require: 'u = sin(x)' }, ...around(['u'], ['x'])],
    },
    { u: 'sin(x - 3*t)' },
  ],
  [
    'a steady nonlinear conductor',
    {
      coordinates: { x: [0, 1] },
      fields: ['u'],
      equations: ['d((1 + u)*u_x, x) = 0'],
      conditions: [
        { on: 'x = 0', require: 'u = 0' },
        { on: 'x = 1', require: 'u = 1' },
      ],
    },
    { u: 'sqrt(1 + 3*x) - 1' },
  ],
  [
    'a steady source in a square',
    {
      coordinates: { x: [0, 1], y: [0, 1] },
      fields: ['u'],
      equations: ['laplacian(u) = -2*pi^2*sin(pi*x)*sin(pi*y)'],
      conditions: [...walls, { on: 'y = 0', require: 'u = 0' }, { on: 'y = 1', require: 'u = 0' }],
    },
    { u: 'sin(pi*x)*sin(pi*y)' },
  ],
  [
    'an oscillator',
    {
      coordinates: { t: [0, 10] },
      fields: ['u'],
      equations: ['u_tt = -u'],
      conditions: [
        { on: 't = 0', require: 'u = 1' },
        { on: 't = 0', require: 'u_t = 0' },
      ],
    },
    { u: 'cos(t)' },
  ],
];

const tolerance = 1e-8;
const options = { tolerance, seconds: 60, progress: () => undefined };

describe('the solver of the lab', () => {
  it.each(cases)('%s: the error is as stated', { timeout: 120_000 }, (_, document, exact) => {
    const system = systemOf(document);
    const { solution, statedError } = done(solve(system, options));
    const stated = Math.max(...Object.values(statedError));
    expect(stated).toBeLessThanOrEqual(tolerance);
    const error = trueError(system, (points) => solution.evaluate(points), exact);
    expect(error).toBeLessThanOrEqual(Math.max(stated, 1e-12));
  });

  it('vortices on a torus, with a pressure that only its gradient fixes', { timeout: 120_000 }, () => {
    const system = systemOf(vortices);
    const discrete = new Discrete(system, {
      edges: [
        [0, 2 * Math.PI],
        [0, 2 * Math.PI],
      ],
      points: [3, 3],
    });
    const solution = done(solveOnce(discrete, 1e-8, Infinity, () => undefined));
    const error = trueError(system, (points) => solution.evaluate(points), {
      u: '-cos(x)*sin(y)*exp(-0.2*t)',
      v: 'sin(x)*cos(y)*exp(-0.2*t)',
    });
    expect(error).toBeLessThan(1e-8);
  });

  it.each([
    [3, 5],
    [5, 9],
  ])('with %i stages the scheme meets the conditions of order %i', (stages, order) => {
    const { nodes, slopes } = radauScheme(stages);
    // The last row of A are the weights: A D = 1, and Σ b_i c_i^(q−1) = 1/q.
    const weights = solveTransposed(
      slopes,
      nodes.map((_, i) => (i === stages - 1 ? 1 : 0)),
    );
    for (let q = 1; q <= order; q++) {
      const sum = weights.reduce((total, weight, i) => total + weight * nodes[i] ** (q - 1), 0);
      expect(sum).toBeCloseTo(1 / q, 11);
    }
    expect(weights.reduce((total, weight, i) => total + weight * nodes[i] ** order, 0)).not.toBeCloseTo(
      1 / (order + 1),
      9,
    );
  });

  it('converges in time at the order of its scheme', () => {
    const system = systemOf({
      coordinates: { t: [0, 4] },
      fields: ['u'],
      equations: ['u_t = -u^2*cos(t)'],
      conditions: [{ on: 't = 0', require: 'u = 0.5' }],
    });
    const discrete = new Discrete(system, { edges: [], points: [] });
    const errors = [0.5, 0.25].map((width) => {
      const solution = done(solveOnce(discrete, 1e-11, Infinity, () => undefined, width));
      return Math.abs(solution.at(4)[0] - 1 / (2 + Math.sin(4)));
    });
    const order = Math.log2(errors[0] / errors[1]);
    expect(order).toBeGreaterThan(7.5);
  });

  it('converges in space faster than any power', () => {
    const system = systemOf({
      coordinates: { x: [0, 1] },
      fields: ['u'],
      equations: ['u_xx = -9*sin(3*x)'],
      conditions: [
        { on: 'x = 0', require: 'u = 0' },
        { on: 'x = 1', require: 'u = sin(3)' },
      ],
    });
    const errors = [3, 6, 9].map((count) => {
      const solution = done(
        solveOnce(new Discrete(system, { edges: [[0, 1]], points: [count] }), 1, Infinity, () => undefined),
      );
      return trueError(system, (points) => solution.evaluate(points), { u: 'sin(3*x)' });
    });
    expect(errors[1]).toBeLessThan(errors[0] * 1e-2);
    expect(errors[2]).toBeLessThan(errors[1] * 1e-3);
  });

  it.each<[Partial<StudyDocument>, string]>([
    [
      { coordinates: { x: [0, 1] }, fields: ['u'], equations: ['u_xx = 1'], conditions: [walls[1]] },
      'ask for 2 conditions on the sides along x',
    ],
    [
      { coordinates: { t: [0, 1] }, fields: ['u'], equations: ['u_t = 1'], conditions: [] },
      'needs the value of u at the start',
    ],
    [
      {
        coordinates: { x: [0, 1], y: [0, 1], z: [0, 1] },
        fields: ['u'],
        equations: ['laplacian(u) = 1'],
        conditions: walls,
      },
      'one and two coordinates of space',
    ],
    [
      { coordinates: { t: [0, 1] }, fields: ['u', 'v'], equations: ['u_t = v'], conditions: [] },
      'as many equations as fields',
    ],
  ])('says what it does not reach: %#', (document, part) => {
    expect(() => done(solve(systemOf(document), options))).toThrow(part);
  });
});

/** wᵀ D = eᵀ by elimination. */
function solveTransposed(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const work = right.map((value, i) => [...matrix.map((row) => row[i]), value]);
  const n = right.length;
  for (let k = 0; k < n; k++) {
    let at = k;
    for (let i = k; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[at][k])) at = i;
    [work[k], work[at]] = [work[at], work[k]];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = work[i][k] / work[k][k];
      work[i] = work[i].map((value, j) => value - factor * work[k][j]);
    }
  }
  return work.map((row, k) => row[n] / row[k]);
}
