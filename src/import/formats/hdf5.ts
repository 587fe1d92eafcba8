import type { Dataset, File, Group } from 'h5wasm';
import { mostBytes, sizeOf, unpacked, Unreadable, type ArrayFile, type Packing } from './array-file';
import { lastAxisFastest } from './numbers';

const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/** Groups inside groups, groups and data sets in all: what no file of measurements needs is a loop or an attack. */
const [deepest, mostGroups, mostSets] = [12, 10_000, 10_000];

/** A name that NetCDF gives to an axis without coordinates of its own. */
const bareDimension = 'This is a netCDF dimension but not a netCDF variable';

/** Whether bytes are an HDF5 file: the signature stands at the beginning, or behind a block of the user's. */
export function isHdf5(bytes: Uint8Array): boolean {
  for (let at = 0; at + 8 <= bytes.length; at = at === 0 ? 512 : 2 * at)
    if (signature.every((byte, k) => bytes[at + k] === byte)) return true;
  return false;
}

interface DataSet {
  readonly set: Dataset;
  readonly shape: readonly number[];
  /** MATLAB writes its matrices with the first axis fastest. */
  readonly isMatlab: boolean;
}

/**
 * The data sets of numbers of an HDF5 file: also of NetCDF 4, of which the axes have names, and of MATLAB 7.3. It is
 * read in memory: links to other files lead nowhere.
 * Errors: `Unreadable`.
 */
export async function openHdf5(bytes: Uint8Array): Promise<ArrayFile> {
  const library = await import('h5wasm');
  const { FS, activate_throwing_error_handler: throwErrors } = await library.ready;
  // Else the library writes its own account of every fault to the error stream.
  throwErrors();
  const place = '/data.h5';
  FS!.writeFile(place, bytes);
  let file: File | undefined;
  const close = () => {
    file?.close();
    FS!.unlink(place);
  };
  const found = new Map<string, DataSet>();
  try {
    file = new library.File(place, 'r');
    collect(file, { found, groups: 0, isSet: library.Dataset, isGroup: library.Group }, '');
  } catch {
    close();
    throw new Unreadable('The file is damaged: its data sets can not be listed. Write it, or copy it again.');
  }
  return {
    kind: [...found.values()].some(({ isMatlab }) => isMatlab) ? 'MATLAB file' : 'HDF5 file',
    names: [...found.keys()],
    form(name) {
      const { set, shape } = found.get(name)!;
      const unit = textOf(set, 'units');
      const dimensions = dimensionsOf(set, shape.length);
      return { shape, ...(dimensions && { dimensions }), ...(unit !== undefined && { unit }) };
    },
    read(name, limit = Infinity) {
      const { set, shape, isMatlab } = found.get(name)!;
      if (8 * sizeOf(shape) > mostBytes) throw new Unreadable('is larger than 2 GiB; take fewer points.');
      // Of a large array only the first rows are unpacked where no more is wanted.
      const rows = shape.length === 0 ? 0 : Math.ceil((limit * shape[0]) / Math.max(1, sizeOf(shape)));
      const whole = shape.length === 0 || isMatlab || rows >= shape[0];
      const stored = valuesOf(set, whole ? undefined : rows);
      const values = isMatlab ? lastAxisFastest(stored, shape) : stored;
      return unpacked(values.slice(0, Math.min(limit, values.length)), packingOf(set));
    },
    close,
  };
}

interface Collection {
  readonly found: Map<string, DataSet>;
  groups: number;
  readonly isSet: typeof Dataset;
  readonly isGroup: typeof Group;
}

/** The data sets of numbers in a group and the groups in it, by their paths. */
function collect(group: Group, collection: Collection, path: string): void {
  const { found, isSet, isGroup } = collection;
  if (path.split('/').length > deepest || ++collection.groups > mostGroups) return;
  for (const key of group.keys()) {
    // Where MATLAB keeps what its cells refer to.
    if ((path === '' && key.startsWith('#')) || found.size >= mostSets) continue;
    const entity = memberOf(group, key);
    const name = `${path}${key}`;
    // A link to a group may lead round in a circle.
    if (entity instanceof isGroup && !isLink(group, key)) collect(entity, collection, `${name}/`);
    if (!(entity instanceof isSet)) continue;
    const { type, shape } = entity.metadata;
    // Classes of types in HDF5: integers and floating-point numbers.
    if ((type !== 0 && type !== 1) || shape === null || textOf(entity, 'NAME')?.startsWith(bareDimension))
      continue;
    const matlab = textOf(entity, 'MATLAB_class');
    if (matlab === 'char') continue;
    const isMatlab = matlab !== undefined;
    found.set(name, { set: entity, shape: isMatlab ? [...shape].reverse() : shape, isMatlab });
  }
}

/** What stands under a name; null where it can't be read. */
function memberOf(group: Group, key: string): unknown {
  try {
    return group.get(key);
  } catch {
    return null;
  }
}

function isLink(group: Group, key: string): boolean {
  try {
    return (group.get_link(`${group.path}/${key}`) as string | null) !== null;
  } catch {
    return false;
  }
}

function valuesOf(set: Dataset, rows: number | undefined): Float64Array {
  let stored: unknown;
  try {
    stored = rows === undefined ? set.value : set.slice([[0, rows]]);
  } catch {
    throw new Unreadable('can not be unpacked: it is damaged, or packed in a way that is not known here.');
  }
  if (typeof stored === 'number' || typeof stored === 'bigint') return Float64Array.of(Number(stored));
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array)
    return Float64Array.from(stored, Number);
  return Float64Array.from(stored as ArrayLike<number>);
}

/** The names of the axes: those of the scales that belong to them, or those that the file lists. */
function dimensionsOf(set: Dataset, rank: number): readonly string[] | undefined {
  const names = Array.from({ length: rank }, (_, axis) => scaleOf(set, axis));
  if (names.every((name) => name !== undefined)) return names.length > 0 ? names : undefined;
  if (textOf(set, 'CLASS') === 'DIMENSION_SCALE' && rank === 1) return [set.path.replace(/^\//, '')];
  const listed = attribute(set, 'axes');
  return Array.isArray(listed) && listed.length === rank ? listed.map(String) : undefined;
}

/** The path of the data set that holds the places along an axis. */
function scaleOf(set: Dataset, axis: number): string | undefined {
  try {
    const [scale] = set.get_attached_scales(axis);
    return scale?.replace(/^\//, '');
  } catch {
    return undefined;
  }
}

function packingOf(set: Dataset): Packing {
  const number = (name: string) => {
    const [value] = [attribute(set, name)].flat();
    return typeof value === 'number' ? value : undefined;
  };
  const missing = [number('_FillValue'), number('missing_value')];
  return {
    scale: number('scale_factor'),
    offset: number('add_offset'),
    missing: missing.filter((value) => value !== undefined),
  };
}

function textOf(set: Dataset, name: string): string | undefined {
  const [value] = [attribute(set, name)].flat();
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An attribute of plain numbers or texts; undefined where there is none, or where it can't be read. */
function attribute(set: Dataset, name: string): unknown {
  try {
    return set.attrs[name]?.json_value;
  } catch {
    return undefined;
  }
}
