import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '../../../../src/export/csv';
import { checkDocument } from '../../../../src/lab/check';
import { Comparison } from '../../../../src/pde/comparison';
import { tableReference } from '../../../../src/pde/reference/table';
import type { StudyDocument } from '../../../../src/study';
import { randomElements } from '../../../support/random';

const box: Record<string, [number, number]> = { x: [0, 2], t: [0, 1] };
const coordinates = Object.entries(box).map(([name, [low, high]]) => ({ name, low, high }));
const u = (x: number, t: number) => 1 + 2 * x - t + 3 * x * t;

/** A grid of 5 × 4 places, its rows in a shuffled order. */
function grid() {
  const rows = Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
  const x = Float64Array.from(rows, (row) => 0.5 * Math.floor(row / 4));
  const t = Float64Array.from(rows, (row) => (row % 4) / 3);
  return { x, t, u: x.map((value, i) => u(value, t[i])) };
}

describe('a table as the reference', () => {
  it('is linear along each axis between the places of a grid, and not known outside', () => {
    const reference = tableReference(grid(), box);
    expect(reference.isScattered).toBe(false);
    const x = randomElements([50], 1, [0, 2]);
    const t = randomElements([50], 2, [0, 1]);
    const found = reference.evaluate({ x, t })['u'];
    found.forEach((value, i) => expect(value).toBeCloseTo(u(x[i], t[i]), 12));
    expect(reference.evaluate({ x: Float64Array.of(2.1), t: Float64Array.of(0.5) })['u'][0]).toBeNaN();
  });

  it('is compared at its own points: the error is exact', () => {
    const x = randomElements([300], 1, [0, 2]);
    const t = randomElements([300], 2, [0, 1]);
    const truth = x.map((value, i) => Math.sin(9 * value) * Math.exp(-t[i]));
    const reference = tableReference({ x, t, u: truth }, box);
    expect(reference.isScattered).toBe(true);
    const errors = new Comparison(coordinates, { domain: null, parts: [] }).errors(reference, (points) => ({
      u: points['x'].map((value, i) => 1.1 * Math.sin(9 * value) * Math.exp(-points['t'][i])),
    }));
    expect(errors['u']).toBeCloseTo(0.1, 12);
  });

  it('leaves out what lies outside the domain or is not known', () => {
    const { x, t, u: values } = grid();
    const wide = {
      x: Float64Array.of(...x, 5),
      t: Float64Array.of(...t, 0),
      u: Float64Array.of(...values, 99),
    };
    wide.u[3] = NaN;
    const reference = tableReference(wide, box);
    expect(reference.measured?.points['x']).toHaveLength(20);
    const errors = new Comparison(coordinates, { domain: null, parts: [] }).errors(reference, (points) => ({
      u: points['x'].map((value, i) => u(value, points['t'][i])),
    }));
    expect(errors['u']).toBe(0);
  });

  it('of very many points is compared at some that are spread over all', () => {
    const count = 200_000;
    const x = Float64Array.from({ length: count }, (_, i) => (2 * i) / count);
    const t = new Float64Array(count);
    const { points } = tableReference({ x, t, u: x }, box).measured!;
    expect(points['x']).toHaveLength(50_000);
    for (let k = 0; k < 20; k++)
      expect(points['x'].filter((value) => Math.floor(10 * value) === k)).toHaveLength(2500);
  });
});

describe('the file of a reference', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reference-'));
    await writeFile(path.join(folder, 'grid.csv'), csvText(grid()));
    await writeFile(path.join(folder, 'far.csv'), 'x,t,u\n7,0,1\n8,0.5,1\n');
    await writeFile(path.join(folder, 'partly.csv'), 'x,t,u\n1,0,1\n8,0.5,1\n');
    await writeFile(path.join(folder, 'gap.csv'), 'x,t,u\n1,0,nan\n1.5,0.5,\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const told = async (reference: object, changes: Partial<StudyDocument> = {}) => {
    const { problems } = await checkDocument(
      {
        collocate: 1,
        coordinates: box,
        fields: ['u'],
        definitions: { q: 'u_x', w: '(u_x, u_t)' },
        equations: ['u_t = u_xx'],
        conditions: [{ on: 't = 0', require: 'u = q*0' }],
        reference: { kind: 'file', ...reference },
        ...changes,
      },
      folder,
    );
    return problems
      .filter(({ path: place }) => place[0] === 'reference')
      .map(({ path: place, message }) => `${place.join('.')}: ${message}`)
      .join('\n');
  };
  const columns = { x: 'x', t: 't', u: 'u' };

  it('is taken where it fits', async () => {
    expect(await told({ file: 'grid.csv', columns })).toBe('');
    expect(await told({ file: 'grid.csv', columns: { x: 'x', t: 't', q: 'u' } })).toBe('');
    expect(await told({ file: 'grid.csv', columns }, { data: [{ from: 'reference', points: 5 }] })).toBe('');
  });

  it.each<[string, object, string]>([
    ['none.csv', columns, 'reference.file: The data file "none.csv" is not in'],
    ['../a.csv', columns, 'lies outside the folder'],
    ['grid.csv', { x: 'x', u: 'u' }, 'add a column for t'],
    ['grid.csv', { x: 'x', t: 't' }, 'reference.columns: It gives no field; add a column for u'],
    ['grid.csv', { ...columns, v: 'u' }, 'reference.columns.v: "v" is neither a coordinate nor a field'],
    ['grid.csv', { x: 'x', t: 't', w: 'u' }, 'is a vector'],
    ['grid.csv', { ...columns, u: 'velocity' }, 'has no column "velocity"'],
    ['far.csv', columns, 'None of its 2 points lies in the domain, x from 0 to 2 and t from 0 to 1'],
    ['partly.csv', columns, '1 of its 2 points lie outside the domain'],
    ['gap.csv', columns, 'gives no value of u in the domain'],
  ])('is told what is wrong: %s %j', async (file, given, sentence) => {
    expect(await told({ file, columns: given })).toContain(sentence);
  });

  it('of scattered points gives no samples', async () => {
    const found = await told({ file: 'partly.csv', columns }, { data: [{ from: 'reference', points: 5 }] });
    expect(found).toContain('whose points are scattered');
  });
});
