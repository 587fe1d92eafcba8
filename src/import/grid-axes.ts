import { listWords } from '../study';

/** An array of which the values belong to points, or to the places along an axis of a grid. */
export interface PlacedForm {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dimensions?: readonly string[];
}

export interface Placing {
  /** Extent of each axis of the points; one for a list of points. */
  readonly grid: readonly number[];
  /** For each array, the axis of the grid along which each of its own axes runs. */
  readonly axes: readonly (readonly number[])[];
}

/**
 * How arrays belong together point by point: those of one shape do; an array with fewer axes is repeated along the
 * axes that it lacks, and a single number everywhere. Axes of extent 1 don't count. Which axis is meant is told by `stated`,
 * by the names of the axes in the file, by the lengths, and where they leave a choice by the order of the arrays.
 * @param arrays in the order in which they are asked for
 * @param stated names of arrays along the axes of the grid, in the file's order
 * @returns a sentence where they don't
 */
export function placeArrays(arrays: readonly PlacedForm[], stated?: readonly string[]): Placing | string {
  const forms = arrays.map(squeezed);
  const widest = forms.reduce(
    (best, form) => (form.shape.length > best.shape.length ? form : best),
    forms[0],
  );
  const grid = widest?.shape ?? [];
  if (stated !== undefined && stated.length !== grid.length)
    return `${quoted(widest)} has ${countOf(grid.length, 'axis', 'axes')} of more than one place, but ${stated.length} are named; name the coordinate along each.`;
  const single = forms.filter(({ shape }) => shape.length === 1);
  const inOrder = single.length === grid.length && single.every(({ shape }, k) => shape[0] === grid[k]);
  const axes: number[][] = [];
  for (const form of forms) {
    const found = axesOf(form);
    if (typeof found === 'string') return found;
    axes.push(found);
  }
  return { grid, axes };

  function axesOf(form: PlacedForm): number[] | string {
    const { name, shape, dimensions } = form;
    const [extent] = shape;
    const told = shape.length === 1 ? (stated?.indexOf(name) ?? -1) : -1;
    if (told >= 0)
      return grid[told] === extent
        ? [told]
        : `"${name}" has ${extent} values, but axis ${told + 1} of ${quoted(widest)} has ${grid[told]} places; name another axis for it.`;
    const named = dimensions?.map((dimension) => widest.dimensions?.indexOf(dimension) ?? -1);
    if (named?.every((axis, k) => axis >= 0 && shape[k] === grid[axis]) === true) return named;
    if (shape.length === grid.length && shape.every((size, k) => size === grid[k]))
      return grid.map((_, axis) => axis);
    if (shape.length === 0) return [];
    if (shape.length > 1) return differ(form);
    const fitting = [...grid.keys()].filter((axis) => grid[axis] === extent);
    if (fitting.length === 0) return differ(form);
    if (fitting.length === 1) return fitting;
    if (inOrder) return [single.indexOf(form)];
    const choice = listWords(
      fitting.map((axis) => String(axis + 1)),
      'or',
    );
    return `"${name}" fits axis ${choice} of ${quoted(widest)}; name the coordinate along each axis.`;
  }

  function differ(form: PlacedForm): string {
    const shapes = `${quoted(widest)} has the shape (${widest.shape.join(', ')}) and ${quoted(form)} (${form.shape.join(', ')})`;
    return `All arrays need one value for each point, or for each place along an axis of them, but ${shapes}; give them the same shape.`;
  }
}

const quoted = (form: PlacedForm) => `"${form.name}"`;
const countOf = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

function squeezed({ name, shape, dimensions }: PlacedForm): PlacedForm {
  const kept = [...shape.keys()].filter((axis) => shape[axis] !== 1);
  return {
    name,
    shape: kept.map((axis) => shape[axis]),
    ...(dimensions && { dimensions: kept.map((axis) => dimensions[axis]) }),
  };
}
