import { frameTime } from '../../study';
import { numberSeries, type NumberSequences } from '../sequences';

type Columns = Readonly<Record<string, Float64Array>>;

/** Fields at the same places at equally spaced times, row by row. */
export interface Frames {
  /** [times, columns]: the places of the first field, then those of the next. */
  readonly values: Float64Array;
  readonly names: readonly string[];
  /** Time between two rows. */
  readonly interval: number;
}

/** Distances between times may differ by this share of them. */
const evenness = 1e-6;
/** Columns of a row at most: what a network still learns from in bearable time. */
const mostColumns = 4096;

/**
 * Rows (time, …, fields) in any order as one row for each time; places keep the order in which they stand among the rows
 * of one time.
 * @returns a sentence on what keeps them from being frames, or these
 */
export function framesOf(columns: Columns): Frames | string {
  const { [frameTime]: times, ...fields } = columns;
  const order = Array.from(times.keys()).sort((a, b) => times[a] - times[b] || a - b);
  const firsts = order.flatMap((row, k) => (k === 0 || times[row] !== times[order[k - 1]] ? [k] : []));
  const count = firsts.length;
  if (count < 3) return `It holds ${count} different times; at least 3 are needed.`;
  const rowsOf = (frame: number) => (firsts[frame + 1] ?? times.length) - firsts[frame];
  const places = rowsOf(0);
  const uneven = firsts.findIndex((_, frame) => rowsOf(frame) !== places);
  if (uneven >= 0)
    return `It has ${rowsOf(uneven)} rows for time ${times[order[firsts[uneven]]]}, but ${places} for time ${times[order[0]]}; give every time the same places.`;
  const names = Object.keys(fields);
  const width = places * names.length;
  if (width > mostColumns)
    return `One time has ${width} values; ${mostColumns} are allowed. Take fewer places.`;
  const at = (frame: number) => times[order[frame * places]];
  const interval = (at(count - 1) - at(0)) / (count - 1);
  for (let frame = 1; frame < count; frame++)
    if (Math.abs(at(frame) - at(frame - 1) - interval) > evenness * interval)
      return `Its times are not equally spaced: ${at(frame - 1)} is followed by ${at(frame)}, where ${interval} lies between others.`;
  const values = new Float64Array(count * width);
  names.forEach((name, field) => {
    for (let frame = 0; frame < count; frame++)
      for (let place = 0; place < places; place++)
        values[frame * width + field * places + place] = fields[name][order[frame * places + place]];
  });
  return {
    values,
    interval,
    names: names.flatMap((name) =>
      places === 1 ? [name] : Array.from({ length: places }, (_, place) => `${name} ${place + 1}`),
    ),
  };
}

export function frames(columns: Columns, trained: number): NumberSequences {
  const found = framesOf(columns);
  if (typeof found === 'string') throw new Error(found);
  return numberSeries(found.values, found.names, trained, found.interval, null);
}
