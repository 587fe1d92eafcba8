/** Frames of what is shown only, evaluated point by point: for residuals, and for fields of many coordinates. */
import { gridPoints, uniformAxis, type Axis } from '../../src/field';
import type { Frame } from '../../src/lab/protocol';
import { request } from '../bridge/request';
import { useRun } from '../state/run';
import { readDocument } from '../state/study';
import { heldFraction, slicingNow } from './slicing';

/** Points to the right and upwards. */
const counts = { across: 65, up: 128 } as const;

/** The axes of the picture of the open run: those of its plane in full, of each other coordinate one place. */
function axesNow(): readonly Axis[] {
  const { meaning } = readDocument(useRun.getState().study);
  const ranges = Object.entries(meaning?.box ?? {});
  const slice = slicingNow(ranges.map(([name]) => name));
  return ranges.map(([name, [low, high]]) => {
    if (slice === null || name === slice.up) return uniformAxis(name, low, high, counts.up);
    if (name === slice.across) return uniformAxis(name, low, high, counts.across);
    const value = low + heldFraction(name, slice.time) * (high - low);
    return { name, values: Float64Array.of(value) };
  });
}

/** Evaluates quantities on the plane that is shown. Rejects while the engine is busy or away. */
export async function evaluatePlane(
  run: string,
  step: number,
  quantities: readonly string[],
): Promise<Frame> {
  const axes = axesNow();
  const points = Object.fromEntries(
    Object.entries(gridPoints(axes)).map(([name, places]) => [name, Float64Array.from(places)]),
  );
  const { values } = await request('run.evaluate', { run, points, quantities: [...quantities] });
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, column]) => [name, Float32Array.from(column)]),
  );
  return { run, step, axes, fields, inside: null };
}
