/**
 * Fields of many coordinates: a grid of all of them would hold too many points, so only the plane that is shown is
 * evaluated, while a view shows it. So it is while live frames are those of a box.
 */
import { singleCoordinates } from '../../src/study';
import { isObject, valueAt } from '../state/json';
import { live } from '../state/live';
import { useRun } from '../state/run';
import { isBoxWatched, mostGridCoordinates } from '../state/session';
import { useViews } from '../state/view';
import { evaluatePlane } from './planeFrame';
import { sliceKey } from './slicing';

const pause = 1000;

let slice = '';
let asking = false;
let askedAt = 0;

async function ask(): Promise<void> {
  const { state, study } = useRun.getState();
  if (asking || state === null || performance.now() - askedAt < pause) return;
  const coordinates = valueAt(study ?? undefined, ['coordinates']);
  const names = singleCoordinates(isObject(coordinates) ? coordinates : {}).map(({ name }) => name);
  const wanted = sliceKey(names);
  const { frame } = live;
  const isNew = frame?.run === state.run && frame.step === state.step && slice === wanted;
  if ((names.length <= mostGridCoordinates && !isBoxWatched()) || isNew) return;
  asking = true;
  askedAt = performance.now();
  try {
    const next = await evaluatePlane(state.run, state.step, state.fields);
    slice = wanted;
    if (useRun.getState().state?.run === next.run) live.setFrame(next);
  } catch {
    // Not before the run is prepared; asked again a little later.
  } finally {
    asking = false;
  }
}

/** Keeps the plane that is shown up to date until the returned function is called. */
export function watchWideFields(): () => void {
  const look = (): void => void ask();
  const stop = useViews.subscribe(look);
  const timer = setInterval(look, pause);
  look();
  return () => {
    stop();
    clearInterval(timer);
  };
}
