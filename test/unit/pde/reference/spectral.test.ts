import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../../src/language';
import type { Work } from '../../../../src/run';
import { solveSystem } from '../../../../src/pde/reference/solver/method';
import { readSystem, type System } from '../../../../src/pde/reference/solver/system';
import { exponential, phiFunctions, product } from '../../../../src/pde/reference/spectral/matrix';
import { semilinear } from '../../../../src/pde/reference/spectral/semilinear';
import { SpectralSolution } from '../../../../src/pde/reference/spectral/solution';
import { spectralOnce } from '../../../../src/pde/reference/spectral/solve';
import { parseStudy, type StudyDocument } from '../../../../src/study';

function systemOf(document: Partial<StudyDocument>): System {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (meaning === undefined) throw new Error(problems[0].message);
  return readSystem(meaning, meaning.parameters);
}

function done<Result>(work: Work<Result>): Result {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** 400 points of the box, none of them on a regular grid. */
function scattered({ time, space: [space] }: System): { x: Float64Array; t: Float64Array } {
  const along = ({ low, high }: { low: number; high: number }, step: number) =>
    Float64Array.from({ length: 400 }, (_, i) => low + (high - low) * ((0.3 + i * step) % 1));
  return { x: along(space, Math.SQRT2), t: along(time!, Math.sqrt(3)) };
}

function largestError(
  system: System,
  solution: Pick<SpectralSolution, 'evaluate'>,
  exact: (x: number, t: number) => number,
): number {
  const points = scattered(system);
  const { u } = solution.evaluate({ ...points });
  return Math.max(...u.map((value, i) => Math.abs(value - exact(points.x[i], points.t[i]))));
}

function once(system: System, length: number, steps: number): SpectralSolution {
  return done(spectralOnce(system, semilinear(system)!, length, steps));
}

const options = { tolerance: 1e-8, seconds: 60, progress: () => undefined };

/** It keeps its shape; at the joint its tails are below e^−20. */
const soliton = systemOf({
  coordinates: { x: [-14, 14], t: [0, 0.5] },
  fields: ['u'],
  equations: ['u_t + 6*u*u_x + u_xxx = 0'],
  conditions: [{ on: 't = 0', require: 'u = 2/cosh(x)^2' }, { require: 'u(x=-14) = u(x=14)' }],
});
const solitonAt = (x: number, t: number) => 2 / Math.cosh(x - 4 * t) ** 2;

/** With φ = 3 + e^−νt sin x, u = −2ν φ_x/φ (J. D. Cole, Quart. Appl. Math. 9 (1951) 225). */
const viscous = systemOf({
  coordinates: { x: [0, '2*pi'], t: [0, 1] },
  fields: ['u'],
  parameters: { nu: 0.5 },
  equations: ['u_t + u*u_x = nu*u_xx'],
  conditions: [{ on: 't = 0', require: 'u = -2*nu*cos(x)/(3 + sin(x))' }, { require: 'u(x=0) = u(x=2*pi)' }],
});
const viscousAt = (x: number, t: number) => {
  const decay = Math.exp(-0.5 * t);
  return (-decay * Math.cos(x)) / (3 + decay * Math.sin(x));
};

const plane = { a: 0.7, k: 2 };
/** A plane wave a e^{i(kx − ωt)} with ω = k²/2 − a², written for its real and imaginary part. */
const waves = systemOf({
  coordinates: { x: [0, '2*pi'], t: [0, 1] },
  fields: ['u', 'v'],
  parameters: plane,
  equations: ['u_t + v_xx/2 + (u^2 + v^2)*v = 0', 'v_t - u_xx/2 - (u^2 + v^2)*u = 0'],
  conditions: [
    { on: 't = 0', require: 'u = a*cos(k*x)' },
    { on: 't = 0', require: 'v = a*sin(k*x)' },
    { require: 'u(x=0) = u(x=2*pi)' },
    { require: 'v(x=0) = v(x=2*pi)' },
  ],
});
const wavesAt = (x: number, t: number) =>
  plane.a * Math.cos(plane.k * x - (plane.k ** 2 / 2 - plane.a ** 2) * t);

describe('the spectral solver', () => {
  it.each<[string, System, (x: number, t: number) => number]>([
    ['a soliton', soliton, solitonAt],
    ['a viscous wave', viscous, viscousAt],
    ['a plane wave of two fields', waves, wavesAt],
  ])('%s: the error is as stated', { timeout: 120_000 }, (_, system, exact) => {
    const { solution, statedError } = done(solveSystem(system, options));
    expect(solution).toBeInstanceOf(SpectralSolution);
    expect(statedError.u).toBeLessThanOrEqual(options.tolerance);
    expect(largestError(system, solution, exact)).toBeLessThanOrEqual(2 * statedError.u);
  });

  it.each<[string, System, number, number]>([
    ['one field', viscous, 64, 64],
    ['two fields', waves, 64, 32],
    ['a stiff third derivative', soliton, 256, 512],
  ])('is of fourth order in time: %s', { timeout: 60_000 }, (_, system, length, steps) => {
    const ends = [1, 2, 4].map((factor) => once(system, length, factor * steps).snapshots.values.at(-1)!);
    const [coarse, fine] = [0, 1].map((k) =>
      Math.hypot(...ends[k].map((value, i) => value - ends[k + 1][i])),
    );
    const order = Math.log2(coarse / fine);
    expect(order).toBeGreaterThan(3.8);
    expect(order).toBeLessThan(4.2);
  });

  it('converges in space faster than any power', () => {
    const errors = [16, 32, 64].map((length) => largestError(viscous, once(viscous, length, 512), viscousAt));
    expect(errors[1]).toBeLessThan(errors[0] * 1e-2);
    expect(errors[2]).toBeLessThan(errors[1] * 1e-3);
  });

  it('solves waves of second order in time exactly, with steps of any length', () => {
    const system = systemOf({
      coordinates: { x: [0, '2*pi'], t: [0, 3] },
      fields: ['u'],
      equations: ['u_tt = 4*u_xx'],
      conditions: [
        { on: 't = 0', require: 'u = sin(3*x)' },
        { on: 't = 0', require: 'u_t = 0' },
        { require: 'u(x=0) = u(x=2*pi)' },
      ],
    });
    const error = largestError(system, once(system, 64, 2), (x, t) => Math.sin(3 * x) * Math.cos(6 * t));
    expect(error).toBeLessThan(1e-12);
  });

  it.each<[string, Partial<StudyDocument>]>([
    [
      'a diffusion that depends on the solution',
      { equations: ['u_t = d((1 + u^2)*u_x, x)'], conditions: [{ require: 'u(x=0) = u(x=1)' }] },
    ],
    [
      'walls',
      {
        equations: ['u_t = u_xx'],
        conditions: [
          { on: 'x = 0', require: 'u = 0' },
          { on: 'x = 1', require: 'u = 0' },
        ],
      },
    ],
  ])('leaves to collocation %s', (_, { equations, conditions }) => {
    const system = systemOf({
      coordinates: { x: [0, 1], t: [0, 1] },
      fields: ['u'],
      equations,
      conditions: [{ on: 't = 0', require: 'u = sin(2*pi*x)' }, ...conditions!],
    });
    expect(semilinear(system)).toBeNull();
  });
});

describe('functions of small matrices', () => {
  /** φ₁(z) = (e^z − 1)/z, φ₂ = (φ₁ − 1)/z, φ₃ = (φ₂ − 1/2)/z, which lose no digits where |z| is large. */
  it.each([
    [-40, 0],
    [0, 25],
    [-3, 7],
  ])('φ(%d + %di) is what its definition gives', (re, im) => {
    const z = Float64Array.of(re, im);
    const over = Float64Array.of(re / (re * re + im * im), -im / (re * re + im * im));
    let expected = exponential(1, z);
    const { whole } = phiFunctions(1, z, 3);
    for (const [j, constant] of [1, 1, 0.5].entries()) {
      expected = product(1, Float64Array.of(expected[0] - constant, expected[1]), over);
      expect(whole[j + 1][0]).toBeCloseTo(expected[0], 12);
      expect(whole[j + 1][1]).toBeCloseTo(expected[1], 12);
    }
  });

  it('turns by a rotation, and a matrix without enough eigenvectors too', () => {
    const rotation = exponential(2, Float64Array.of(0, 0, -2, 0, 2, 0, 0, 0));
    [Math.cos(2), -Math.sin(2), Math.sin(2), Math.cos(2)].forEach((value, i) =>
      expect(rotation[2 * i]).toBeCloseTo(value, 13),
    );
    const shear = exponential(2, Float64Array.of(0, 0, 5, 0, 0, 0, 0, 0));
    [1, 5, 0, 1].forEach((value, i) => expect(shear[2 * i]).toBeCloseTo(value, 13));
  });
});
