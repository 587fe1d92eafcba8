import { afterEach, describe, expect, it } from 'vitest';
import { gridPoints } from '../../../src/field';
import type { FieldFrame, FieldTrainer } from '../../../src/run';
import { parseStudy, type Study } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { train, trainerOf } from './support';

/** Two vector fields in space and time, with all that a frame can be asked for. */
function fields(changes: object = {}): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1], y: [0, 2], z: [-1, 1], t: [0, 1] },
    fields: ['u', 'v', 'w', 'Bx', 'By', 'Bz'],
    vectors: { U: ['u', 'v', 'w'], B: ['Bx', 'By', 'Bz'] },
    parameters: { nu: 0.1 },
    definitions: { J: 'curl(B)', energy: '(dot(U, U) + dot(B, B))/2' },
    equations: ['dt(B) = curl(cross(U, B)) + nu*laplacian(B)', 'div(B) = 0', 'div(U) = 0', 'dt(U) = 0'],
    conditions: [{ on: 't = 0', require: 'u = x*y' }],
    points: { equations: 64, conditions: 16 },
    network: { width: 6, depth: 2 },
    training: { phases: [{ optimiser: 'adam', steps: 6 }] },
    reference: {
      kind: 'expression',
      fields: { u: 'x*y + t', v: 'z', w: '1', Bx: 'sin(y)', By: 'x*z*nu', Bz: 't' },
    },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

const trainers: FieldTrainer[] = [];

async function started(study: Study): Promise<FieldTrainer> {
  const trainer = await trainerOf(study, 1);
  trainers.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
  // Nothing outlives its trainer.
  expect(nativeBinding().getNumOfTensors()).toBe(0);
});

type Columns = Record<string, Float64Array>;

/** Fourth-order central differences of a quantity along a coordinate. */
function difference(trainer: FieldTrainer, points: Columns, quantity: string, along: string): Float64Array {
  const step = 1e-3;
  // One program serves all differences.
  const all = [...trainer.fields, 'u_x'];
  const moved = (by: number) => {
    const places = { ...points, [along]: points[along].map((value) => value + by * step) };
    return trainer.evaluatePoints(places, all)[quantity];
  };
  const [a, b, c, d] = [-2, -1, 1, 2].map(moved);
  return a.map((value, i) => (value - 8 * b[i] + 8 * c[i] - d[i]) / (12 * step));
}

function furthest(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(values, (value, i) => Math.abs(value - expected[i])));
}

const counts = [3, 4, 3, 1];
const held = { t: 0.3 };

describe('frames', () => {
  it('hold coordinates and show derived fields exactly: differences of the network agree', async () => {
    const trainer = await started(fields());
    await train(trainer, 6);
    const quantities = ['J', 'curl(U)', 'div(B)', 'norm(U)', 'energy', 'B', 'u_xy'];
    const frame = trainer.evaluateGrid(counts, { held, quantities });
    expect(Object.keys(frame.fields)).toEqual(
      ['Jx', 'Jy', 'Jz', 'curl(U).x', 'curl(U).y', 'curl(U).z', 'div(B)', 'norm(U)', 'energy'].concat([
        'Bx',
        'By',
        'Bz',
        'u_xy',
      ]),
    );
    expect(frame.axes.map(({ values }) => values.length)).toEqual(counts);
    expect(frame.axes[3].values[0]).toBe(0.3);
    expect(frame).toMatchObject({ step: 6, inside: null });
    const points = gridPoints([...frame.axes]);
    const d = (quantity: string, along: string) => difference(trainer, points, quantity, along);
    const minus = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - b[i]);
    expect(furthest(frame.fields.Jx, minus(d('Bz', 'y'), d('By', 'z')))).toBeLessThan(1e-9);
    expect(furthest(frame.fields.Jz, minus(d('By', 'x'), d('Bx', 'y')))).toBeLessThan(1e-9);
    expect(furthest(frame.fields['curl(U).y'], minus(d('u', 'z'), d('w', 'x')))).toBeLessThan(1e-9);
    const divergence = d('Bx', 'x').map((value, i) => value + d('By', 'y')[i] + d('Bz', 'z')[i]);
    expect(furthest(frame.fields['div(B)'], divergence)).toBeLessThan(1e-9);
    expect(furthest(frame.fields.u_xy, d('u_x', 'y'))).toBeLessThan(1e-9);
    const own = trainer.evaluatePoints(points, trainer.fields);
    const norm = own.u.map((value, i) => Math.hypot(value, own.v[i], own.w[i]));
    expect(furthest(frame.fields['norm(U)'], norm)).toBeLessThan(1e-13);
    expect(furthest(frame.fields.By, own.By)).toBe(0);
  });

  it('show residuals by the names of terms, and errors against the reference', async () => {
    const trainer = await started(fields());
    await trainer.makeReference();
    const quantities = [
      'residual:equation 2',
      'residual:equation 1, y',
      'residual 1',
      'error:By',
      'error:J',
      'error:U',
    ];
    const frame = trainer.evaluateGrid(counts, { held, quantities });
    const points = gridPoints([...frame.axes]);
    const values = trainer.evaluatePoints(points, ['div(B)', 'By', 'u', 'residual:equation 2', 'residual 1']);
    expect(furthest(frame.fields['residual:equation 2'], values['div(B)'])).toBeLessThan(1e-13);
    expect(values['residual:equation 2']).toEqual(frame.fields['residual:equation 2']);
    expect(frame.fields['residual 1']).toEqual(values['residual 1']);
    const exact = points.x.map((x, i) => x * points.z[i] * 0.1);
    expect(
      furthest(
        frame.fields['error:By'],
        values.By.map((value, i) => value - exact[i]),
      ),
    ).toBeLessThan(1e-13);
    expect(Object.keys(frame.fields).slice(-3)).toEqual(['error:u', 'error:v', 'error:w']);
    const current = points.z.map((z, i) => 0.1 * z - Math.cos(points.y[i]));
    const own = trainer.evaluatePoints(points, ['J']).Jz;
    expect(
      furthest(
        frame.fields['error:Jz'],
        own.map((value, i) => value - current[i]),
      ),
    ).toBeLessThan(1e-13);
    const u = points.x.map((x, i) => x * points.y[i] + 0.3);
    expect(
      furthest(
        frame.fields['error:u'],
        values.u.map((value, i) => value - u[i]),
      ),
    ).toBeLessThan(1e-13);
    expect(trainer.checkFrame({ quantities })).toEqual({ needsReference: true });
    expect(trainer.checkFrame({ quantities: ['u'] })).toEqual({ needsReference: false });
  });

  it('show fields and definitions when nothing is said, and what the reference gives of them', async () => {
    const trainer = await started(fields());
    const names = ['u', 'v', 'w', 'Bx', 'By', 'Bz'];
    const frame = trainer.evaluateGrid(counts, { held });
    expect(Object.keys(frame.fields)).toEqual([...names, 'Jx', 'Jy', 'Jz', 'energy']);
    const reference = (await trainer.referenceGrid(counts, { held }))!;
    expect(Object.keys(reference.fields)).toEqual(names);
    const points = gridPoints([...frame.axes]);
    const some = (await trainer.referenceGrid(counts, {
      held,
      quantities: ['By', 'norm(U)', 'J', 'residual 1'],
    }))!;
    expect(Object.keys(some.fields)).toEqual(['By', 'norm(U)', 'Jx', 'Jy', 'Jz']);
    const norm = points.x.map((x, i) => Math.hypot(x * points.y[i] + 0.3, points.z[i], 1));
    expect(furthest(some.fields['norm(U)'], norm)).toBeLessThan(1e-14);
    const current = points.z.map((z, i) => 0.1 * z - Math.cos(points.y[i]));
    expect(furthest(some.fields.Jz, current)).toBeLessThan(1e-14);
    expect(
      (await trainer.referenceGrid(counts, { held: { t: 0.5 }, quantities: ['Bz'] }))!.fields.Bz[0],
    ).toBe(0.5);
    // What is given away is nobody else's: a change of it reaches no later frame.
    some.fields.By.fill(7);
    expect((await trainer.referenceGrid(counts, { held }))!.fields.By).toEqual(reference.fields.By);
  });

  it('know the reference by definitions that it gives, and what is made of them', async () => {
    const trainer = await started(
      fields({
        fields: ['u', 'v', 'w', 'Ax', 'Ay', 'Az'],
        vectors: { U: ['u', 'v', 'w'], A: ['Ax', 'Ay', 'Az'] },
        definitions: { B: 'curl(A)', J: 'curl(B)' },
        equations: ['dt(A) = cross(U, B)', 'dt(U) = 0'],
      }),
    );
    await trainer.makeReference();
    const frame = trainer.evaluateGrid(counts, { held, quantities: ['J', 'error:J', 'error:norm(B)', 'B'] });
    const points = gridPoints([...frame.axes]);
    const exact = [
      points.y.map(Math.sin),
      points.x.map((x, i) => 0.1 * x * points.z[i]),
      points.x.map(() => 0.3),
    ];
    const own = frame.fields.Jz.map((value, i) => value - (0.1 * points.z[i] - Math.cos(points.y[i])));
    expect(furthest(frame.fields['error:Jz'], own)).toBeLessThan(1e-13);
    const norms = points.x.map(
      (_, i) =>
        Math.hypot(frame.fields.Bx[i], frame.fields.By[i], frame.fields.Bz[i]) -
        Math.hypot(...exact.map((values) => values[i])),
    );
    expect(furthest(frame.fields['error:norm(B)'], norms)).toBeLessThan(1e-13);
    expect(() => trainer.evaluateGrid(counts, { held, quantities: ['error:Ax'] })).toThrow(
      /gives no "Ax".*It gives u, v, w, Bx, By, Bz/,
    );
  });

  it('come in parts, all of the step at which they were begun', async () => {
    const [trainer, other] = [await started(fields()), await started(fields())];
    const grid = [16, 16, 20, 1];
    const whole = other.evaluateGrid(grid, { held, quantities: ['norm(J)'] });
    const work = trainer.frame(grid, { held, quantities: ['norm(J)'] });
    let parts = 0;
    let result: FieldFrame | null = null;
    while (result === null) {
      const next = work.next();
      if (next.done === true) result = next.value;
      else parts++;
      if (parts === 1) await train(trainer, 4);
    }
    expect(parts).toBe(1);
    expect(trainer.step).toBe(4);
    expect(result.step).toBe(0);
    expect(result.fields).toEqual(whole.fields);
    // One that is given up leaves nothing behind (looked at after each test).
    const lost = trainer.frame(grid, { held });
    lost.next();
    lost.return(undefined as never);
  });

  it('refuse what makes no sense, with a sentence', async () => {
    const trainer = await started(fields());
    const refusal = (quantity: string, of = trainer) => {
      try {
        of.evaluateGrid(counts, { held, quantities: [quantity] });
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(refusal('uu')).toMatch(/^"uu" can't be evaluated: .*uu/);
    expect(refusal('u + ')).toMatch(/can't be evaluated/);
    expect(refusal('dn(u)')).toMatch(/can't be evaluated/);
    expect(refusal('residual:equation 7')).toMatch(/no term "equation 7".*equation 1, x/);
    expect(refusal('residual:t = 0')).toMatch(/"t = 0" is not asked for within the domain/);
    const points = { x: [0], y: [0], z: [0], t: [0] };
    const columns = Object.fromEntries(
      Object.entries(points).map(([name, all]) => [name, Float64Array.from(all)]),
    );
    expect(() => trainer.evaluatePoints(columns, ['u', 'error:u'])).toThrow(
      /"error:u" is known on the grid of a frame/,
    );
    expect(refusal('error:energy')).toBe('');
    const plain = await started(fields({ reference: undefined }));
    expect(refusal('error:u', plain)).toMatch(/no reference/);
    expect(await plain.referenceGrid(counts, { held })).toBeNull();
  });

  it('carry the mask of a region', async () => {
    const region = fields({
      coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1], t: [0, 1] },
      fields: ['u'],
      vectors: {},
      definitions: {},
      geometry: { shape: 'ball', centre: { x: 0, y: 0, z: 0 }, radius: 0.8 },
      equations: ['laplacian(u) = 1'],
      conditions: [{ on: 'boundary', require: 'u = 0' }],
      reference: { kind: 'expression', fields: { u: 'x^2' } },
    });
    const trainer = await started(region);
    await trainer.makeReference();
    const frameAt = (t: number) =>
      trainer.evaluateGrid([9, 9, 9, 1], { held: { t }, quantities: ['u', 'error:u'] });
    const [frame, later] = [frameAt(0.2), frameAt(0.7)];
    const { x, y, z } = gridPoints([...frame.axes]);
    const inside = x.map((value, i) => Number(Math.hypot(value, y[i], z[i]) < 0.8));
    expect([...frame.inside!]).toEqual([...inside]);
    expect(later.inside).toEqual(frame.inside);
    expect(later.fields.u).not.toEqual(frame.fields.u);
    frame.fields['error:u'].forEach((value, i) => expect(Number.isNaN(value)).toBe(inside[i] === 0));
    const reference = (await trainer.referenceGrid([9, 9, 9, 1], { held: { t: 0.2 } }))!;
    expect(reference.inside).toEqual(frame.inside);
    expect(reference.fields.u[0]).toBeNaN();
    expect(trainer.evaluateGrid([3, 3, 3, 2]).inside).toHaveLength(54);
    // A grid that lies inside needs no mask.
    const centre = { x: 0, y: 0.1, z: 0, t: 0 };
    expect(trainer.evaluateGrid([1, 1, 1, 1], { held: centre }).inside).toBeNull();
  });
});
