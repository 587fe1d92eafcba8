/** Train, pause, stop, and changes of weights and parameters while a run goes on. */
import { request } from '../bridge/request';
import { valueAt, withoutValue, type Json } from '../state/json';
import { setValue, useDocument } from '../state/document';
import { isUnderWay, useRun, addNotice } from '../state/run';
import { follow, plainMessage } from '../state/session';
import { readDocument } from '../state/study';
import { evaluateParameters } from '../../src/language';
import { hasErrors } from '../../src/study';

export type WeightGroup = 'equations' | 'conditions' | 'data';

/** What a run can't change while it goes on: everything but weights, parameter values and words for people. */
function fixedPart(study: Json): string {
  const rest = ['weights', 'title', 'description', 'parameters'].reduce<Json>(
    (document, key) => withoutValue(document, [key]),
    study,
  );
  const parameters = valueAt(study, ['parameters']);
  return JSON.stringify([rest, Object.keys(parameters ?? {})]);
}

/** True when the open run trains the study as it stands in the document, up to what may change on the way. */
export function runMatchesDocument(): boolean {
  const { document } = useDocument.getState();
  const { study } = useRun.getState();
  return document !== null && study !== null && fixedPart(document) === fixedPart(study);
}

async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    addNotice('error', plainMessage(error));
  }
}

/** Goes on with a paused run of this very study, else starts a new run. */
export async function train(): Promise<void> {
  const { state } = useRun.getState();
  if (state?.state === 'paused' && runMatchesDocument()) {
    await attempt(() => request('run.go', { run: state.run }));
    return;
  }
  if (state !== null && isUnderWay(state)) await attempt(() => request('run.stop', { run: state.run }));
  await startRun();
}

async function startRun(): Promise<void> {
  const { document, file } = useDocument.getState();
  if (document === null) return;
  useRun.setState({ opening: true, refusal: null });
  try {
    const folder = file?.folder ?? undefined;
    const parameters = folder === undefined ? { study: document } : { study: document, folder };
    const { run } = await request('run.start', parameters);
    await follow(run);
  } catch (error) {
    useRun.setState({ opening: false, refusal: plainMessage(error) });
    addNotice('error', plainMessage(error));
  }
}

export async function pause(): Promise<void> {
  const { state } = useRun.getState();
  if (state !== null) await attempt(() => request('run.pause', { run: state.run }));
}

export async function stop(): Promise<void> {
  const { state } = useRun.getState();
  if (state !== null) await attempt(() => request('run.stop', { run: state.run }));
}

/** Loads a run of the store into the engine and goes on from its newest checkpoint. */
export async function resume(run: string): Promise<void> {
  await attempt(async () => {
    await request('run.resume', { run });
    await follow(run);
  });
}

/** Changes a group's weight in the study, and in the run at once where one is under way. */
export function setWeight(group: WeightGroup, value: number): void {
  setValue(['weights', group], value);
  const { state } = useRun.getState();
  if (state !== null && isUnderWay(state) && Number.isFinite(value) && value >= 0)
    void attempt(() => request('run.setWeight', { run: state.run, group, value }));
}

/** Passes a parameter's new value to the run under way, when it has one. */
export function passParameter(name: string): void {
  const { state } = useRun.getState();
  const { study, problems } = readDocument(useDocument.getState().document);
  if (state === null || study === null || !isUnderWay(state) || hasErrors([...problems])) return;
  if (!runMatchesDocument()) return;
  const evaluated = evaluateParameters(study.parameters);
  const value = evaluated.ok ? evaluated.values[name] : undefined;
  if (value === undefined || state.parameters[name] === value) return;
  void attempt(() => request('run.setParameter', { run: state.run, name, value }));
}
