import type { Columns } from '../exact';
import type { System } from './system';

/** A computed solution that can be asked at any point of its box. */
export interface Computed {
  /** Fields at points: one array for each coordinate, all of one length. */
  evaluate(points: Readonly<Columns>): Columns;
  /** What is measured over the whole box, by time: columns of one length, the first of them time. */
  series?(): Columns;
}

/** What a solve may take. */
export interface SolveOptions {
  /** Error as a share of the largest value of each field. */
  readonly tolerance: number;
  /** Seconds after which the solver refines no further. */
  readonly seconds: number;
  /** Told in sentences what goes on. */
  progress(sentence: string): void;
}

export interface Solved<Solution extends Computed = Computed> {
  readonly solution: Solution;
  /** For each field the largest difference from the solution before the last refinement, as a share of its largest value. */
  readonly statedError: Readonly<Record<string, number>>;
  /** Points and steps, in words. */
  readonly resolution: string;
  /** A sentence for each thing that may make it worse than it seems. */
  readonly warnings?: readonly string[];
}

/** No error is stated below what rounding may leave. */
const rounding = 1e-11;

/** A computation that has taken all the time it was given. */
export class TimeUp extends Error {}

/** For each field the largest difference of two solutions, as a share of the largest value of the second. */
export function differences(system: System, before: Computed, after: Computed): Record<string, number> {
  const points = comparisonPoints(system);
  const [a, b] = [before, after].map((solution) => solution.evaluate(points));
  return Object.fromEntries(
    system.fields.map((field) => {
      const size = Math.max(largest(b[field]), 1e-300);
      let most = 0;
      b[field].forEach((value, i) => {
        const difference = Math.abs(value - a[field][i]);
        if (!(difference <= most)) most = difference;
      });
      return [field, Math.max(most / size, rounding)];
    }),
  );
}

/** Points between those of any resolution. */
function comparisonPoints(system: System): Columns {
  const counts = [[], [301], [61, 61]][system.space.length];
  const axes = system.space.map(({ low, high }, k) =>
    Array.from({ length: counts[k] }, (_, i) => low + (i / (counts[k] - 1)) * (high - low)),
  );
  const times = timesOf(system, system.space.length === 0 ? 1001 : system.space.length === 1 ? 73 : 13);
  let all: number[][] = times.map((time) => [time]);
  for (const axis of axes) all = all.flatMap((head) => axis.map((value) => [...head, value]));
  const names = [system.time?.name ?? '', ...system.space.map(({ name }) => name)];
  return Object.fromEntries(names.map((name, k) => [name, Float64Array.from(all, (point) => point[k])]));
}

/** Equally spaced times, the first and the last included. */
export function timesOf({ time }: System, count: number): number[] {
  if (time === undefined) return [0];
  return Array.from({ length: count }, (_, k) => time.low + (k / (count - 1)) * (time.high - time.low));
}

export function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (!(Math.abs(value) <= most)) most = Math.abs(value);
  return most;
}

export function worst(errors: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(errors));
}

export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
