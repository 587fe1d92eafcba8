import { isSide, timeOf, timeOrders, type Meaning, type Resolved } from '../language';
import * as op from '../program';
import type { Value } from '../program';
import { conditionPoints, windowCount, windowEdges, type Study } from '../study';
import type { Domain } from './domain';
import { withinOf, type Part } from './parts';
import type { Bounds } from './point-source';
import { sideSource } from './sources';
import type { PointSet, Term } from './terms';

/** Time cut into windows that are trained one after the other. */
export interface Windows {
  /** The coordinate that is time. */
  readonly time: string;
  /** Where windows begin and end: one more than there are windows. */
  readonly edges: readonly number[];
}

/** Names in a problem's parameters under which its programs find the ends of the present window. */
export const windowEnds = ['start of the window', 'end of the window'] as const;

/** The windows of a study; null where all times are trained at once. */
export function windowsOf(study: Study, { names, box }: Meaning): Windows | null {
  const time = timeOf(names);
  if (windowCount(study) === 1 || time === undefined) return null;
  return { time, edges: windowEdges(study, box[time]) };
}

/**
 * The number of the window of each time, the earlier one where two meet; the last one past its end.
 */
export function windowAt({ edges }: Windows, time: number): number {
  const found = edges.findIndex((edge, k) => k > 0 && time <= edge);
  return found < 0 ? edges.length - 2 : found - 1;
}

const nowhere = { start: 0, end: 0 };

/**
 * What a window hands over to the next: each field of order n in time, with its derivatives along time below n, at the
 * time where they meet. They count as much as the weightiest initial condition.
 */
export function handover(
  study: Study,
  meaning: Meaning,
  windows: Windows,
  domain: Domain | null,
  parts: readonly Part[],
): PointSet {
  const { time, edges } = windows;
  const initial = meaning.conditions.flatMap(({ place, index }) =>
    isSide(place) && place.coordinate === time ? [index] : [],
  );
  const weight = Math.max(1, ...initial.map((index) => study.conditions[index].weight));
  const count = Math.max(
    ...(initial.length > 0 ? initial : [-1]).map((index) => conditionPoints(study, index)),
  );
  const terms = [...timeOrders(meaning, time)].flatMap(([field, order]) =>
    Array.from({ length: order }, (_, k): Term => {
      const measured = k === 0 ? field : `${field}_${time.repeat(k)}`;
      const of: Resolved =
        k === 0
          ? { kind: 'field', name: field, span: nowhere }
          : { kind: 'derivative', field, orders: { [time]: k }, span: nowhere };
      const name = `handed over: ${measured}`;
      return { name, group: 'conditions', weight, residual: { of, measured }, ...withinOf(parts, [of]) };
    }),
  );
  const place = { coordinate: time, value: edges[0], side: 'low' as const };
  const source = sideSource(place, Object.keys(meaning.box).length, domain);
  return { kind: 'place', when: 'later windows', count, source, terms };
}

/** Ends and lengths of the coordinates as columns [coordinates, 1], and how they are mapped to [−1, 1]. */
export interface BoxColumns {
  readonly low: Value;
  readonly high: Value;
  readonly extent: Value;
  readonly scale: Value;
  readonly shift: Value;
}

/**
 * The box of a problem inside a program; time has the ends of the present window.
 * @param study the study's parameters: [parameters]
 */
export function boxColumns(
  problem: {
    readonly coordinates: readonly Bounds[];
    readonly element: 'float32' | 'float64';
    readonly parameters: Readonly<Record<string, number>>;
    readonly windows: Windows | null;
  },
  study: Value,
): BoxColumns {
  const { coordinates, element, windows } = problem;
  const row = windows ? coordinates.findIndex(({ name }) => name === windows.time) : -1;
  const column = (of: (low: number, high: number) => number, inWindow: () => Value) => {
    const values = coordinates.map(({ low, high }) => of(low, high));
    const fixed = (from: number, to: number) => op.constant(values.slice(from, to), element, [to - from, 1]);
    if (row < 0) return fixed(0, values.length);
    const parts = [
      ...(row > 0 ? [fixed(0, row)] : []),
      op.reshape(inWindow(), [1, 1]),
      ...(row + 1 < values.length ? [fixed(row + 1, values.length)] : []),
    ];
    return op.concat(parts);
  };
  const names = Object.keys(problem.parameters);
  const [start, end] = windowEnds.map((name) => () => op.element(study, names.indexOf(name)));
  const length = () => op.subtract(end(), start());
  return {
    low: column((low) => low, start),
    high: column((_low, high) => high, end),
    extent: column((low, high) => high - low, length),
    scale: column(
      (low, high) => 2 / (high - low),
      () => op.divide(2, length()),
    ),
    shift: column(
      (low, high) => -(low + high) / (high - low),
      () => op.negate(op.divide(op.add(start(), end()), length())),
    ),
  };
}
