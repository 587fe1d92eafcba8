import { evaluateParameters } from '../language';
import {
  lifeOf,
  type CourseEvent,
  type ListedRun,
  type Outcome,
  type RunLife,
  type StoredFolder,
} from '../run';
import { evenWeights, type AnyStudy } from '../study';
import type { OpenRun } from './open-run';
import type { MachineLimits, RunState, RunSummary } from './protocol';

/** The state of a run that is loaded, as clients see it. */
export function stateOf(
  open: OpenRun,
  events: readonly CourseEvent[],
  limits: MachineLimits | null,
): RunState {
  const { run, trainer, folder } = open;
  const { record } = folder;
  return {
    ...describeRecord(folder.path, record),
    state: run.state,
    message: run.message,
    step: trainer.step,
    totalSteps: run.totalSteps,
    phase: run.phase,
    phases: trainer.phases,
    stepsPerSecond: run.stepsPerSecond,
    elapsedSeconds: run.seconds,
    remainingSeconds: run.remainingSeconds,
    share: limits === null ? null : shareOf(open, limits),
    weights: trainer.weights,
    // A resumed run meets the later events again.
    parameters: parametersOf(
      open.study,
      events.filter((event) => event.step <= trainer.step),
    ),
    inferred: trainer.inferred,
    warnings: run.warnings,
  };
}

/** The state of a run that lies in its folder only. */
export function storedState(listed: StoredFolder, study: AnyStudy, events: readonly CourseEvent[]): RunState {
  const { record } = listed;
  const { progress } = record;
  const weights = { ...weightsOf(study) };
  for (const event of events)
    if (event.kind === 'weight') weights[event.name as keyof typeof weights] = event.value;
  return {
    ...describeRecord(listed.folder, record),
    state: storedLife(record.outcome, listed.locked),
    message: record.message,
    step: progress.step,
    totalSteps: progress.totalSteps,
    phase: phaseAt(record.phases, progress.step),
    phases: record.phases,
    stepsPerSecond: 0,
    elapsedSeconds: progress.seconds,
    remainingSeconds: null,
    share: null,
    weights,
    parameters: parametersOf(study, events),
    inferred: record.last?.inferred ?? {},
    warnings: record.warnings,
  };
}

/** A line of the run table. `state` is given for a run that is loaded. */
export function summaryOf({ entry, locked }: ListedRun, loaded: RunState | null): RunSummary {
  const { created, outcome, ...facts } = entry;
  return {
    ...facts,
    state: loaded?.state ?? storedLife(outcome, locked),
    step: loaded?.step ?? entry.step,
    totalSteps: loaded?.totalSteps ?? entry.totalSteps,
    startedAt: Date.parse(created) / 1000,
    seconds: loaded?.elapsedSeconds ?? entry.seconds,
  };
}

function storedLife(outcome: Outcome | null, locked: boolean): RunLife {
  if (outcome !== null) return lifeOf(outcome);
  return locked ? 'training' : 'stored';
}

function describeRecord(folder: string, record: StoredFolder['record']) {
  const { run, title, precision, threads, seed, terms, fields, parameterCount } = record;
  return {
    run,
    title,
    precision,
    threads,
    seed,
    terms,
    fields,
    parameterCount,
    device: record.deviceName,
    folder,
  };
}

/**
 * Share of the arithmetic that this machine can do: the least time that the additions, products and transcendentals of
 * a step need, divided by the time that the step takes. Traffic to memory is left out: the bytes of a step are counted
 * as though nothing were fused or cached, so they bound no time from below.
 */
function shareOf({ run, trainer, folder }: OpenRun, limits: MachineLimits): number | null {
  if (run.stepsPerSecond === 0) return null;
  const { flops, transcendentals } = trainer.cost;
  const single = folder.record.precision === 'float32';
  const seconds =
    flops / (single ? limits.float32Flops : limits.float64Flops) +
    transcendentals /
      (single ? limits.float32TranscendentalsPerSecond : limits.float64TranscendentalsPerSecond);
  return Math.min(1, seconds * run.stepsPerSecond);
}

/** The groups of a loss that has no groups weigh nothing but one. */
function weightsOf(study: AnyStudy): RunState['weights'] {
  return study.lab === 'sequence' ? evenWeights : study.weights;
}

function parametersOf(study: AnyStudy, events: readonly CourseEvent[]): Record<string, number> {
  const { parameters } = study.lab === 'sequence' ? { parameters: {} } : study;
  const values: Record<string, number> = { ...evaluateParameters(parameters).values };
  for (const event of events) if (event.kind === 'parameter') values[event.name] = event.value;
  return values;
}

function phaseAt(phases: readonly { readonly steps: number }[], step: number): number {
  let end = 0;
  const index = phases.findIndex((phase) => (end += phase.steps) > step);
  return index < 0 ? Math.max(0, phases.length - 1) : index;
}
