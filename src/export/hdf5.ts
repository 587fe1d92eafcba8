import type { Dataset, File } from 'h5wasm';
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

/** The bytes of an HDF5 file that `fill` writes, in memory. */
export async function hdf5Bytes(fill: (file: File) => void): Promise<Uint8Array> {
  const { File: Hdf5File, ready } = await import('h5wasm');
  const { FS } = await ready;
  const place = '/result.h5';
  const file = new Hdf5File(place, 'w');
  try {
    fill(file);
    file.flush();
  } finally {
    file.close();
  }
  const bytes = FS!.readFile(place);
  FS!.unlink(place);
  return bytes;
}
