import { Unreadable, type ArrayFile } from './array-file';

/** Data on an image of VTK: evenly spaced places along x, y and z, the first one fastest. */
export interface ImageForm {
  /** Places along x, y and z. */
  readonly extents: readonly [number, number, number];
  readonly origin: readonly number[];
  readonly spacing: readonly number[];
  /** Places along each axis where they are not even. */
  readonly places?: readonly Float64Array[];
}

/** An array of points or cells; components of vectors follow each other point by point. */
export interface ImageArray {
  readonly name: string;
  readonly onCells: boolean;
  readonly components: number;
  /** How many numbers it should have, by the form of the image. */
  read(): Float64Array;
}

const letters = ['x', 'y', 'z'] as const;

/**
 * An image as a file of arrays: x, y and z, and the arrays with the axes z, y, x, of which the last one is fastest.
 * Components of vectors are arrays of their own, named by their number. Values of cells lie in the cells' centres.
 * @param time the time that the file states
 */
export function imageFile(form: ImageForm, arrays: readonly ImageArray[], time?: number): ArrayFile {
  const { extents, origin, spacing } = form;
  const sources = new Map<string, { shape: number[]; dimensions?: string[]; read: () => Float64Array }>();
  const cells = extents.map((extent) => Math.max(1, extent - 1));
  const axisName = (axis: number, onCells: boolean) => (onCells ? `${letters[axis]} (cells)` : letters[axis]);
  for (const onCells of [false, true]) {
    if (!arrays.some((array) => array.onCells === onCells)) continue;
    extents.forEach((extent, axis) => {
      // A flat image has no such axis.
      if (extent === 1) return;
      const places =
        form.places?.[axis] ??
        Float64Array.from({ length: extent }, (_, k) => origin[axis] + k * spacing[axis]);
      const values = onCells
        ? Float64Array.from({ length: extent - 1 }, (_, k) => (places[k] + places[k + 1]) / 2)
        : places;
      const name = axisName(axis, onCells);
      sources.set(name, { shape: [values.length], dimensions: [name], read: () => values });
    });
  }
  for (const { name, onCells, components, read } of arrays) {
    const own = onCells ? cells : extents;
    const shape = [...own].reverse();
    const dimensions = [2, 1, 0].map((axis) => axisName(axis, onCells));
    const count = own[0] * own[1] * own[2];
    const part = (component: number) => () => {
      const all = read();
      if (all.length !== count * components)
        throw new Unreadable(`has ${all.length} numbers where the image asks for ${count * components}.`);
      if (components === 1) return all;
      return Float64Array.from({ length: count }, (_, k) => all[k * components + component]);
    };
    for (let component = 0; component < components; component++)
      sources.set(components === 1 ? name : `${name}:${component}`, {
        shape,
        dimensions,
        read: part(component),
      });
  }
  if (time !== undefined) sources.set('TimeValue', { shape: [], read: () => Float64Array.of(time) });
  return {
    kind: 'VTK image',
    names: [...sources.keys()],
    form(name) {
      const { shape, dimensions } = sources.get(name)!;
      return { shape, ...(dimensions && { dimensions }) };
    },
    read: (name, limit) => sources.get(name)!.read().slice(0, limit),
  };
}
