/** Train, pause, stop, and changes of weights and parameters while a run goes on. */
import { request } from '../bridge/request';
import type { Json } from '../state/json';
import { ask } from '../state/question';
import { setValue, useDocument } from '../state/document';
import { addNotice, isActive, isUnderWay, useRun } from '../state/run';
import { follow, plainMessage } from '../state/session';
import { readDocument, wholeStudy } from '../state/study';
import { evaluateParameters } from '../../src/language';
import { hasErrors, type WeightGroup } from '../../src/study';

/** What a run can't change while it goes on: everything but weights, parameter values and words for people. */
function fixedPart(document: Json): string | null {
  const study = wholeStudy(document);
  if (study === null) return null;
  if (study.lab === 'sequence') {
    const { title: _title, description: _description, ...fixed } = study;
    return JSON.stringify(fixed);
  }
  const { weights: _weights, title: _title, description: _description, parameters, ...fixed } = study;
  return JSON.stringify([fixed, Object.keys(parameters)]);
}

/** True when the open run trains the study as it stands in the document, up to what may change on the way. */
export function runMatchesDocument(): boolean {
  const { document } = useDocument.getState();
  const { study } = useRun.getState();
  if (document === null || study === null) return false;
  const fixed = fixedPart(document);
  return fixed !== null && fixed === fixedPart(study);
}

async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    addNotice('error', plainMessage(error));
  }
}

/** Goes on with a paused run. */
export async function goOn(run: string): Promise<void> {
  await attempt(() => request('run.go', { run }));
}

/** Goes on with a paused run of this very study, else starts a new run. */
export async function train(): Promise<void> {
  const { state } = useRun.getState();
  if (state?.state === 'paused' && runMatchesDocument()) {
    await goOn(state.run);
    return;
  }
  if (await makeRoom()) await startRun();
}

/** One run trains at a time: asks whether another one may be put aside. True when there is room. */
async function makeRoom(): Promise<boolean> {
  const { background } = useRun.getState();
  if (background === null) return true;
  const answer = await ask({
    title: `“${background.title}” is being trained`,
    text: 'It can be put aside with a checkpoint, and resumed later from the list of runs.',
    choices: ['Put it aside', 'Cancel'],
  });
  if (answer !== 'Put it aside') return false;
  await attempt(() => request('run.pause', { run: background.run }));
  await backgroundAtRest();
  return true;
}

/** A pause takes effect between two steps, which a compilation can delay. */
function backgroundAtRest(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      if (isActive(useRun.getState().background)) return false;
      resolve();
      return true;
    };
    if (look()) return;
    const unsubscribe = useRun.subscribe(() => {
      if (look()) unsubscribe();
    });
  });
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
