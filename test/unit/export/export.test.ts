import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText, gridCsv, gridNpz, npyBytes, npzBytes } from '../../../src/export';
import { uniformAxis, type Grid } from '../../../src/field';
import { readTable } from '../../../src/import';
import { python } from '../../support/python';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'collocate-export-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What NumPy finds in a .npz file: shape, type, order in memory and exact values of each array. */
function numpy(bytes: Uint8Array): Record<string, { shape: number[]; type: string; values: string[] }> {
  const path = join(folder, 'arrays.npz');
  writeFileSync(path, bytes);
  const script = `
import json, sys, numpy
with numpy.load(sys.argv[1], allow_pickle=False) as file:
    print(json.dumps({name: {"shape": list(a.shape), "type": a.dtype.str,
        "values": [float(v).hex() for v in a.ravel(order="C")]} for name, a in file.items()}))
`;
  return JSON.parse(python(script, [path]));
}

/** Python's hexadecimal form of the numbers, made by Python from their shortest decimal form. */
function hexadecimal(values: Iterable<number>): string[] {
  const list = Array.from(values, (value) => (Object.is(value, -0) ? '-0.0' : String(value).toLowerCase()));
  const script = 'import json, sys; print(json.dumps([float(v).hex() for v in json.loads(sys.argv[1])]))';
  return JSON.parse(python(script, [JSON.stringify(list)]));
}

const axes = [uniformAxis('x', -1, 1, 4), uniformAxis('t', 0, 1, 3)];
const grid: Grid = {
  axes,
  fields: {
    u: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i) / 3),
    v: Float32Array.from({ length: 12 }, (_, i) => Math.cos(i) * 1e-12),
  },
};

describe('.npz files', () => {
  it('are read by NumPy with the same shape, type and bits', { timeout: 180_000 }, () => {
    for (const compress of [false, true]) {
      const found = numpy(gridNpz(grid, { compress }));
      expect(Object.keys(found)).toEqual(['x', 't', 'u', 'v']);
      expect(found.u).toMatchObject({ shape: [4, 3], type: '<f8' });
      expect(found.v).toMatchObject({ shape: [4, 3], type: '<f4' });
      expect(found.x).toMatchObject({ shape: [4], type: '<f8' });
      expect(found.u.values).toEqual(hexadecimal(grid.fields.u));
      expect(found.v.values).toEqual(hexadecimal(grid.fields.v));
      expect(found.t.values).toEqual(hexadecimal(axes[1].values));
    }
  });

  it('hold whole numbers, single numbers, empty arrays, parts of a buffer and what is not finite', () => {
    const part = new Float64Array(Float64Array.of(1, 2, 3, 4, 5).buffer, 8, 3);
    const found = numpy(
      npzBytes({
        steps: { data: Int32Array.of(-1, 2147483647), shape: [2] },
        single: { data: Float64Array.of(Math.PI), shape: [] },
        empty: { data: new Float32Array(), shape: [0, 3] },
        part: { data: part, shape: [1, 3, 1] },
        special: { data: Float64Array.of(NaN, Infinity, -0, 5e-324), shape: [4] },
      }),
    );
    expect(found.steps).toMatchObject({ shape: [2], type: '<i4', values: hexadecimal([-1, 2147483647]) });
    expect(found.single).toMatchObject({ shape: [], values: hexadecimal([Math.PI]) });
    expect(found.empty).toMatchObject({ shape: [0, 3], type: '<f4' });
    expect(found.part).toMatchObject({ shape: [1, 3, 1], values: hexadecimal([2, 3, 4]) });
    expect(found.special.values).toEqual(hexadecimal([NaN, Infinity, -0, 5e-324]));
  });

  it('follow from their arrays alone, aligned', () => {
    expect(gridNpz(grid)).toEqual(gridNpz(grid));
    const npy = npyBytes({ data: Float64Array.of(1, 2), shape: [2] });
    expect((npy.length - 16) % 64).toBe(0);
    expect(npy[npy.length - 17]).toBe('\n'.charCodeAt(0));
  });

  it('are smaller when compressed', () => {
    const zeros = { zeros: { data: new Float64Array(10_000), shape: [10_000] } };
    expect(npzBytes(zeros, { compress: true }).length).toBeLessThan(npzBytes(zeros).length / 50);
  });

  it('refuse a shape that does not fit', () => {
    expect(() => npyBytes({ data: Float64Array.of(1), shape: [2] })).toThrow(
      /shape \(2\) has 2 values, not 1/,
    );
  });
});

describe('CSV text', () => {
  it('brings back every number as it was', async () => {
    const u = Float64Array.of(0.1, -1 / 3, 5e-324, 1.7976931348623157e308, 123456789012345680000, -0);
    const outcome = await readTable(csvText({ u }), { u: 'u' });
    if (!outcome.ok) throw new Error(outcome.problems[0].message);
    expect(outcome.table.columns.u).toEqual(u);
  });

  it('brings back single precision with no more digits than it needs', () => {
    const v = Float32Array.from({ length: 2000 }, (_, i) => Math.sin(i * 1.7) * 10 ** ((i % 60) - 30));
    const text = csvText({ v });
    expect(text.split('\n')[1]).toBe('0');
    expect(csvText({ v: Float32Array.of(0.1) })).toBe('v\n0.1\n');
    const back = text.trim().split('\n').slice(1).map(Number);
    expect(Float32Array.from(back)).toEqual(v);
  });

  it('has a row for each point of a grid', () => {
    const lines = gridCsv(grid).trim().split('\n');
    expect(lines[0]).toBe('x,t,u,v');
    expect(lines).toHaveLength(13);
    const [x, t, u] = lines[5].split(',').map(Number);
    expect([x, t, u]).toEqual([axes[0].values[1], axes[1].values[1], grid.fields.u[4]]);
  });

  it('quotes headings that need it, names what is not finite, refuses columns that differ', () => {
    expect(csvText({ 'a,"b"': Float64Array.of(NaN, -Infinity) })).toBe('"a,""b"""\nnan\n-inf\n');
    expect(() => csvText({ a: Float64Array.of(1), b: Float64Array.of() })).toThrow(
      /"b" has 0 rows and "a" has 1/,
    );
  });
});
