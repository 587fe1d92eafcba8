import { gathered, strides, type Axis, type Values } from '../../field';
import { Unsuitable, type GridResult } from '../result';

/** Fields over up to three axes, the first one fastest: how VTK and XDMF store a grid at one time. */
export interface Scene {
  readonly axes: readonly Axis[];
  readonly time: number | null;
  readonly fields: Readonly<Record<string, Values>>;
}

/**
 * A grid as scenes: one for each time, or a single one where time is one of its axes.
 * @param apart a scene for each time; else time is an axis after those of space, if it has more than one value
 * Errors: `Unsuitable` where more than three axes are left.
 */
export function scenesOf(result: GridResult, apart: boolean): Scene[] {
  const { axes } = result.place;
  const time = axes.findIndex((axis) => axis.name === result.time);
  const steady = time < 0 || axes[time].values.length === 1;
  const split = time >= 0 && (apart || steady);
  const space = shownAxes(axes.filter((_, k) => k !== time));
  const shown = split || time < 0 ? space : [...space, axes[time]];
  if (shown.length > 3) {
    throw new Unsuitable(
      `The grid has ${shown.length} axes (${shown.map(({ name }) => name).join(', ')}) and the format holds three; ` +
        `hold one of them at a value${split || time < 0 ? '' : ', or write the times one by one'}.`,
    );
  }
  const steps = strides(axes);
  // Every other axis has one place: what varies besides the shown axes is the time alone.
  const order = shown.map((axis) => axes.indexOf(axis));
  const shape = order.map((k) => axes[k].values.length);
  const places = order.map((k) => steps[k]);
  const scene = (value: number | null, start: number): Scene => ({
    axes: shown,
    time: value,
    fields: Object.fromEntries(
      Object.entries(result.fields).map(([name, values]) => [name, gathered(values, shape, places, start)]),
    ),
  });
  return split ? [...axes[time].values].map((value, k) => scene(value, k * steps[time])) : [scene(null, 0)];
}

/** Axes with more than one place, and the others too where three leave room for all. */
function shownAxes(axes: readonly Axis[]): readonly Axis[] {
  return axes.length <= 3 ? axes : axes.filter(({ values }) => values.length > 1);
}
