/** Residuals of the equations on the plane that is shown, asked for while a view shows them. */
import type { Frame } from '../../src/lab/protocol';
import { equationGroups } from '../../src/study';
import { live, Signal } from '../state/live';
import { useRun } from '../state/run';
import { useViews } from '../state/view';
import { evaluatePlane } from './planeFrame';
import { sliceKey } from './slicing';

/** Evaluating takes the engine's time: residuals follow the field at this pace at most. */
const pause = 2000;

export const residualsChanged = new Signal();

let frame: Frame | null = null;
let slice = '';
let asking = false;
let askedAt = 0;

/** The newest residuals of the open run. */
export function residualFrame(): Frame | null {
  return frame !== null && frame.run === useRun.getState().state?.run ? frame : null;
}

/** The names under which residuals are asked for, in the order of the equations. */
export function residualNames(): string[] {
  const terms = useRun.getState().state?.terms ?? [];
  const count = terms.filter(({ group }) => (equationGroups as readonly string[]).includes(group)).length;
  return Array.from({ length: count }, (_, index) => `residual ${index + 1}`);
}

async function ask(): Promise<void> {
  const field = live.frame;
  const { state } = useRun.getState();
  const quantities = residualNames();
  if (asking || field === null || state === null || field.run !== state.run || quantities.length === 0)
    return;
  // A picture of two coordinates is the same wherever the clock stands.
  const names = field.axes.map(({ name }) => name);
  const wanted = sliceKey(names);
  if (frame?.run === field.run && frame.step === field.step && slice === wanted) return;
  if (performance.now() - askedAt < pause) return;
  asking = true;
  askedAt = performance.now();
  try {
    frame = await evaluatePlane(field.run, field.step, quantities);
    slice = wanted;
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
  const stops = [live.frameChanged.subscribe(onFrame), useViews.subscribe(onFrame)];
  const timer = setInterval(onFrame, pause);
  onFrame();
  return () => {
    for (const stop of stops) stop();
    clearInterval(timer);
  };
}
