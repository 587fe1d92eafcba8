import {
  formatCount,
  formatDuration,
  formatNumber,
  type LogEntry,
  type OpenRun,
  type RunObserver,
} from '../lab';
import type { Output } from './output';

/** Shows on the error stream how a run goes, and keeps what the result must tell. */
export class Progress {
  /** Warnings and errors of the log, in their order. */
  readonly warnings: string[] = [];
  private open: OpenRun | null = null;

  constructor(
    private readonly output: Output,
    /** The run rests though nobody asked for that: the disk refuses. */
    private readonly onTrouble: (message: string) => void,
    /** Told how the run stands: at first, and whenever that changes. */
    private readonly onChange: (open: OpenRun) => void = () => undefined,
  ) {}

  /** Begins to show `open`. */
  follow(open: OpenRun): void {
    this.open = open;
    this.onChange(open);
  }

  warn(text: string): void {
    this.warnings.push(text);
    this.output.note(text);
  }

  observer(): RunObserver {
    return {
      changed: () => this.changed(),
      advanced: () => this.show(),
      course: () => undefined,
      notice: (entry) => this.notice(entry),
    };
  }

  private changed(): void {
    if (this.open === null) return;
    const { run } = this.open;
    this.onChange(this.open);
    if (run.state === 'compiling') this.output.progress(run.message);
    if (run.state === 'paused') this.onTrouble(run.message);
  }

  private notice(entry: LogEntry): void {
    if (entry.level === 'information') this.output.note(entry.text);
    else this.warn(entry.text);
  }

  private show(): void {
    if (this.open !== null) this.output.progress(progressLine(this.open));
  }
}

/** Step, optimiser, loss, errors, speed and what is left, on one line. */
export function progressLine({ run, trainer }: OpenRun): string {
  const { loss, measure } = run.latest;
  const errors = Object.entries(measure?.errors ?? {});
  const left = run.remainingSeconds;
  return [
    `step ${formatCount(trainer.step)} of ${formatCount(run.totalSteps)}`,
    trainer.phases[run.phase]?.optimiser ?? '',
    loss === null ? '' : `loss ${formatNumber(loss.loss)}`,
    ...errors.map(([field, error]) => `error ${field} ${formatNumber(error)}`),
    run.stepsPerSecond > 0 ? `${formatNumber(run.stepsPerSecond)} steps/s` : '',
    left === null ? '' : `${formatDuration(left)} left`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
