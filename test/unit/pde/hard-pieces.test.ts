import { describe, expect, it } from 'vitest';
import { evaluateNumber, readStudy } from '../../../src/language';
import { interiorPoints, samplers } from '../../../src/geometry';
import { checkDomain } from '../../../src/pde/check-domain';
import { placesOf } from '../../../src/pde/places';
import { pieceSource } from '../../../src/pde/sources';
import { parseStudy, type Geometry, type StudyDocument } from '../../../src/study';
import { generator } from '../../support/random';
import { uniformNumbers } from '../geometry/support';
import { build, valuesAt } from './support';

const box: Geometry = { shape: 'box', ranges: { x: [-1, 1], y: [-1, 1] } };
const hole: Geometry = { shape: 'disc', name: 'hole', centre: { x: 0.3, y: 0.1 }, radius: 0.4 };
const inner: Geometry = { shape: 'box', name: 'inner', ranges: { x: [-0.4, 0.2], y: [-0.5, 0.3] } };
const ellipse: Geometry = { shape: 'ellipse', centre: { x: 0, y: 0 }, radii: { x: 0.9, y: 0.4 }, angle: 30 };
const bend: Geometry = {
  shape: 'polygon',
  coordinates: ['x', 'y'],
  corners: [
    [-1, -1],
    [0, -1],
    [0, 0],
    [1, 0],
    [1, 1],
    [-1, 1],
  ],
};
const many: Geometry = {
  shape: 'polygon',
  coordinates: ['x', 'y'],
  corners: Array.from({ length: 9 }, (_, k) => [
    Math.cos((2 * Math.PI * k) / 9),
    Math.sin((2 * Math.PI * k) / 9),
  ]),
};
const minus = (...of: Geometry[]): Geometry => ({ shape: 'difference', of });
const solid = { x: [-1, 1], y: [-1, 1], z: [-1, 1] } as StudyDocument['coordinates'];
const centre = { x: 0, y: 0, z: 0 };

type Case = [title: string, geometry: Geometry | undefined, places: Record<string, string>, more?: object];
const value = 'x*y + sin(3*x)';
const cases: Case[] = [
  ['a disc', hole, { boundary: value }],
  ['an ellipse that is turned', ellipse, { boundary: value }],
  [
    'half of a circle',
    hole,
    { upper: value },
    { boundaries: { upper: { piece: 'hole', where: 'y > 0.1' } } },
  ],
  ['a polygon with an inner corner', bend, { boundary: value }],
  ['a polygon with many sides', many, { boundary: value }],
  ['one side of a polygon', bend, { 'polygon 1: side 2': value }],
  ['a round hole in a box', minus(box, hole), { hole: value }],
  ['a box with a hole, other values on each', minus(box, hole), { 'box 1': 'x', hole: '2 + y' }],
  ['a box taken away', minus(box, inner), { inner: value }],
  ['one side of a box taken away', minus(box, inner), { 'inner: x high': value }],
  ['a side that an equation selects', minus(box, hole), { 'x = -1': value }],
  ['a union', { shape: 'union', of: [inner, hole] }, { boundary: value }],
  ['one of two that are joined', { shape: 'union', of: [inner, hole] }, { hole: value }],
  [
    'an intersection that is taken away',
    minus(box, { shape: 'intersection', of: [inner, hole] }),
    { inner: value },
  ],
  ['a difference that is taken away', minus(box, minus(hole, inner)), { boundary: value }],
  ['a side of the box without a geometry', undefined, { 'box: x high': value }],
  ['a ball', { shape: 'ball', centre, radius: 0.8 }, { boundary: 'x*z' }, { coordinates: solid }],
  [
    'a cylinder with a hole along it',
    minus(
      { shape: 'cylinder', name: 'bar', centre, axis: 'z', radius: 0.9, height: 1.5 },
      { shape: 'disc', name: 'bore', centre: { x: 0.1, y: 0 }, radius: 0.3 },
    ),
    { bore: 'x + z', 'bar: wall': '2*y', 'bar: z low': '1' },
    { coordinates: solid },
  ],
  [
    'a torus',
    { shape: 'torus', centre, axis: 'y', radius: 0.6, tube: 0.3 },
    { boundary: 'x' },
    { coordinates: solid },
  ],
  [
    'a disc, and the beginning of time',
    hole,
    { hole: 'x + t', 't = 0': 'x' },
    { coordinates: { x: [-1, 1], y: [-1, 1], t: [0, 2] } },
  ],
  [
    'the rim of a part',
    undefined,
    { core: value },
    {
      fields: ['u', 'v'],
      equations: ['laplacian(u) = 0', 'laplacian(v) = 0'],
      parts: { core: { fields: ['u'], region: hole }, rest: { fields: ['v'] } },
    },
  ],
];

describe('values that are built in on pieces of a boundary', () => {
  it.each(cases)('%s', (_title, geometry, places, more = {}) => {
    const { problem, meaning } = build({
      coordinates: { x: [-1, 1], y: [-1, 1] },
      ...(geometry && { geometry }),
      equations: ['laplacian(u) = 0'],
      conditions: Object.entries(places).map(([on, required]) => ({
        on,
        require: `u = ${required}`,
        hard: true,
      })),
      ...more,
    });
    const next = generator(5);
    const parameters = Float64Array.from({ length: problem.network.parameterCount }, () => 4 * next() - 2);
    const where = placesOf(meaning, {});
    const domain = where.whole();
    for (const { place, require } of meaning.conditions) {
      const draw = { seed: 3, part: 0, step: 0, box: problem.coordinates, count: 200 };
      const columns =
        'piece' in place
          ? pieceSource(place.piece, meaning, { domain, parts: where.parts, homes: [] }).columns(draw)
          : where.places.condition({ place, require }).columns(draw);
      const points = problem.coordinates.map(({ name }) => Float64Array.from(columns[name]));
      const [values] = valuesAt(problem, parameters, points, ['u']);
      values.forEach((found, i) => {
        const at = Object.fromEntries(problem.coordinates.map(({ name }, k) => [name, points[k][i]]));
        expect(Math.abs(found - evaluateNumber(require.right, at))).toBeLessThan(2e-13);
      });
    }
    const [{ distance }] = problem.hard;
    const home = where.parts[0]?.domain ?? domain;
    const { points } = interiorPoints(home.region, home.bounds, 400, samplers.sobol, uniformNumbers());
    const named = Object.fromEntries(home.region.coordinates.map((name, k) => [name, points[k]]));
    const sizes = Array.from(points[0], (_, i) => {
      const at = problem.coordinates.map(({ name, high }) => [name, named[name]?.[i] ?? high]);
      return evaluateNumber(distance!, Object.fromEntries(at) as Record<string, number>);
    });
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(2);
    const all = problem.coordinates.map(({ name, high }) => named[name] ?? points[0].map(() => high));
    const [curved] = valuesAt(problem, parameters, all, ['laplacian(u)']);
    expect(curved.every(Number.isFinite)).toBe(true);
  });

  it('has bounded slopes where the walls of a box meet its start', () => {
    const { problem } = build({
      coordinates: { x: [0, 1], y: [0, 2], t: [0, 1] },
      equations: ['u_t = laplacian(u)'],
      conditions: [
        { on: 't = 0', require: 'u = sin(x)*y', hard: true },
        { on: 'boundary', require: 'u = sin(x + t)*y', hard: true },
      ],
    });
    const parameters = new Float64Array(problem.network.parameterCount);
    const along = [0, 1e-9, 0.3, 1];
    const points = along.flatMap((x) => along.flatMap((t) => [0, 0.7, 2].map((y) => [x, y, t])));
    const columns = [0, 1, 2].map((k) => Float64Array.from(points, (point) => point[k]));
    const [value, ...slopes] = valuesAt(problem, parameters, columns, ['u', 'u_x', 'u_t', 'u_xx', 'u_yy']);
    points.forEach(([x, y, t], i) => {
      if (t === 0 || [0, 1].includes(x) || [0, 2].includes(y))
        expect(value[i]).toBeCloseTo(Math.sin(x + t) * y, 13);
    });
    for (const slope of slopes) expect(Math.max(...slope.map(Math.abs))).toBeLessThan(5);
  });

  it('has a slope on the rim', () => {
    const { problem } = build({
      coordinates: { x: [-1, 1], y: [-1, 1] },
      geometry: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 1 },
      conditions: [{ on: 'boundary', require: 'u = 0', hard: true }],
      equations: ['laplacian(u) = -1'],
    });
    // (1 − r²)·N with N = 1: the slope along x at (1, 0) is −2.
    const parameters = new Float64Array(problem.network.parameterCount);
    parameters[parameters.length - 1] = 1;
    const [value, slope] = valuesAt(
      problem,
      parameters,
      [Float64Array.of(1), Float64Array.of(0)],
      ['u', 'u_x'],
    );
    const [middle] = valuesAt(problem, parameters, [Float64Array.of(0), Float64Array.of(0)], ['u']);
    expect(Math.abs(value[0])).toBe(0);
    expect(slope[0] / middle[0]).toBeCloseTo(-2, 12);
  });
});

describe('what can not be built in', () => {
  const found = (changes: object): string[] => {
    const parsed = parseStudy({
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1], t: [0, 1] },
      fields: ['u'],
      geometry: hole,
      equations: ['u_tt = laplacian(u)'],
      conditions: [{ on: 'hole', require: 'u = 0', hard: true }],
      ...changes,
    });
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { meaning, problems } = readStudy(parsed.study);
    const all = meaning === undefined ? problems : checkDomain(parsed.study, meaning, {});
    return all.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  };
  const beside = (...conditions: object[]) => ({
    conditions: conditions.map((one) => ({ hard: true, ...one })),
  });
  it.each([
    [{}, undefined],
    [beside({ on: 'hole', require: 'dn(u) = 0' }), /A built-in condition gives the value of one field/],
    [
      beside(
        { on: 'hole', require: 'u = 0' },
        { on: 't = 0', require: 'u = 0' },
        { on: 't = 0', require: 'u_t = 0' },
      ),
      /How fast a field changes can not be built in beside its values on a piece/,
    ],
    [
      {
        boundaries: { some: { piece: 'hole', where: 'x = 0.3' } },
        ...beside({ on: 'some', require: 'u = 0' }),
      },
      /no point of the boundary was found there|No point of the boundary was found there/,
    ],
  ])('%j', (changes, expected) => {
    if (expected === undefined) expect(found(changes)).toEqual([]);
    else expect(found(changes)).toContainEqual(expect.stringMatching(expected));
  });
});
