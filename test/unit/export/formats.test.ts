import { describe, expect, it } from 'vitest';
import {
  eventsBytes,
  exportFormats,
  fieldWriters,
  formatByEnding,
  formatIds,
  type FieldFormatId,
  type FieldResult,
} from '../../../src/export';
import { gridPoints, uniformAxis } from '../../../src/field';
import { vtkArrays } from '../../support/vtk-image';

const axes = [uniformAxis('x', -1, 1, 3), uniformAxis('y', 0, 1, 4), uniformAxis('t', 0, 2, 2)];
const points = gridPoints(axes);
const value = (x: number, y: number, t: number) => Math.sin(3 * x + y) * Math.exp(-t);
const fields = {
  u: points['x'].map((x, k) => value(x, points['y'][k], points['t'][k])),
  'norm(grad(u))': points['x'].map((x) => x * x),
};
const about = { title: 'A <study> & more', history: 'Collocate, run a, step 3', time: 't' };
const grid: FieldResult = { ...about, place: { kind: 'grid', axes }, fields };
const some: FieldResult = { ...about, place: { kind: 'points', coordinates: points }, fields };

async function written(format: FieldFormatId, result: FieldResult) {
  const files = await fieldWriters[format](result, `out.${exportFormats[format].extension}`);
  return files.map(({ name, content }) => ({ name, bytes: Buffer.from(content as Uint8Array) }));
}

describe('the table of formats', () => {
  it('tells a format by the ending of a file; .pdf is a figure, and a report when it is asked for', () => {
    expect(formatByEnding('/a/b.NPZ')).toBe('npz');
    expect(formatByEnding('field.nc')).toBe('netcdf');
    expect(formatByEnding('field.txt')).toBeUndefined();
    expect(formatByEnding('figure.pdf')).toBe('pdf');
    const others = formatIds.filter((id) => id !== 'report-pdf');
    expect(new Set(others.map((id) => exportFormats[id].extension)).size).toBe(others.length);
  });
});

describe('VTK files', () => {
  it('hold a grid with its first axis fastest, and time as the last axis where there is room', async () => {
    const [{ bytes }] = await written('vti', grid);
    expect(bytes.toString('latin1')).toContain('WholeExtent="0 2 0 3 0 1" Origin="-1 0 0" Spacing="1 ');
    const { u } = vtkArrays(bytes);
    axes[0].values.forEach((x, i) =>
      axes[1].values.forEach((y, j) =>
        axes[2].values.forEach((t, k) => expect(u[i + 3 * (j + 4 * k)]).toBe(value(x, y, t))),
      ),
    );
  });

  it('come one for each time with a collection that names them', async () => {
    const [collection, ...parts] = await written('pvd', grid);
    expect(parts.map(({ name }) => name)).toEqual(['out/0.vti', 'out/1.vti']);
    expect(collection.bytes.toString()).toContain('<DataSet timestep="2" part="0" file="out/1.vti"/>');
    const late = vtkArrays(parts[1].bytes);
    expect(late.TimeValue).toEqual(Float64Array.of(2));
    expect(late.u[2 + 3 * 1]).toBe(value(1, axes[1].values[1], 2));
  });

  it('leave out the cells that have a corner outside the region', async () => {
    const u = fields.u.map((number, k) => (points['x'][k] === 1 && points['y'][k] === 1 ? NaN : number));
    const [{ bytes }] = await written('vtu', { ...grid, fields: { u } });
    // 2 × 3 × 1 hexahedra, one of which touches the missing edge.
    expect(bytes.toString('latin1')).toContain('NumberOfPoints="24" NumberOfCells="5"');
    const parts = await written('pvd', { ...grid, fields: { u } });
    expect(parts[1].name).toBe('out/0.vtu');
  });

  it('refuse points in a grid format, uneven steps and more than three axes, with what to do', async () => {
    await expect(written('vti', some)).rejects.toThrow(/holds fields on a grid; choose a grid/);
    const uneven = { name: 'x', values: Float64Array.of(0, 1, 3) };
    const flat: FieldResult = {
      ...about,
      place: { kind: 'grid', axes: [uneven] },
      fields: { u: new Float64Array(3) },
    };
    await expect(written('vti', flat)).rejects.toThrow(/places along x are not evenly apart.*choose .vtu/);
    const four = ['x', 'y', 'z', 'w'].map((name) => uniformAxis(name, 0, 1, 2));
    const wide: FieldResult = {
      ...about,
      place: { kind: 'grid', axes: four },
      fields: { u: new Float64Array(16) },
    };
    await expect(written('vtu', wide)).rejects.toThrow(/4 axes \(x, y, z, w\).*hold one of them/);
  });
});

describe('files of arrays', () => {
  it('NetCDF: the header says where each variable begins', async () => {
    const [{ bytes }] = await written('netcdf', grid);
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from('CDF\x02', 'latin1'));
    const text = bytes.toString('latin1');
    // A name of letters, digits and underscores, and the quantity as it was asked for beside it.
    expect(text).toContain('norm_grad_u');
    expect(text).toContain('norm(grad(u))');
    // The last variable ends the file, most significant byte first.
    const last = bytes.subarray(bytes.length - 8 * 24);
    expect(Array.from({ length: 24 }, (_, k) => last.readDoubleBE(8 * k))).toEqual([
      ...fields['norm(grad(u))'],
    ]);
  });

  it('MATLAB: elements of 8-byte steps, matrices column by column', async () => {
    const [{ bytes }] = await written('mat', grid);
    expect(bytes.toString('latin1', 0, 19)).toBe('MATLAB 5.0 MAT-file');
    expect(bytes.toString('latin1', 124, 128)).toBe('\x00\x01IM');
    const matrices = [];
    for (let at = 128; at < bytes.length; at += 8 + bytes.readUInt32LE(at + 4)) {
      expect(bytes.readUInt32LE(at)).toBe(14);
      matrices.push(bytes.subarray(at, at + 8 + bytes.readUInt32LE(at + 4)));
    }
    expect(matrices).toHaveLength(5);
    const last = matrices[3].subarray(-8 * 24);
    expect(last.readDoubleLE(8 * (2 + 3 * (1 + 4 * 1)))).toBe(value(1, axes[1].values[1], 2));
  });

  it('HDF5 and XDMF: the signature, and a description that names the file beside it', async () => {
    const [{ bytes }] = await written('hdf5', grid);
    expect(bytes.toString('latin1', 1, 4)).toBe('HDF');
    const [text, heavy] = await written('xdmf', grid);
    expect(heavy.name).toBe('out.xdmf.h5');
    expect(text.bytes.toString()).toContain('out.xdmf.h5:/time_1/field_0');
    expect(text.bytes.toString()).toContain('Name="A &lt;study&gt; &amp; more"');
  });

  it('hold points in every format that says so', async () => {
    for (const id of ['npz', 'csv', 'mat', 'netcdf', 'hdf5', 'vtu'] as const) {
      const [{ bytes }] = await written(id, some);
      expect(bytes.length).toBeGreaterThan(0);
    }
  });
});

describe('TensorBoard events', () => {
  it('are records with their length and known checksums', () => {
    const bytes = Buffer.from(eventsBytes([{ step: 7, values: { loss: 0.5, gone: NaN } }], 1000));
    const first = Number(bytes.readBigUInt64LE(0));
    expect(bytes.toString('latin1', 12, 12 + first)).toContain('brain.Event:2');
    const at = 12 + first + 4;
    const second = Number(bytes.readBigUInt64LE(at));
    expect(at + 12 + second + 4).toBe(bytes.length);
    expect(bytes.toString('latin1', at)).toContain('loss');
    expect(bytes.toString('latin1', at)).not.toContain('gone');
  });
});
