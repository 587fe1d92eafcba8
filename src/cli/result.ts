import {
  formatCount,
  formatDuration,
  formatNumber,
  outcomes,
  type Doubt,
  type OpenRun,
  type RunEnd,
  type RunRecord,
} from '../lab';
import { exitCodes, type ExitCode } from './failure';
import { profileLines, type RunProfile } from './profile';

/** What `--json` prints as its last line. */
export interface RunResult {
  readonly run: string;
  readonly folder: string;
  readonly outcome: string;
  readonly message: string;
  readonly seconds: number;
  readonly steps: number;
  readonly threads: number;
  readonly device: string;
  readonly precision: string;
  readonly seed: number;
  readonly loss: number | null;
  /** Unweighted mean squares by term. */
  readonly terms: Readonly<Record<string, number>>;
  /** Relative L2 errors by field; empty without a reference. */
  readonly errors: Readonly<Record<string, number>>;
  /** Values of the unknown numbers. */
  readonly inferred: Readonly<Record<string, number>>;
  readonly fresh_ratio: number | null;
  /** The lab's own measures by name. */
  readonly measures: Readonly<Record<string, number>>;
  /** Root mean square misfit to measured values that were kept out of training, by term. */
  readonly validation: Readonly<Record<string, number>>;
  /** What makes the result doubtful. */
  readonly warnings: readonly Doubt[];
  readonly parameters_sha256: string | null;
  /** From the start of the process to the end of the first step. */
  readonly first_step_seconds: number | null;
  /** Where the time went, if that was asked for. */
  readonly profile?: RunProfile;
}

export function resultOf(open: OpenRun, end: RunEnd, warnings: readonly string[]): RunResult {
  const { run, trainer, folder } = open;
  const { record } = folder;
  const { loss, measure } = run.latest;
  const stored = recordResult(record, folder.path);
  const told = run.warnings.map(({ message }) => message);
  const others = warnings
    .filter((message) => !told.includes(message))
    .map((message) => ({ term: '', place: '', message }));
  return {
    ...stored,
    outcome: end.outcome ?? 'stopped',
    message: end.unsaved ?? end.message,
    seconds: run.seconds,
    steps: trainer.step,
    loss: loss?.loss ?? stored.loss,
    terms: loss === null ? stored.terms : termsOf(record, loss.terms),
    errors: measure?.errors ?? stored.errors,
    inferred: trainer.inferred,
    fresh_ratio: measure?.freshRatio ?? stored.fresh_ratio,
    measures: measure?.values ?? stored.measures,
    validation: measure?.validation ?? stored.validation,
    warnings: [...run.warnings, ...others],
    first_step_seconds: run.firstStepAt === null ? null : run.firstStepAt / 1000,
  };
}

/** The result of a run as its record tells it. */
export function recordResult(record: RunRecord, folder: string): RunResult {
  const { progress, last } = record;
  return {
    run: record.run,
    folder,
    outcome: record.outcome ?? 'stopped',
    message: record.message,
    seconds: progress.seconds,
    steps: progress.step,
    threads: record.threads,
    device: record.device,
    precision: record.precision,
    seed: record.seed,
    loss: last?.loss ?? null,
    terms: termsOf(record, last?.terms ?? []),
    errors: last?.errors ?? {},
    inferred: last?.inferred ?? {},
    fresh_ratio: last?.freshRatio ?? null,
    measures: last?.values ?? {},
    validation: last?.validation ?? {},
    warnings: record.warnings,
    parameters_sha256: record.parametersSha256,
    first_step_seconds: null,
  };
}

/** The result for a reader. */
export function resultText(result: RunResult): string {
  const errors = Object.entries(result.errors);
  const measures = Object.entries(result.measures);
  const lines = [
    `${result.message}`,
    `steps ${formatCount(result.steps)} in ${formatDuration(result.seconds)}, ${result.threads} threads on the ${result.device}, ${result.precision}`,
    result.loss === null ? '' : `loss ${formatNumber(result.loss)}`,
    ...Object.entries(result.terms).map(([name, value]) => `  ${name}: ${formatNumber(value)}`),
    ...errors.map(([field, error]) => `relative L2 error of ${field}: ${formatNumber(error)}`),
    ...Object.entries(result.inferred).map(([name, value]) => `${name} = ${value}`),
    ...measures.map(([name, value]) => `${name}: ${formatNumber(value)}`),
    errors.length + measures.length === 0 ? 'no reference: look at the residuals on fresh points' : '',
    result.fresh_ratio === null
      ? ''
      : `loss on fresh points / trained loss: ${formatNumber(result.fresh_ratio)}`,
    ...(result.profile === undefined ? [] : profileLines(result.profile)),
    result.folder,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** How the command ends, and what the user can do next. */
export function conclusion(end: RunEnd, result: RunResult): { code: ExitCode; next: string } {
  const resume = `Go on with: collocate resume ${result.run}`;
  if (end.unsaved !== null) return { code: exitCodes.failed, next: `${end.unsaved} ${resume}` };
  switch (end.outcome) {
    case 'finished':
    case 'stalled':
      return { code: exitCodes.done, next: outcomes[end.outcome].next };
    case 'diverged':
      return { code: exitCodes.failed, next: outcomes.diverged.next };
    case 'failed':
      return { code: exitCodes.failed, next: `${end.message} ${resume}` };
    case 'stopped':
    case null:
      return { code: exitCodes.stopped, next: resume };
  }
}

function termsOf(record: RunRecord, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(record.terms.map((term, index) => [term.name, values[index] ?? Number.NaN]));
}
