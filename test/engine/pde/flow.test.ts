import { beforeAll, describe, expect, it } from 'vitest';
import { readStudy } from '../../../src/language';
import { gridPoints, uniformAxis } from '../../../src/field';
import { referenceParameters } from '../../../src/pde/reference';
import { flowGrid } from '../../../src/pde/reference/flow/grid';
import { FlowMachine } from '../../../src/pde/reference/flow/machine';
import { readFlow } from '../../../src/pde/reference/flow/problem';
import { solveFlow } from '../../../src/pde/reference/flow/solve';
import { finish } from '../../../src/run';
import { parseStudy, type StudyDocument } from '../../../src/study';
import { configureEngine } from '../../../src/tensorflow';
import { machineOf, onCube, regression } from '../../support/flows';

beforeAll(() => configureEngine({ threads: 2, device: 'cpu' }));

const { sin, cos, exp, PI } = Math;
const turn = 2 * PI;

describe('a flow on a cube', () => {
  it.each([16, 32])('has the energies of the regression case at %i³ to 12 digits', (n) => {
    const machine = machineOf(n, regression);
    machine.advance(0.01, 10);
    const { measures } = machine.measure();
    machine.dispose();
    expect(measures['kinetic energy'].toFixed(12)).toBe('0.124565408177');
    expect(measures['magnetic energy'].toFixed(12)).toBe('0.124637762143');
  });

  it('is of fourth order in time', () => {
    const solved = [10, 20, 40, 160].map((steps) => {
      const machine = machineOf(12, {
        ...regression,
        constants: { viscosity: 0.05, resistivity: 0.1, coupling: 1.5 },
      });
      machine.advance(2 / steps, steps);
      const state = machine.read();
      machine.dispose();
      return state;
    });
    const finest = solved.pop()!;
    const errors = solved.map((state) =>
      Math.max(
        ...state.map((part, k) => part.reduce((most, x, i) => Math.max(most, Math.abs(x - finest[k][i])), 0)),
      ),
    );
    for (let k = 0; k + 1 < errors.length; k++) {
      const order = Math.log2(errors[k] / errors[k + 1]);
      expect(order).toBeGreaterThan(3.8);
      expect(order).toBeLessThan(4.2);
    }
  });

  it('keeps energy and cross helicity without diffusion, up to the error of its steps', () => {
    const machine = machineOf(12, {
      ...regression,
      constants: { viscosity: 0, resistivity: 0, coupling: 1 },
    });
    const before = machine.measure().measures;
    machine.advance(0.005, 40);
    const after = machine.measure().measures;
    machine.dispose();
    const total = (m: typeof before) => m['kinetic energy'] + m['magnetic energy'];
    expect(Math.abs(total(after) - total(before))).toBeLessThan(1e-11);
    expect(Math.abs(after['cross helicity'] - before['cross helicity'])).toBeLessThan(1e-12);
    expect(Math.abs(after['kinetic energy'] - before['kinetic energy'])).toBeGreaterThan(1e-4);
  });

  it('takes out what has a divergence at the start', () => {
    const { constants } = regression;
    const machine = new FlowMachine(flowGrid([8, 8, 8], [turn, turn, turn]), false, constants);
    const [share] = machine.start(onCube(8, [(x, y) => sin(x) + cos(y), () => 0, () => 0]));
    const { measures } = machine.measure();
    machine.dispose();
    expect(share).toBeCloseTo(1, 12);
    expect(measures['kinetic energy']).toBeCloseTo(0.25, 12);
  });
});

/** A study of a flow with its equations as vectors, solved by the lab. */
async function solved(changes: Partial<StudyDocument> & Pick<StudyDocument, 'coordinates' | 'reference'>) {
  const space = Object.keys(changes.coordinates).filter((name) => name !== 't');
  const parsed = parseStudy({
    collocate: 1,
    fields: ['u', 'v', 'w', 'Bx', 'By', 'Bz', 'p'],
    vectors: { U: ['u', 'v', 'w'], B: ['Bx', 'By', 'Bz'] },
    equations: [
      'dt(U) + advect(U, U) = -grad(p) + cross(curl(B), B) + nu*laplacian(U)',
      'dt(B) = curl(cross(U, B)) + eta*laplacian(B)',
      'div(U) = 0',
    ],
    ...changes,
    conditions: [
      ...(changes.conditions ?? []),
      ...space.map((name) => {
        const [low, high] = changes.coordinates[name];
        return { require: `u(${name}=${low}) = u(${name}=${high})` };
      }),
    ],
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  const { reference } = parsed.study;
  if (!meaning || reference.kind !== 'solver' || !reference.flow) throw new Error(problems[0]?.message);
  const read = referenceParameters(parsed.study, meaning.parameters);
  if (!read.ok) throw new Error(read.problems[0].message);
  const problem = readFlow(reference.flow, { ...meaning, parameters: read.parameters });
  return { ...(await finish(solveFlow(problem, () => undefined))), box: meaning.box };
}

const flow = {
  velocity: ['u', 'v', 'w'],
  magnetic: ['Bx', 'By', 'Bz'],
  pressure: 'p',
  viscosity: 'nu',
  resistivity: 'eta',
};

/** The largest error of each field at points that are no points of the grid. */
function errors(
  { solution, box }: Awaited<ReturnType<typeof solved>>,
  exact: Readonly<Record<string, (p: Record<string, number>) => number>>,
): Record<string, number> {
  const names = Object.keys(box);
  const axes = names.map((name) => uniformAxis(name, ...box[name], name === 't' ? 4 : 5));
  const points = gridPoints(axes);
  const values = solution.evaluate(points);
  return Object.fromEntries(
    Object.entries(exact).map(([field, of]) => [
      field,
      values[field].reduce((most, value, i) => {
        const point = Object.fromEntries(names.map((name) => [name, points[name][i]]));
        return Math.max(most, Math.abs(value - of(point)));
      }, 0),
    ]),
  );
}

describe('the solver of flows', () => {
  it('gives the decaying ABC flow with a parallel field to rounding, in a box of any length', async () => {
    const nu = 0.05;
    const eta = 0.02;
    const k = 2;
    const of = (c: number, { x, y, z }: Record<string, number>) =>
      [sin(k * z) + cos(k * y), sin(k * x) + cos(k * z), sin(k * y) + cos(k * x)][c];
    const u = ['sin(2*z) + cos(2*y)', 'sin(2*x) + cos(2*z)', 'sin(2*y) + cos(2*x)'];
    const result = await solved({
      coordinates: { x: [0, 'pi'], y: [0, '2*pi'], z: ['-pi', 0], t: [0, 0.5] },
      parameters: { nu, eta },
      conditions: [
        { on: 't = 0', require: `U = (${u.join(', ')})` },
        { on: 't = 0', require: `B = (${u.map((text) => `0.7*(${text})`).join(', ')})` },
      ],
      reference: { kind: 'solver', flow: { ...flow, points: { x: 8, y: 16, z: 8 } } },
    });
    const parts = ['u', 'v', 'w'].map(
      (name, c) => [name, (p: Record<string, number>) => of(c, p) * exp(-nu * k * k * p.t)] as const,
    );
    const magnetic = ['Bx', 'By', 'Bz'].map(
      (name, c) => [name, (p: Record<string, number>) => 0.7 * of(c, p) * exp(-eta * k * k * p.t)] as const,
    );
    // The mean of |u|²/2 is 3/2 at the start.
    const p = (at: Record<string, number>) =>
      exp(-2 * nu * k * k * at.t) * (1.5 - [0, 1, 2].reduce((sum, c) => sum + of(c, at) ** 2 / 2, 0));
    const found = errors(result, { ...Object.fromEntries([...parts, ...magnetic]), p });
    for (const error of Object.values(found)) expect(error).toBeLessThan(1e-12);
    for (const error of Object.values(result.statedError)) expect(error).toBeLessThan(1e-11);
    expect(result.warnings).toEqual([]);
    const series = result.solution.series();
    expect(series['kinetic energy'].at(-1)).toBeCloseTo(1.5 * exp(-2 * nu * k * k * 0.5), 12);
  });

  it('gives a circular Alfvén wave with two diffusivities on a line', async () => {
    const [nu, eta, k, field] = [0.05, 0.1, 2, 1];
    // λ = −(ν+η)k²/2 + i ω, û = (λ + ηk²)/(ikB₀) b̂ with b̂ = 1/2
    const omega = Math.sqrt((k * field) ** 2 - (((nu - eta) * k * k) / 2) ** 2);
    const decay = ((nu + eta) * k * k) / 2;
    const [re, im] = [omega / (k * field) / 2, (decay - eta * k * k) / (k * field) / 2];
    const wave = (a: number, b: number, x: number, t: number) => {
      const [c, s] = [cos(k * x + omega * t), sin(k * x + omega * t)];
      return [exp(-decay * t) * (a * c - b * s), exp(-decay * t) * (a * s + b * c)];
    };
    const result = await solved({
      coordinates: { x: [0, '2*pi'], t: [0, 1] },
      parameters: { nu, eta },
      conditions: [
        { on: 't = 0', require: 'u = 0' },
        { on: 't = 0', require: `v = ${re}*cos(2*x) - ${im}*sin(2*x)` },
        { on: 't = 0', require: `w = ${re}*sin(2*x) + ${im}*cos(2*x)` },
        { on: 't = 0', require: 'B = (1, cos(2*x)/2, sin(2*x)/2)' },
      ],
      reference: { kind: 'solver', flow: { ...flow, points: 16, step: 0.01 } },
    });
    const found = errors(result, {
      u: () => 0,
      v: ({ x, t }) => wave(re, im, x, t)[0],
      w: ({ x, t }) => wave(re, im, x, t)[1],
      Bx: () => 1,
      By: ({ x, t }) => wave(0.5, 0, x, t)[0],
      Bz: ({ x, t }) => wave(0.5, 0, x, t)[1],
      p: () => 0,
    });
    for (const error of Object.values(found)) expect(error).toBeLessThan(2e-8);
  });

  it('gives the decaying vortices in the plane, of vectors with two components', async () => {
    const [nu, eta, a] = [0.02, 0.05, 0.6];
    const result = await solved({
      coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 1] },
      fields: ['u', 'v', 'Bx', 'By', 'p'],
      vectors: { U: ['u', 'v'], B: ['Bx', 'By'] },
      parameters: { nu, eta },
      conditions: [
        { on: 't = 0', require: 'U = (-cos(x)*sin(y), sin(x)*cos(y))' },
        { on: 't = 0', require: 'B = 0.6*(-cos(x)*sin(y), sin(x)*cos(y))' },
      ],
      reference: {
        kind: 'solver',
        flow: { ...flow, velocity: ['u', 'v'], magnetic: ['Bx', 'By'], points: 12 },
      },
    });
    const u = ({ x, y }: Record<string, number>) => -cos(x) * sin(y);
    const v = ({ x, y }: Record<string, number>) => sin(x) * cos(y);
    const found = errors(result, {
      u: (p) => u(p) * exp(-2 * nu * p.t),
      v: (p) => v(p) * exp(-2 * nu * p.t),
      Bx: (p) => a * u(p) * exp(-2 * eta * p.t),
      By: (p) => a * v(p) * exp(-2 * eta * p.t),
      // The mean of |û|²/2 is 1/4.
      p: (p) =>
        (-(cos(2 * p.x) + cos(2 * p.y)) / 4) * (exp(-4 * nu * p.t) - a * a * exp(-4 * eta * p.t)) -
        a * a * exp(-4 * eta * p.t) * ((u(p) ** 2 + v(p) ** 2) / 2 - 0.25),
    });
    for (const error of Object.values(found)) expect(error).toBeLessThan(1e-12);
  });

  it('gives a field that is a curl in the study, from the potential at the start', async () => {
    const result = await solved({
      coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], z: [0, '2*pi'], t: [0, 0.1] },
      fields: ['u', 'v', 'w', 'Ax', 'Ay', 'Az', 'p'],
      vectors: { U: ['u', 'v', 'w'], A: ['Ax', 'Ay', 'Az'] },
      definitions: { B: 'curl(A)' },
      equations: [
        'dt(U) + advect(U, U) = -grad(p) + cross(curl(B), B) + nu*laplacian(U)',
        'dt(A) = cross(U, B) - eta*curl(B)',
        'div(U) = 0',
      ],
      parameters: { nu: 0.1, eta: 0.1 },
      conditions: [
        { on: 't = 0', require: 'U = (0, 0, 0)' },
        { on: 't = 0', require: 'A = (sin(z) + cos(y), sin(x) + cos(z), sin(y) + cos(x))' },
      ],
      reference: { kind: 'solver', flow: { ...flow, points: 8 } },
    });
    const found = errors(result, {
      u: () => 0,
      Bx: ({ y, z, t }) => (sin(z) + cos(y)) * exp(-0.1 * t),
      By: ({ x, z, t }) => (sin(x) + cos(z)) * exp(-0.1 * t),
    });
    for (const error of Object.values(found)) expect(error).toBeLessThan(1e-12);
  });

  it('says where a grid is too coarse', async () => {
    const { warnings, statedError } = await solved({
      coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 1] },
      fields: ['u', 'v', 'p'],
      vectors: { U: ['u', 'v'] },
      equations: ['dt(U) + advect(U, U) = -grad(p) + nu*laplacian(U)', 'div(U) = 0'],
      parameters: { nu: 1e-4 },
      conditions: [{ on: 't = 0', require: 'U = (sin(y) + 0.4*sin(2*y + x), sin(x) - 0.2*sin(2*y + x))' }],
      reference: {
        kind: 'solver',
        flow: { velocity: ['u', 'v'], pressure: 'p', viscosity: 'nu', points: 8 },
      },
    });
    expect(warnings?.join()).toContain('the grid is too coarse');
    expect(statedError.u).toBeGreaterThan(1e-3);
  });
});
