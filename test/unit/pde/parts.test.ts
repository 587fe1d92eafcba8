import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../src/language';
import { splitWeights } from '../../../src/network';
import { checkDomain } from '../../../src/pde/check-domain';
import { withinExtent } from '../../../src/pde/extent';
import { residuals, setTypes, unknownTypes } from '../../../src/pde/loss';
import { normalRow } from '../../../src/pde/point-source';
import { rowNames, type PointSet, type Problem } from '../../../src/pde/problem';
import { readQuantities } from '../../../src/pde/quantities';
import { checkReference } from '../../../src/pde/reference';
import { setTiling, tiled, untiled } from '../../../src/pde/tiles';
import { evaluate, tensor, trace } from '../../../src/program';
import { describePath, galleryEntry, parseStudy, type StudyDocument } from '../../../src/study';
import { build, studyParameters } from './support';

const disc = { shape: 'disc' as const, centre: { x: 0.2, y: -0.1 }, radius: 0.5 };
const apart = {
  coordinates: { x: [-1, 1], y: [-1, 1] },
  fields: ['u', 'v'],
  parts: { core: { fields: ['u'], region: disc }, shell: { fields: ['v'] } },
  equations: ['u = x*y', 'v = x'],
  conditions: [
    { on: 'core', require: 'u = v' },
    { on: 'core', require: '2*dn(u) = dn(v)' },
    { on: 'shell', require: 'dn(v) = 0' },
    { on: 'boundary', require: 'v = 0' },
  ],
  points: { equations: 4000, conditions: 100 },
} satisfies Partial<StudyDocument>;

const draw = (problem: Problem, set: PointSet, step = 0) =>
  set.source.columns({ seed: 1, part: 3, step, box: problem.coordinates, count: set.count });
const fromCentre = (x: number, y: number) => Math.hypot(x - 0.2, y + 0.1);

/** Residual rows of a set at its points, for a network of zeros. */
function rowsOf(problem: Problem, set: PointSet): { rows: Float64Array[]; x: Float64Array; y: Float64Array } {
  const tiling = setTiling(problem, { ...set, count: set.count });
  const columns = draw(problem, set);
  const names = rowNames(problem, set);
  const given = names.map((name) => Float64Array.from(columns[name]));
  const whole = { tiles: 1, width: set.count };
  const types = [...unknownTypes(problem), tensor('float64', [names.length, set.count])];
  expect(setTypes(problem, set)[0].shape[0]).toBe(tiling.tiles);
  const program = trace('rows', types, (flat, study, tile) =>
    residuals(problem, set, { weights: splitWeights(flat, problem.network.slots), parameters: study }, tile),
  );
  const parameters = new Float64Array(problem.network.parameterCount);
  const rows = evaluate(program, [parameters, studyParameters(problem), tiled(given, whole)]);
  return {
    rows: rows.map((row) => untiled(row, 1, whole, set.count)[0]),
    x: given[0],
    y: given[1],
  };
}

describe('parts of a region', () => {
  const { problem } = build(apart);
  const [interior, jump, flux, shell, outer] = problem.sets;

  it('an equation is asked for in the part of its fields, with the mean over that part', () => {
    const { rows, x, y } = rowsOf(problem, interior);
    rows[0].forEach((value, i) => {
      if (fromCentre(x[i], y[i]) > 0.5) expect(Math.abs(value)).toBe(0);
    });
    const mean = (row: Float64Array) => row.reduce((sum, value) => sum + value * value, 0) / row.length;
    // ∫ x²y² over the disc about (a, b): (a²b² + (a² + b²) r²/4 + r⁴/24) π r², by its moments.
    const exact = 0.04 * 0.01 + 0.05 * (0.25 / 4) + 0.0625 / 24;
    expect(Math.abs(mean(rows[0]) / exact - 1)).toBeLessThan(0.1);
    // ∫ x² over the rest: 4/3 less the disc's (a² + r²/4) π r².
    const area = Math.PI * 0.25;
    const rest = (4 / 3 - (0.04 + 0.0625) * area) / (4 - area);
    expect(Math.abs(mean(rows[1]) / rest - 1)).toBeLessThan(0.1);
  });

  it('conditions on a part lie on its boundary within the region, with normals out of it', () => {
    for (const set of [jump, flux]) {
      const columns = draw(problem, set);
      Array.from(columns.x, (x, i) => {
        expect(fromCentre(x, columns.y[i])).toBeCloseTo(0.5, 12);
        expect(columns[normalRow('x')][i]).toBeCloseTo((x - 0.2) / 0.5, 12);
      });
    }
    const columns = draw(problem, shell);
    Array.from(columns.x, (x, i) => expect(columns[normalRow('x')][i]).toBeCloseTo((0.2 - x) / 0.5, 12));
  });

  it('the outer boundary stays what it was', () => {
    const columns = draw(problem, outer);
    Array.from(columns.x, (x, i) => expect(Math.max(Math.abs(x), Math.abs(columns.y[i]))).toBe(1));
  });

  it('values are known where one of their fields lives', () => {
    const points = { x: Float64Array.of(0.2, 0.9), y: Float64Array.of(0, 0.9) };
    const readings = readQuantities(problem, ['u', 'v', 'u + v', 'residual 1']);
    const ones = () => Float64Array.of(1, 1);
    const values = Object.fromEntries(readings.map(({ name }) => [name, ones()]));
    expect(withinExtent(problem, readings, points, values)).toEqual({
      u: Float64Array.of(1, NaN),
      v: Float64Array.of(NaN, 1),
      'u + v': ones(),
      'residual 1': Float64Array.of(1, NaN),
    });
  });
});

describe('parts that touch the outer boundary', () => {
  const { problem } = build({
    coordinates: { x: [0, 1], y: [0, 2], t: [0, 1] },
    fields: ['l', 'r'],
    parts: {
      left: { fields: ['l'], region: { shape: 'box', ranges: { x: [-1, 0.25], y: [-5, 5] } } },
      right: { fields: ['r'] },
    },
    equations: ['l_t = l_xx', 'r_t = 3*r_xx'],
    conditions: [
      { on: 'left', require: 'l_x = 3*r_x' },
      { on: 'left: x high', require: 'l = r' },
      { on: 'y = 0', require: 'l = 0' },
      { on: 't = 0', require: 'r = 1' },
      { on: 'boundary', require: 'dn(r) = 0' },
    ],
    points: { equations: 200, conditions: 64 },
  });
  const [, joint, high, floor, start, rim] = problem.sets.map((set) => draw(problem, set));

  it('meet others on what lies within the region alone', () => {
    for (const columns of [joint, high]) {
      expect(Array.from(columns.x).every((x) => x === 0.25)).toBe(true);
      expect(Math.min(...Array.from(columns.y))).toBeGreaterThan(0);
    }
  });

  it('have the share of sides, times and boundaries that is theirs', () => {
    expect(Math.max(...Array.from(floor.x))).toBeLessThanOrEqual(0.25);
    expect(Array.from(floor.y).every((y) => y === 0)).toBe(true);
    expect(Math.min(...Array.from(start.x))).toBeGreaterThan(0.25);
    expect(Array.from(start.t).every((t) => t === 0)).toBe(true);
    expect(Math.min(...Array.from(rim.x))).toBeGreaterThanOrEqual(0.25);
    expect(Array.from(rim.x).some((x) => x === 1)).toBe(true);
  });
});

describe('mistakes in parts', () => {
  const found = (changes: object): string[] => {
    const parsed = parseStudy({ collocate: 1, ...apart, ...changes });
    if (!parsed.ok) return parsed.problems.map(({ message }) => message);
    const { meaning, problems } = readStudy(parsed.study);
    const all = meaning === undefined ? problems : [...problems, ...checkDomain(parsed.study, meaning, {})];
    return all.map(({ path, message }) => `${describePath(path)}: ${message}`);
  };
  const other = { ...disc, centre: { x: 0.5, y: 0 } };
  it.each([
    [{}, undefined],
    [
      { equations: ['laplacian(u) = v', 'v = x'] },
      'This equation speaks of fields that live apart: u in core and v in shell. Couple them by a condition on core.',
    ],
    [{ conditions: [{ on: 'x = 1', require: 'u = v' }] }, /fields that live apart.*They meet on core/],
    [
      { conditions: [{ on: 'boundary', require: 'u = 0' }] },
      /On "boundary", no point of the boundary was found there/,
    ],
    [{ conditions: [{ on: 'kernel', require: 'u = 0' }] }, /"kernel" is not a piece of the boundary/],
    [
      { parts: { core: { fields: ['u'], region: disc }, shell: { fields: ['u'] } } },
      /"u" lives in core already/,
    ],
    [{ parts: { core: { fields: ['w'], region: disc } } }, /"w" is not a field/],
    [
      { parts: { core: { fields: ['u'] }, shell: { fields: ['v'] } } },
      /core is already what the other parts leave/,
    ],
    [{ parts: { core: { fields: ['u'] } } }, /This part is all of the region/],
    [
      { parts: { core: { fields: ['u'], region: disc }, shell: { fields: ['v'], region: other } } },
      /The parts core and shell overlap, as at x = /,
    ],
    [
      { parts: { core: { fields: ['u'], region: { ...disc, centre: { x: 9, y: 9 } } } }, conditions: [] },
      /holds no points/,
    ],
    [
      { parts: { box: { fields: ['u'], region: disc } } },
      /"box" is already the name of a part of the geometry/,
    ],
    [{ boundaries: { seam: ['core', 'x = 1'] } }, /The pieces of one name lie all on the outer boundary/],
    [{ reference: { kind: 'solver' } }, /The solver knows no parts/],
    [
      {
        reference: { kind: 'expression', fields: { u: '1', v: '2' } },
        data: [{ from: 'reference', points: 10 }],
      },
      /These fields live apart/,
    ],
  ])('%j', (changes, expected) => {
    const messages = found(changes);
    if (expected === undefined) expect(messages.filter((one) => !one.includes('algebraic'))).toEqual([]);
    else expect(messages).toContainEqual(expect.stringMatching(expected));
  });

  it('a reference is tried in the part of each field', () => {
    const { study } = galleryEntry('inclusion')!;
    const parsed = parseStudy(study);
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { meaning } = readStudy(parsed.study);
    expect(checkReference(parsed.study, meaning!)).toEqual([]);
    const wrong = structuredClone(parsed.study);
    if (wrong.reference.kind === 'expression') wrong.reference.fields['u'] += ' + x^2';
    expect(checkReference(wrong, meaning!)[0].message).toMatch(/does not satisfy equations/);
  });
});
