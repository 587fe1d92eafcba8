import { describe, expect, it } from 'vitest';
import { regionOf } from '../../../src/geometry';
import { readStudy } from '../../../src/language';
import { splitWeights } from '../../../src/network';
import { checkDomain } from '../../../src/pde/check-domain';
import { belongs } from '../../../src/pde/domain';
import { residuals, setTypes, unknownTypes } from '../../../src/pde/loss';
import { poolTypes } from '../../../src/pde/pool';
import { normalRow } from '../../../src/pde/point-source';
import { rowNames, type PointSet, type Problem } from '../../../src/pde/problem';
import { levelOf } from '../../../src/pde/region-level';
import { samplingProgram } from '../../../src/pde/sampling';
import { setTiling, tiled, untiled } from '../../../src/pde/tiles';
import { check, evaluate, tensor, trace } from '../../../src/program';
import {
  describePath,
  parseStudy,
  type Geometry,
  type Primitive,
  type StudyDocument,
} from '../../../src/study';
import { generator, randomElements } from '../../support/random';
import { build, oneNeuron, studyParameters } from './support';

const bend: Geometry<number> = {
  shape: 'difference',
  of: [
    { shape: 'box', ranges: { x: [-1, 1], y: [-1, 1] } },
    { shape: 'box', name: 'corner', ranges: { x: [0, 1], y: [0, 1] } },
    { shape: 'disc', name: 'hole', centre: { x: -0.5, y: -0.5 }, radius: 0.3 },
  ],
};

const heated = {
  coordinates: { x: [-1, 1], y: [-1, 1], t: [0, 2] },
  geometry: bend,
  equations: ['u_t = u_xx + u_yy'],
  conditions: [
    { on: 't = 0', require: 'u = x' },
    { on: 'hole', require: 'dn(u) = 2*x*y' },
    { on: 'x = -1', require: 'u = 0' },
  ],
  points: { equations: 300, conditions: 128 },
} satisfies Partial<StudyDocument>;

const region = regionOf(bend);
const draw = (problem: Problem, set: PointSet, step = 0) =>
  set.source.columns({ seed: 1, part: 3, step, box: problem.coordinates, count: set.count });
const distances = (columns: ReturnType<typeof draw>) =>
  Array.from(columns.x, (x, i) => region.distance([x, columns.y[i]]));

describe('points of a region with time', () => {
  const { problem } = build(heated);
  const [interior, start, hole, wall] = problem.sets;

  it('of the equations lie inside, at any time', () => {
    const columns = draw(problem, interior);
    expect(Math.max(...distances(columns))).toBeLessThan(0);
    expect(Math.min(...Array.from(columns.t))).toBeLessThan(0.1);
    expect(Math.max(...Array.from(columns.t))).toBeGreaterThan(1.9);
  });

  it('of the start lie inside at that time', () => {
    const columns = draw(problem, start);
    expect(Math.max(...distances(columns))).toBeLessThan(0);
    expect(new Set(Array.from(columns.t))).toEqual(new Set([0]));
  });

  it('of pieces lie on them, with normals that point out of the region', () => {
    const columns = draw(problem, hole);
    expect(Math.max(...distances(columns).map(Math.abs))).toBeLessThan(1e-12);
    for (let i = 0; i < hole.count; i++) {
      expect(columns[normalRow('x')][i]).toBeCloseTo((-0.5 - columns.x[i]) / 0.3, 12);
      expect(columns[normalRow('t')][i]).toBe(0);
    }
    const left = draw(problem, wall);
    expect(Array.from(left.x).every((x) => x === -1)).toBe(true);
    expect(Array.from(left[normalRow('x')]).every((component) => component === -1)).toBe(true);
  });

  it('are others at other steps, and the same at the same', () => {
    for (const set of problem.sets) {
      expect(draw(problem, set)).toEqual(draw(problem, set));
      expect(draw(problem, set, 5)).not.toEqual(draw(problem, set));
    }
  });

  it('carry normals where a condition asks for them only', () => {
    expect(rowNames(problem, wall)).toEqual(['x', 'y', 't']);
    expect(rowNames(problem, hole)).toEqual(['x', 'y', 't', 'normal x', 'normal y']);
  });
});

describe('derivatives along the normal', () => {
  const wave = [0.4, -0.7, 0.2];
  /** u = 1.5 tanh(0.1 + wave · scaled coordinates) and its gradient, by the chain rule. */
  const gradient = (point: readonly number[], half: readonly number[]) => {
    const z = 0.1 + wave.reduce((sum, weight, k) => sum + weight * point[k], 0);
    return wave.map((weight, k) => (1.5 * (1 - Math.tanh(z) ** 2) * weight) / half[k]);
  };

  it.each<[string, Partial<StudyDocument>, number[]]>([
    ['of a region', { ...heated, network: { width: 1, depth: 1 } }, [1, 1, 1]],
    [
      'of a side of the box',
      {
        ...heated,
        geometry: undefined,
        conditions: [
          { on: 't = 0', require: 'u = x' },
          { on: 'y = 1', require: 'dn(u) = 2*x*y' },
        ],
        network: { width: 1, depth: 1 },
      },
      [1, 1, 1],
    ],
    [
      'of the whole boundary of the box',
      {
        ...heated,
        geometry: undefined,
        conditions: [
          { on: 't = 0', require: 'u = x' },
          { on: 'boundary', require: 'dn(u) = 2*x*y' },
        ],
        network: { width: 1, depth: 1 },
      },
      [1, 1, 1],
    ],
  ])('%s are n · ∇u', (_name, changes, half) => {
    const { problem } = build(changes);
    const set = problem.sets[2];
    const columns = draw(problem, set);
    const tiling = setTiling(problem, set);
    const tile = tensor('float64', [rowNames(problem, set).length, tiling.width]);
    const program = trace('rows', [...unknownTypes(problem), tile], (flat, parameters, where) =>
      residuals(problem, set, { weights: splitWeights(flat, problem.network.slots), parameters }, where),
    );
    expect(setTypes(problem, set)[0].shape).toEqual([tiling.tiles, ...tile.shape]);
    const rows = rowNames(problem, set).map((name) => columns[name]);
    const given = tiled(rows, { tiles: 1, width: tiling.width });
    const [residual] = evaluate(program, [oneNeuron(wave, 0.1, 1.5), studyParameters(problem), given]);
    for (let i = 0; i < Math.min(set.count, tiling.width); i++) {
      const [x, y, t] = ['x', 'y', 't'].map((name) => columns[name][i]);
      // Time runs from 0 to 2: t − 1 lies in [−1, 1].
      const slope = gradient([x, y, t - 1], half);
      const along = columns[normalRow('x')][i] * slope[0] + columns[normalRow('y')][i] * slope[1];
      expect(residual[i]).toBeCloseTo(along - 2 * x * y, 12);
    }
  });
});

describe('the samplers', () => {
  it.each(['uniform', 'jittered-rad', 'fixed', 'grid', 'latin-hypercube', 'sobol'] as const)(
    '%s: the equations get points inside, in a box and in a region',
    (sampler) => {
      for (const geometry of [undefined, bend]) {
        const { problem } = build({
          ...heated,
          geometry,
          conditions: [],
          points: { equations: 200, sampler },
        });
        const columns = draw(problem, problem.sets[0]);
        for (const { name, low, high } of problem.coordinates) {
          expect(columns[name]).toHaveLength(200);
          expect(Math.min(...Array.from(columns[name]))).toBeGreaterThanOrEqual(low);
          expect(Math.max(...Array.from(columns[name]))).toBeLessThanOrEqual(high);
        }
        if (geometry) expect(Math.max(...distances(columns))).toBeLessThan(0);
        expect(problem.sets[0].source.redrawn).toBe(sampler === 'latin-hypercube' || sampler === 'sobol');
      }
    },
  );

  const { problem } = build({ ...heated, points: { equations: 300 } });
  const [poolType] = poolTypes(problem);
  const next = generator(9);
  const pool: number[] = [];
  while (pool.length < poolType.shape[0] * 2) {
    const point = [2 * next() - 1, 2 * next() - 1];
    if (region.distance(point) < 0) pool.push(...point);
  }
  const tiling = setTiling(problem, problem.sets[0]);
  const present = [pool.filter((_, k) => k % 2 === 0), pool.filter((_, k) => k % 2 === 1)].map((row) =>
    row.slice(0, 300),
  );

  it.each(['uniform', 'jittered-rad'] as const)('%s draws points of the region by its program', (sampler) => {
    const program = samplingProgram(problem, sampler);
    check(program);
    const [points] = evaluate(program, [
      randomElements([problem.network.parameterCount], 1),
      studyParameters(problem),
      tiled([...present, randomElements([300], 2, [0, 2])], tiling),
      ...[[1, 0], [5], [0]].map((values) => Float64Array.from(values)),
      Float64Array.from(pool),
    ]);
    const [x, y, t] = untiled(points, 3, tiling, 300);
    expect(Math.max(...Array.from(x, (value, i) => region.distance([value, y[i]])))).toBeLessThan(0);
    expect(new Set(t).size).toBeGreaterThan(295);
    const drawn = new Set(Array.from(x, (value, i) => `${value} ${y[i]}`));
    const pooled = new Set(
      Array.from({ length: poolType.shape[0] }, (_, i) => `${pool[2 * i]} ${pool[2 * i + 1]}`),
    );
    const moved = [...drawn].filter((point) => !pooled.has(point)).length;
    if (sampler === 'uniform') expect(moved).toBe(0);
    else expect(moved).toBeGreaterThan(60);
  });
});

describe('what a program says of inside and outside', () => {
  const origin = { x: 0.1, y: -0.2, z: 0.3 };
  const flat = { x: 0.1, y: -0.2 };
  const shapes: Primitive<number>[] = [
    { shape: 'box', ranges: { x: [-0.5, 0.5], z: [0, 1] } },
    { shape: 'disc', centre: flat, radius: 0.8 },
    { shape: 'ball', centre: origin, radius: 0.9 },
    { shape: 'ellipse', centre: flat, radii: { x: 0.9, y: 0.4 }, angle: 25 },
    { shape: 'ellipsoid', centre: origin, radii: { x: 0.9, y: 0.4, z: 0.6 } },
    {
      shape: 'polygon',
      coordinates: ['y', 'x'],
      corners: [
        [-1, -1],
        [1, -1],
        [0.5, 0.2],
        [0, 0],
        [-0.2, 1],
      ],
    },
    { shape: 'cylinder', centre: origin, axis: 'x', radius: 0.7, height: 1.1 },
    { shape: 'torus', centre: origin, axis: 'y', radius: 0.7, tube: 0.3 },
  ];
  const cases: Geometry<number>[] = [
    ...shapes,
    { shape: 'union', of: [shapes[1], shapes[6]] },
    { shape: 'intersection', of: [shapes[2], shapes[0]] },
    { shape: 'difference', of: [shapes[2], shapes[7], shapes[5]] },
  ];

  it.each(cases)('agrees with the distance: %j', (geometry) => {
    const points = ['x', 'y', 'z'].map((_, k) => randomElements([400], k + 3, [-1.2, 1.2]));
    const program = trace(
      'level',
      points.map(() => tensor('float64', [1, 400])),
      (...rows) => [levelOf(geometry, (name) => rows[['x', 'y', 'z'].indexOf(name)])],
    );
    check(program);
    const [level] = evaluate(program, points);
    const whole = regionOf(geometry);
    const places = whole.coordinates.map((name) => points[['x', 'y', 'z'].indexOf(name)]);
    let inside = 0;
    for (let i = 0; i < 400; i++) {
      const distance = whole.distance(places.map((column) => column[i]));
      expect(level[i] < 0).toBe(distance < 0);
      inside += Number(distance < 0);
    }
    expect(inside).toBeGreaterThan(10);
  });
});

describe('what belongs to a domain', () => {
  it('is what lies inside and on its boundary, but not where a face was taken away', () => {
    const { problem } = build(heated);
    const at = (...points: [number, number][]) =>
      Array.from(
        belongs(problem.domain!, {
          x: Float64Array.from(points, ([x]) => x),
          y: Float64Array.from(points, ([, y]) => y),
        }),
      );
    expect(at([-0.9, 0.5], [-1, -1], [0, 0.5], [0, 0], [-0.5, -0.2], [1, -0.5])).toEqual([1, 1, 1, 1, 1, 1]);
    expect(at([0.5, 0.5], [1, 0.5], [0.5, 1], [-0.5, -0.5], [1, 1], [2, 0])).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a domain is checked', () => {
  const small = { collocate: 1, coordinates: heated.coordinates, fields: ['u'], equations: heated.equations };
  it.each<[object, string, string]>([
    [
      { geometry: { shape: 'disc', centre: { x: 0, y: 0.5 }, radius: 1 } },
      'geometry',
      'reaches from -0.5 to 1.5 along y',
    ],
    [
      {
        geometry: {
          shape: 'difference',
          of: [
            { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 },
            { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.6 },
          ],
        },
      },
      'geometry',
      'The geometry holds no points',
    ],
    [
      { geometry: bend, conditions: [{ on: 'x = 0.7', require: 'u = 0' }] },
      'conditions[0].on',
      'On "x = 0.7", no point of the boundary was found there',
    ],
    [
      { points: { sampler: 'grid', equations: 7 } },
      'points.sampler',
      'less than two along each of 3 coordinates',
    ],
    [
      { coordinates: { 'x[1..70]': [0, 1] }, equations: ['u_x1 = 0'], points: { sampler: 'sobol' } },
      'points.sampler',
      'Sobol points reach 64 coordinates, and this study has 70',
    ],
  ])('%j', (changes, place, sentence) => {
    const parsed = parseStudy({ ...small, ...changes });
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { meaning } = readStudy(parsed.study);
    const found = checkDomain(parsed.study, meaning!, {});
    expect(found.map(({ path }) => describePath(path))).toEqual([place]);
    expect(found[0].message).toContain(sentence);
  });

  it('and found right', () => {
    const parsed = parseStudy({ ...small, geometry: bend, conditions: heated.conditions });
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    expect(checkDomain(parsed.study, readStudy(parsed.study).meaning!, {})).toEqual([]);
  });
});
