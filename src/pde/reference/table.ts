import { gridSize, probe, strides, type Axis, type Grid } from '../../field';
import type { Meaning } from '../../language';
import { listWords, type Problem, type Study } from '../../study';
import { uniformNumbers } from '../point-source';
import type { Columns } from './exact';
import type { Reference } from './reference';

/** Errors are measured at no more points than these; of more, at some that are spread over all of them. */
const mostPoints = 50_000;

/** Draws the same points for every run. */
const draw = { seed: 2 ** 33, part: 1, step: 0, box: [], count: 0 } as const;

/**
 * The reference that values at points make, NaN where one is not known. Errors are measured at the points themselves.
 * Where these are all places of a grid the values between them are linear along each axis, and NaN outside; from
 * scattered points nothing is said of other places.
 * @param columns coordinates and fields, all of one length
 */
export function tableReference(columns: Readonly<Columns>, box: Meaning['box']): Reference {
  const names = Object.keys(box);
  const fields = Object.keys(columns).filter((name) => !names.includes(name));
  const inside = pointsInside(columns, box);
  const taken = (name: string) => Float64Array.from(inside, (row) => columns[name][row]);
  const pick = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, taken(name)]));
  const grid = gridOf(columns, names, fields);
  return {
    fields,
    measured: { points: pick(names), fields: pick(fields) },
    isScattered: grid === null,
    evaluate(points) {
      const count = points[names[0]].length;
      const at = (i: number) => Object.fromEntries(names.map((name) => [name, points[name][i]]));
      const values = (field: string) =>
        Float64Array.from({ length: count }, (_, i) => (grid && probe(grid, field, at(i))) ?? NaN);
      return Object.fromEntries(fields.map((field) => [field, values(field)]));
    },
  };
}

/** Rows of a table whose points lie in the box, at most `mostPoints` of them. */
function pointsInside(columns: Readonly<Columns>, box: Meaning['box']): Int32Array {
  const ranges = Object.entries(box);
  const isInside = (row: number) =>
    ranges.every(([name, [low, high]]) => {
      // Ends of ranges that are written with fewer digits count as the ends.
      const margin = 1e-9 * (high - low);
      return columns[name][row] >= low - margin && columns[name][row] <= high + margin;
    });
  const rows = Int32Array.from({ length: columns[ranges[0][0]].length }, (_, i) => i).filter(isInside);
  if (rows.length <= mostPoints) return rows;
  const lots = uniformNumbers(draw, 0)(mostPoints);
  return Int32Array.from(lots, (lot, i) => rows[Math.floor(((i + lot) * rows.length) / mostPoints)]);
}

/** The grid whose places the points are, each once, in whatever order; null where they are none. */
function gridOf(
  columns: Readonly<Columns>,
  names: readonly string[],
  fields: readonly string[],
): Grid | null {
  const axes = names.map((name): Axis => {
    const sorted = columns[name].slice().sort();
    return { name, values: sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]) };
  });
  const count = columns[names[0]].length;
  if (gridSize(axes) !== count) return null;
  const steps = strides(axes);
  const indices = axes.map(({ values }) => new Map(Array.from(values, (value, i) => [value, i])));
  const places = Int32Array.from({ length: count }, (_, row) =>
    names.reduce((sum, name, k) => sum + steps[k] * indices[k].get(columns[name][row])!, 0),
  );
  if (new Set(places).size !== count) return null;
  const ordered = (field: string) => {
    const values = new Float64Array(count);
    places.forEach((place, row) => (values[place] = columns[field][row]));
    return values;
  };
  return { axes, fields: Object.fromEntries(fields.map((field) => [field, ordered(field)])) };
}

/** What keeps a table from being the reference of a study. */
export function checkTable(study: Study, meaning: Meaning, columns: Readonly<Columns>): Problem[] {
  const path = ['reference', 'file'];
  const names = Object.keys(meaning.box);
  const rows = columns[names[0]].length;
  const ranges = listWords(
    Object.entries(meaning.box).map(([name, [low, high]]) => `${name} from ${low} to ${high}`),
  );
  const reference = tableReference(columns, meaning.box);
  const { points, fields } = reference.measured!;
  const inside = points[names[0]].length;
  const problems: Problem[] = [];
  if (inside === 0) {
    const message = `None of its ${rows} points lies in the domain, ${ranges}; check units and columns.`;
    return [{ path, message, severity: 'error' }];
  }
  if (inside < Math.min(rows, mostPoints)) {
    const message = `${rows - inside} of its ${rows} points lie outside the domain, ${ranges}; errors are measured at the others.`;
    problems.push({ path, message, severity: 'warning' });
  }
  for (const [name, values] of Object.entries(fields))
    if (values.every(Number.isNaN)) {
      const message = `It gives no value of ${name} in the domain; take its column out, or fill it.`;
      problems.push({ path, message, severity: 'error' });
    }
  if (reference.isScattered && study.data.some(({ from }) => from === 'reference')) {
    const message =
      'Data are taken from the reference, whose points are scattered, so that it is not known between them; use the file itself as data, or give values on a grid.';
    problems.push({ path, message, severity: 'error' });
  }
  return problems;
}
