import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Dataset, File } from 'h5wasm/node';
import type { Values } from '../field';
import { isGrid, namedArrays, type FieldWriter } from './result';

/** An HDF5 file: one data set for each coordinate and each field, which names the data sets of its axes. */
export const writeHdf5: FieldWriter = async (result, name) => {
  const content = await hdf5Bytes((file) => {
    file.create_attribute('title', result.title);
    file.create_attribute('history', result.history);
    const axes = isGrid(result) ? result.place.axes.map((axis) => axis.name) : [];
    for (const [quantity, { data, shape }] of Object.entries(namedArrays(result))) {
      const set = addDataset(file, quantity, data, shape);
      if (axes.length > 0 && !axes.includes(quantity)) set.create_attribute('axes', axes);
    }
  });
  return [{ name, content }];
};

/** A data set; a slash in a name would make a group, so that it stands as the division sign. */
export function addDataset(file: File, name: string, data: Values, shape: readonly number[]): Dataset {
  return file.create_dataset({ name: name.replaceAll('/', '÷'), data, shape: [...shape] }) as Dataset;
}

/** The bytes of an HDF5 file that `fill` writes. The library writes to disk: a temporary file is read back. */
export async function hdf5Bytes(fill: (file: File) => void): Promise<Uint8Array> {
  const library = await import('h5wasm/node');
  await library.ready;
  const folder = await mkdtemp(path.join(tmpdir(), 'collocate-hdf5-'));
  try {
    const place = path.join(folder, 'result.h5');
    const file = new library.File(place, 'w');
    try {
      fill(file);
      file.flush();
    } finally {
      file.close();
    }
    return await readFile(place);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
