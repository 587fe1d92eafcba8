/** Residuals of the equations on a grid, asked for while a view shows them. */
import { gridPoints, uniformAxis } from '../../src/field';
import type { Frame } from '../../src/lab/protocol';
import { request } from '../bridge/request';
import { live, Signal } from '../state/live';
import { useRun } from '../state/run';
import { high, low } from './axes';

const counts = [128, 65];
/** Evaluating takes the engine's time: residuals follow the field at this pace at most. */
const pause = 2000;

export const residualsChanged = new Signal();

let frame: Frame | null = null;
let asking = false;
let askedAt = 0;

/** The newest residuals of the open run. */
export function residualFrame(): Frame | null {
  return frame !== null && frame.run === useRun.getState().state?.run ? frame : null;
}

async function ask(): Promise<void> {
  const field = live.frame;
  const { state } = useRun.getState();
  if (asking || field === null || state === null || field.run !== state.run) return;
  if (frame?.run === field.run && frame.step === field.step) return;
  if (performance.now() - askedAt < pause) return;
  const count = state.terms.filter(({ group }) => group === 'equations').length;
  const quantities = Array.from({ length: count }, (_, index) => `residual ${index + 1}`);
  if (count === 0) return;
  asking = true;
  askedAt = performance.now();
  try {
    const axes = field.axes.map((axis, index) =>
      uniformAxis(axis.name, low(axis), high(axis), counts[index] ?? 16),
    );
    const points = Object.fromEntries(
      Object.entries(gridPoints(axes)).map(([name, places]) => [name, Float64Array.from(places)]),
    );
    const { values } = await request('run.evaluate', { run: field.run, points, quantities });
    const fields = Object.fromEntries(
      Object.entries(values).map(([name, residual]) => [name, Float32Array.from(residual)]),
    );
    frame = { run: field.run, step: field.step, axes, fields };
    residualsChanged.emit();
  } catch {
    // An engine that is busy or away refuses; the next frame asks again.
  } finally {
    asking = false;
  }
}

/** Keeps residuals up to date until the returned function is called. */
export function watchResiduals(): () => void {
  const onFrame = (): void => void ask();
  const unsubscribe = live.frameChanged.subscribe(onFrame);
  const timer = setInterval(onFrame, pause);
  onFrame();
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}
