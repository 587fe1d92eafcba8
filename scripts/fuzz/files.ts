import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { closedSurface, readStl } from '../../src/geometry';
import { readData } from '../../src/import';
import { mutateBytes, mutateText, pick, type Next } from './mutate';

/** Small files that are right, by the names that tell their format. */
const table = ['x,t,u', ...Array.from({ length: 12 }, (_row, k) => `${k / 10},${k},${Math.sin(k)}`)].join(
  '\n',
);
const columns = { x: 'x', t: 't', u: 'u' };

const npz = latin1(
  zipSync(
    Object.fromEntries(Object.keys(columns).map((name) => [`${name}.npy`, numpyArray([0.25, -1, 3e10, 0])])),
  ),
);

const corner = (x: number, y: number, z: number) => `vertex ${x} ${y} ${z}`;
const facets = [
  [corner(0, 0, 0), corner(0, 1, 0), corner(1, 0, 0)],
  [corner(0, 0, 0), corner(1, 0, 0), corner(0, 0, 1)],
  [corner(0, 0, 0), corner(0, 0, 1), corner(0, 1, 0)],
  [corner(1, 0, 0), corner(0, 1, 0), corner(0, 0, 1)],
].map((corners) => `facet normal 0 0 0\nouter loop\n${corners.join('\n')}\nendloop\nendfacet`);
const stl = `solid body\n${facets.join('\n')}\nendsolid body\n`;

type Columns = Readonly<Record<string, string>>;

/** Files that other programs wrote (test/unit/import/files/make.py), and which arrays are asked for. */
const arrayFiles: readonly { name: string; files: readonly string[]; columns: Columns }[] = [
  { name: 'MATLAB files', files: ['plain.mat'], columns: { x: 'x', t: 't', u: 'usol' } },
  { name: 'MATLAB files', files: ['new.mat'], columns: { x: 'x', t: 't', u: 'u' } },
  { name: 'MATLAB files', files: ['packed.mat'], columns: { x: 'x', t: 't', re: 'real(h)', n: 'whole' } },
  { name: 'MATLAB files', files: ['wake.mat'], columns: { x: 'X_star[:, 0]', t: 't', u: 'U_star[:, 0, :]' } },
  {
    name: 'NetCDF files',
    files: ['classic.nc', 'wide.nc', 'four.nc'],
    columns: { x: 'lon', y: 'lat', t: 'time', u: 'u' },
  },
  { name: 'HDF5 files', files: ['groups.h5'], columns: { x: 'axes/x', t: 'axes/t', u: 'flow/u' } },
  {
    name: 'VTK images',
    files: ['text.vti', 'inline.vti', 'zlib.vti', 'raw.vti', 'appended.vti', 'text.vtk', 'binary.vtk'],
    columns: { x: 'x', y: 'y', p: 'p', u: 'V:0' },
  },
];

/** The bytes of each, read once. */
const bytesOfFiles = new Map(
  arrayFiles.flatMap(({ files }) =>
    files.map((file) => [file, new Uint8Array(readFileSync(`test/unit/import/files/${file}`))] as const),
  ),
);

function arrayReader(name: string) {
  const choices = arrayFiles.filter((one) => one.name === name);
  return {
    name,
    read(next: Next): Promise<string> {
      const { files, columns: asked } = pick(next, choices);
      const file = pick(next, files);
      return read(file, latin1(mutateBytes(bytesOfFiles.get(file)!, next)), asked);
    },
  };
}

async function read(file: string, content: string, asked: Columns = columns): Promise<string> {
  const outcome = await readData(file, content, { columns: asked });
  return outcome.ok ? 'taken' : (outcome.problems[0]?.message ?? '');
}

/** Data files with mistakes, read as for a study. */
export const fileReaders: readonly {
  readonly name: string;
  readonly read: (next: Next) => string | Promise<string>;
}[] = [
  {
    name: 'tables',
    read: (next) => read(pick(next, ['data.csv', 'data.tsv', 'data.txt']), mutateText(table, next)),
  },
  {
    name: 'NumPy archives',
    read: (next) => read('data.npz', latin1(mutateBytes(bytesOf(npz), next))),
  },
  ...[...new Set(arrayFiles.map(({ name }) => name))].map(arrayReader),
  {
    name: 'meshes',
    read(next) {
      try {
        closedSurface(readStl(mutateText(stl, next)));
        return 'taken';
      } catch (error) {
        return (error as Error).message;
      }
    },
  },
];

/** A version 1.0 .npy file of float64 numbers in a row (NumPy enhancement proposal 1). */
function numpyArray(values: readonly number[]): Uint8Array {
  const words = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`;
  const header = `${words.padEnd(117)}\n`;
  const bytes = new Uint8Array(10 + header.length + 8 * values.length);
  bytes.set([0x93, ...strToU8('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(strToU8(header), 10);
  bytes.set(new Uint8Array(Float64Array.from(values).buffer), 10 + header.length);
  return bytes;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
