import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewOf, readData } from '../../../src/import';

/** Files by SciPy, netCDF4, h5py and VTK; see make.py there. */
const folder = path.join(import.meta.dirname, 'files');
const content = (file: string) => readFileSync(path.join(folder, file), 'latin1');

type Request = { gaps?: string[]; axes?: string[] };

async function columnsOf(file: string, columns: Record<string, string>, request: Request = {}) {
  const read = await readData(file, content(file), { columns, ...request });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.table.columns;
}

async function refusal(
  file: string,
  columns: Record<string, string>,
  bytes = content(file),
  request: Request = {},
) {
  const read = await readData(file, bytes, { columns, ...request });
  return read.ok ? '' : read.problems.map(({ message }) => message).join('\n');
}

const preview = (file: string, columns = {}) => previewOf(file, content(file), { columns });

/** Each value belongs to the coordinates beside it. */
function expectExact(values: Float64Array, formula: (k: number) => number, count: number): void {
  expect(values.length).toBe(count);
  values.forEach((value, k) => expect(value).toBeCloseTo(formula(k), 12));
}

describe('a MATLAB file', () => {
  it.each(['plain.mat', 'new.mat'])(
    '%s gives its matrices, whose axes are found by their lengths',
    async (file) => {
      const name = file === 'new.mat' ? 'u' : 'usol';
      for (const columns of [
        { x: 'x', t: 't', u: name },
        { t: 't', u: name, x: 'x' },
      ]) {
        const { x, t, u } = await columnsOf(file, columns);
        expectExact(u, (k) => 10 * x[k] + t[k], 6);
      }
    },
  );

  it('gives the parts of complex matrices, of packed ones and of whole numbers', async () => {
    const { x, t, re, im, n } = await columnsOf('packed.mat', {
      x: 'x',
      t: 't',
      re: 'real(h)',
      im: 'imag(h)',
      n: 'whole',
    });
    expectExact(re, (k) => 10 * x[k] + t[k], 6);
    expectExact(im, (k) => 2 * re[k], 6);
    expect([...n]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is refused with a sentence wherever it is cut off, also inside a packed matrix', async () => {
    const whole = content('packed.mat');
    for (let length = 0; length < whole.length; length++) {
      const read = await readData('cut.mat', whole.slice(0, length), { columns: { re: 'real(h)' } });
      if (!read.ok) expect(read.problems[0].message).toMatch(/\.$/);
    }
    // The first matrix is said to take no bytes.
    const empty = `${whole.slice(0, 132)}\0\0\0\0${whole.slice(136)}`;
    expect((await readData('empty.mat', empty, { columns: { re: 'real(h)' } })).ok).toBe(false);
  });

  it('gives parts of arrays, and points that share an axis', async () => {
    const { x, y, t, u, v } = await columnsOf('wake.mat', {
      x: 'X_star[:, 0]',
      y: 'X_star[:,1]',
      t: 't',
      u: 'U_star[:, 0, :]',
      v: 'U_star[:, 1, :]',
    });
    expectExact(u, (k) => (x[k] + y[k]) * t[k], 6);
    expectExact(v, (k) => x[k] - t[k], 6);
    expect(await refusal('wake.mat', { x: 'X_star[:, 2]' })).toContain('has the shape (3, 2)');
  });
});

describe('a NetCDF file', () => {
  it.each(['classic.nc', 'wide.nc', 'four.nc'])(
    '%s gives its variables by the names of axes',
    async (file) => {
      const { x, y, t, u } = await columnsOf(file, { x: 'lon', y: 'lat', t: 'time', u: 'u' });
      expectExact(u, (k) => 100 * y[k] + 10 * x[k] + t[k], 24);
      const shown = await preview(file, { x: 'lon', y: 'lat', t: 'time', u: 'u' });
      expect(shown.arrays.find(({ name }) => name === 'u')).toEqual({
        name: 'u',
        shape: [2, 4, 3],
        unit: 'm s-1',
        dimensions: ['time', 'lat', 'lon'],
        first: [100.25, 105.25, 120.25, 200.25],
      });
      expect(shown.mapping).toBe('t along axis 1 (2), y along axis 2 (4) and x along axis 3 (3): 24 points');
      // Variables by records lie interleaved.
      expect([...(await columnsOf(file, { v: 'odd' })).v]).toEqual([1, 21, 81, 4, -7, 84]);
    },
  );
});

describe('an HDF5 file', () => {
  it('gives its data sets by their paths, packed and with bytes in either order', async () => {
    const { x, t, u, n } = await columnsOf('groups.h5', {
      x: 'axes/x',
      t: 'axes/t',
      u: 'flow/u',
      n: 'count',
    });
    expectExact(u, (k) => 10 * x[k] + t[k], 6);
    expect([...n]).toEqual([7, 7, 7, 7, 7, 7]);
    const shown = await preview('groups.h5');
    expect(shown.arrays.map(({ name }) => name).sort()).toEqual(['axes/t', 'axes/x', 'count', 'flow/u']);
    expect(shown.arrays.find(({ name }) => name === 'flow/u')).toMatchObject({ unit: 'm/s', shape: [3, 2] });
  });
});

describe('an image of VTK', () => {
  const files = ['text.vti', 'inline.vti', 'zlib.vti', 'raw.vti', 'appended.vti', 'text.vtk', 'binary.vtk'];
  it.each(files)('%s gives arrays at points and in cells', async (file) => {
    const points = { x: 'x', y: 'y', t: 'TimeValue', p: 'p', u: 'V:0', v: 'V:1' };
    const { x, y, t, p, u, v } = await columnsOf(file, points);
    expectExact(p, (k) => x[k] + 10 * y[k], 12);
    expectExact(u, (k) => x[k], 12);
    expectExact(v, (k) => y[k], 12);
    expect(new Set(t)).toEqual(new Set([0.75]));
    const cells = await columnsOf(file, { x: 'x (cells)', y: 'y (cells)', n: 'cell' });
    expectExact(cells.n, (k) => (cells.x[k] + 0.75) / 0.5 + 2 * ((cells.y[k] - 2.125) / 0.25), 6);
  });

  it('may have uneven axes', async () => {
    const { x, y, p } = await columnsOf('uneven.vtk', { x: 'x', y: 'y', p: 'p' });
    expectExact(p, (k) => x[k] + 10 * y[k], 12);
  });
});

describe('axes', () => {
  it('may be stated, and are refused where they do not fit', async () => {
    const columns = { t: 't', x: 'x', u: 'usol' };
    const { x, t, u } = await columnsOf('plain.mat', columns, { axes: ['x', 't'] });
    expectExact(u, (k) => 10 * x[k] + t[k], 6);
    const wrong = (axes: string[]) => refusal('plain.mat', columns, undefined, { axes });
    expect(await wrong(['t', 'x'])).toContain('axis 1 of "usol" has 3 places');
    expect(await wrong(['x'])).toContain('has 2 axes of more than one place, but 1 are named');
    expect(await refusal('plain.mat', { ...columns, x: 'q' })).toContain('no array "q"');
  });
});

describe('a bad file', () => {
  const columns = { a: 'a' };
  it.each([
    ['a.mat', 'x,u\n1,2\n', 'no MATLAB file of version 5 to 7.3'],
    ['a.nc', 'x,u\n1,2\n', 'no NetCDF file'],
    ['a.h5', 'x,u\n1,2\n', 'no HDF5 file'],
    ['a.vti', 'x,u\n1,2\n', 'no image of VTK'],
    ['a.vtk', '# vtk DataFile Version 3.0\n\nASCII\nDATASET POLYDATA\n', 'holds POLYDATA'],
    ['a.nc', '', 'is empty'],
  ])('%s, %# is told in a sentence', async (file, text, sentence) => {
    expect(await refusal(file, columns, text)).toContain(sentence);
    expect((await previewOf(file, text, {})).problem).toContain(sentence);
  });

  const all = ['plain.mat', 'packed.mat', 'new.mat', 'classic.nc', 'wide.nc', 'four.nc', 'groups.h5'];
  const images = ['text.vti', 'zlib.vti', 'raw.vti', 'appended.vti', 'text.vtk', 'binary.vtk'];
  it.each([...all, ...images])('%s, cut off anywhere or changed in places, is told or read', async (file) => {
    const whole = content(file);
    const names = (await previewOf(file, whole, {})).arrays.map(({ name }) => name);
    const told = async (bytes: string) => {
      const { arrays, problem } = await previewOf(file, bytes, {});
      // A file without arrays is no fault.
      expect(arrays.length >= 0 && problem.length >= 0).toBe(true);
      for (const name of names) await readData(file, bytes, { columns: { a: name } });
    };
    for (let k = 0; k < 12; k++) await told(whole.slice(0, Math.floor((k * whole.length) / 12)));
    // The same changes each time: places and bytes by Lehmer's generator.
    let state = 1;
    const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let k = 0; k < 60; k++) {
      const place = next(whole.length);
      await told(whole.slice(0, place) + String.fromCharCode(next(256)) + whole.slice(place + 1));
    }
  });
});
