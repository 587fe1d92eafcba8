import { uniformAxis } from '../field';
import type { GridPlace, PointsPlace } from '../export';
import type { FieldTrainer } from '../run';
import { BadRequest, checkCounts, checkHeld, checkPoints } from './frames';
import type { ExportPlace } from './protocol';

/** Points along each coordinate when nothing is asked for, by the number of coordinates. */
export const usualCounts: readonly (readonly number[])[] = [
  [],
  [1001],
  [256, 101],
  [64, 64, 33],
  [32, 32, 32, 17],
];

/** Points along a line when nothing is asked for. */
const usualLine = 1001;

/** Points along each of so many coordinates. */
export function countsFor(dimensions: number): readonly number[] {
  return usualCounts[dimensions] ?? new Array<number>(dimensions).fill(8);
}

/** Where a result is wanted: on a grid, at points or along a line. Throws `BadRequest` where that makes no sense. */
export function placeOf(trainer: FieldTrainer, wish: ExportPlace): GridPlace | PointsPlace {
  if (wish.points !== undefined) {
    checkPoints(trainer, wish.points);
    const coordinates = Object.fromEntries(trainer.coordinates.map(({ name }) => [name, wish.points![name]]));
    return { kind: 'points', coordinates };
  }
  return wish.line === undefined ? gridPlace(trainer, wish) : linePlace(trainer, wish.line);
}

/** A grid: evenly spaced places along each coordinate, one where it is held, and the chosen times. */
function gridPlace(trainer: FieldTrainer, { counts, held = {}, times }: ExportPlace): GridPlace {
  const { coordinates, time } = trainer;
  if (times !== undefined && time === undefined)
    throw new BadRequest('The study has no time, so no times can be chosen.');
  const isHeld = (name: string) => Object.hasOwn(held, name);
  const free = coordinates.filter(({ name }) => !isHeld(name) && !(name === time && times !== undefined));
  const usual = countsFor(free.length);
  const axes = coordinates.map(({ name, low, high }, k) => {
    if (isHeld(name)) return { name, values: Float64Array.of(held[name]) };
    if (name === time && times !== undefined) return { name, values: risingTimes(times) };
    const count = counts?.[k] ?? usual[free.findIndex((coordinate) => coordinate.name === name)];
    return uniformAxis(name, low, high, count);
  });
  const own = axes.map(({ values }) => values.length);
  checkCounts(trainer, counts === undefined || counts.length === own.length ? own : counts);
  checkHeld(trainer, own, held);
  return { kind: 'grid', axes };
}

function risingTimes(times: readonly number[]): Float64Array {
  const rising = [...new Set(times)].sort((a, b) => a - b);
  return Float64Array.from(rising);
}

/** Evenly spaced points from one place to another, both included; a coordinate named in neither stands in the middle. */
function linePlace(trainer: FieldTrainer, line: NonNullable<ExportPlace['line']>): PointsPlace {
  const { from, to, count = usualLine } = line;
  for (const name of [...Object.keys(from), ...Object.keys(to)]) checkName(trainer, name);
  const coordinates = trainer.coordinates.map(({ name, low, high }) => {
    const start = from[name] ?? to[name] ?? (low + high) / 2;
    return [name, uniformAxis(name, start, to[name] ?? start, count).values] as const;
  });
  return { kind: 'line', coordinates: Object.fromEntries(coordinates) };
}

function checkName(trainer: FieldTrainer, name: string): void {
  const names = trainer.coordinates.map((coordinate) => coordinate.name);
  if (!names.includes(name))
    throw new BadRequest(`The run has no coordinate "${name}"; it has ${names.join(', ')}.`);
}
