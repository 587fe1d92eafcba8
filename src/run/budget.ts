import type { PhaseDescription } from './trainer';

/** Seconds that a run may train, counted from its first step; the last phase is stretched or cut to fit. */
export class TimeBudget {
  constructor(readonly seconds: number) {}

  /** Milliseconds left after `spent` seconds of training. */
  left(spent: number): number {
    return Math.max(0, (this.seconds - spent) * 1000);
  }

  /**
   * Total steps that fit, from the steps done, the seconds spent and the present rate. While an earlier phase runs
   * the rate of the last one is unknown: it is taken to be the same. Always a step more than may be done before the
   * next look, so that a run does not end early by a wrong guess.
   */
  totalSteps(
    step: number,
    spent: number,
    stepsPerSecond: number,
    phases: readonly PhaseDescription[],
  ): number {
    const earlier = phases.slice(0, -1).reduce((sum, phase) => sum + phase.steps, 0);
    const fitting = step + Math.floor((stepsPerSecond * this.left(spent)) / 1000);
    return Math.max(fitting, step + 2, earlier + 2);
  }
}

/** Steps each second over the last few seconds of training. */
export class Rate {
  private readonly samples: { seconds: number; step: number }[] = [];

  constructor(private readonly span = 3) {}

  /** Notes that `step` was reached after `seconds` of training. */
  add(seconds: number, step: number): void {
    this.samples.push({ seconds, step });
    while (this.samples.length > 2 && seconds - (this.samples[1]?.seconds ?? seconds) > this.span)
      this.samples.shift();
  }

  /** Forgets the past, since what comes now has another speed. */
  clear(): void {
    this.samples.length = 0;
  }

  get stepsPerSecond(): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.seconds <= first.seconds) return 0;
    return (last.step - first.step) / (last.seconds - first.seconds);
  }
}
