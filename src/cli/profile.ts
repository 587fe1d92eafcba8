import { formatNumber, type StepPart, type Trainer } from '../lab';

/** Where the time of a run went. */
export interface RunProfile {
  /** Seconds by part of the work; `host` is what the others leave of the whole. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Milliseconds of a step in the last chunk of the run; null where none was timed. */
  readonly step: number | null;
  /** What a step of the last phase calls, timed on its own. */
  readonly step_parts: readonly StepPart[];
}

/** The profile of a run whose training took `seconds`. Times the parts of a step, which takes seconds. */
export function profileOf(trainer: Trainer, seconds: number): RunProfile {
  const spent = trainer.spent ?? {};
  const known = Object.values(spent).reduce((sum, part) => sum + part, 0);
  return {
    seconds: { ...spent, host: Math.max(0, seconds - known) },
    step: trainer.stepMilliseconds || null,
    step_parts: trainer.timeParts?.() ?? [],
  };
}

/** The tables for a reader. */
export function profileLines({ seconds, step, step_parts: parts }: RunProfile): string[] {
  const total = Object.values(seconds).reduce((sum, part) => sum + part, 0);
  const names = [...Object.keys(seconds), ...parts.map(({ name }) => name)];
  const width = Math.max(...names.map((name) => name.length));
  const spent = Object.entries(seconds).sort(([, a], [, b]) => b - a);
  return [
    'where the time went:',
    ...spent.map(
      ([name, part]) =>
        `  ${name.padEnd(width)}  ${part.toFixed(2).padStart(9)} s  ${((100 * part) / total).toFixed(1).padStart(5)} %`,
    ),
    step === null
      ? 'what a step calls, in ms:'
      : `what a step calls, in ms (a step took ${formatNumber(step)} ms):`,
    ...parts.map(
      ({ name, milliseconds, least, most }) =>
        `  ${name.padEnd(width)}  ${milliseconds.toFixed(2).padStart(9)}  (${least.toFixed(2)}–${most.toFixed(2)})`,
    ),
  ];
}
