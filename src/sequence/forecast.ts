import type { ModelLooks } from './model-looks';
import type { NumberSequences, Part } from './sequences';

/** Error, in standard deviations, up to which a forecast counts. */
export const forecastBound = 0.4;

/** Forecasts from several places, each fed back into itself, against the series of the reference. */
export interface Forecast {
  readonly names: readonly string[];
  /** Time between two steps, and the largest Lyapunov exponent where it is known. */
  readonly interval: number;
  readonly lyapunov: number | null;
  readonly steps: number;
  /** Time until the error reaches the bound, for each start; the whole length where it never does. */
  readonly horizons: Float64Array;
  /** Root mean square error over the columns, in standard deviations, by step; the median of the starts. */
  readonly errors: Float64Array;
  /** Root mean square error of one step from the reference, over many places of the part, in standard deviations. */
  readonly oneStep: number;
  /** Of the start with the median horizon, [steps, columns], in the units of the series. */
  readonly truth: Float64Array;
  readonly told: Float64Array;
}

const starts = 16;
/** Batches of as many windows over which the error of one step is taken. */
const oneStepBatches = 64;
const mostSteps = 2000;
/** How many Lyapunov times are forecast at most, and how many steps where the exponent is not known. */
const lyapunovTimes = 12;
const usualSteps = 500;

/**
 * Closed-loop forecasts over a part of a series: a window of the reference, then the model's own steps.
 * @param rest is awaited between two steps, so that others may be served
 * @returns null where the part is too short for a window and a few steps, or the task is no series
 */
export async function forecast(
  looks: ModelLooks,
  sequences: NumberSequences,
  part: Part,
  window: number,
  rest: () => Promise<void>,
): Promise<Forecast | null> {
  const { series, inputs, inputNames: names } = sequences;
  if (series === null) return null;
  const { mean, deviation, increment, interval, lyapunov } = series;
  const columns = names.length;
  const wanted =
    lyapunov !== null && lyapunov > 0 ? Math.ceil(lyapunovTimes / (lyapunov * interval)) : usualSteps;
  const room = part.to - part.from - window;
  const steps = Math.min(wanted, mostSteps, room);
  if (steps < 2) return null;
  const first = (start: number) => part.from + Math.floor((start * (room - steps)) / (starts - 1));
  const size = window * columns;
  let windows = new Float64Array(starts * size);
  for (let start = 0; start < starts; start++)
    windows.set(inputs.subarray(first(start) * columns, first(start) * columns + size), start * size);
  /** What follows each window, [starts, columns], in standard deviations. */
  const nextOf = (given: Float64Array) => {
    const outputs = looks.next(given, starts);
    const wide = outputs.length / starts;
    return Float64Array.from({ length: starts * columns }, (_, place) => {
      const [start, k] = [Math.floor(place / columns), place % columns];
      // x_{t+1} = x_t + increment · y, seen in units of the deviation; a Gaussian's mean stands first
      const last = given[(start + 1) * size - columns + k];
      return last + (outputs[start * wide + k] * increment[k]) / deviation[k];
    });
  };
  const told = new Float64Array(starts * steps * columns);
  for (let step = 0; step < steps; step++) {
    await rest();
    const next = nextOf(windows);
    const moved = new Float64Array(windows.length);
    for (let start = 0; start < starts; start++) {
      moved.set(windows.subarray(start * size + columns, (start + 1) * size), start * size);
      for (let k = 0; k < columns; k++) {
        moved[(start + 1) * size - columns + k] = next[start * columns + k];
        told[(start * steps + step) * columns + k] = next[start * columns + k];
      }
    }
    windows = moved;
  }
  let squares = 0;
  for (let batch = 0; batch < oneStepBatches; batch++) {
    await rest();
    const place = (start: number) =>
      part.from + Math.floor(((batch * starts + start) * (room - 1)) / (oneStepBatches * starts));
    for (let start = 0; start < starts; start++)
      windows.set(inputs.subarray(place(start) * columns, (place(start) + window) * columns), start * size);
    nextOf(windows).forEach((x, k) => {
      const behind = (place(Math.floor(k / columns)) + window) * columns + (k % columns);
      squares += (x - inputs[behind]) ** 2;
    });
  }
  const truthOf = (start: number, step: number, k: number) =>
    inputs[(first(start) + window + step) * columns + k];
  const errorOf = (start: number, step: number) => {
    let squares = 0;
    for (let k = 0; k < columns; k++)
      squares += (told[(start * steps + step) * columns + k] - truthOf(start, step, k)) ** 2;
    return Math.sqrt(squares / columns);
  };
  const horizons = Float64Array.from({ length: starts }, (_, start) => {
    let step = 0;
    while (step < steps && errorOf(start, step) < forecastBound) step++;
    return step * interval;
  });
  const order = Array.from(horizons.keys()).sort((a, b) => horizons[a] - horizons[b]);
  const shown = order[starts >> 1];
  const physical = (value: (step: number, k: number) => number) =>
    Float64Array.from(
      { length: steps * columns },
      (_, place) =>
        mean[place % columns] +
        deviation[place % columns] * value(Math.floor(place / columns), place % columns),
    );
  return {
    ...{ names, interval, lyapunov, steps, horizons },
    oneStep: Math.sqrt(squares / (oneStepBatches * starts * columns)),
    errors: Float64Array.from({ length: steps }, (_, step) =>
      median(Array.from({ length: starts }, (_unused, start) => errorOf(start, step))),
    ),
    truth: physical((step, k) => truthOf(shown, step, k)),
    told: physical((step, k) => told[(shown * steps + step) * columns + k]),
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
