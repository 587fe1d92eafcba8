import type { Study } from '../study';
import type { TrainerState } from '../run';

/** What is done again and again while a study is trained. */
type Deed = 'resampled' | 'weighed' | 'measured';

/** At which steps points are drawn anew, terms or points are weighed anew, and errors are measured. */
export class Timetable {
  private readonly every: Readonly<Record<Deed, number>>;
  private readonly at: Record<Deed, number> = { resampled: 0, weighed: 0, measured: 0 };

  /** @param weighEvery steps between two looks at how terms or points should count; 0 where nobody asks */
  constructor({ points, training }: Study, weighEvery: number) {
    this.every = { resampled: points.every, weighed: weighEvery, measured: training.measureEvery };
  }

  /** True where the points change while the study is trained. */
  get resamples(): boolean {
    return this.every.resampled > 0;
  }

  /** The step of the last one. */
  last(deed: Deed): number {
    return this.at[deed];
  }

  /** True at its steps, done or not. */
  falls(deed: Deed, step: number): boolean {
    return this.every[deed] > 0 && step % this.every[deed] === 0;
  }

  /** True at its steps until it is done. */
  due(deed: Deed, step: number): boolean {
    return this.falls(deed, step) && this.at[deed] !== step;
  }

  done(deed: Deed, step: number): void {
    this.at[deed] = step;
  }

  /** The first step after this one at which something falls due. */
  next(step: number): number {
    const marks = Object.values(this.every).map((every) =>
      every > 0 ? (Math.floor(step / every) + 1) * every : Infinity,
    );
    return Math.min(...marks);
  }

  checkpoint(): Record<string, number> {
    return {
      resampledAt: this.at.resampled,
      weighedAt: this.at.weighed,
      measuredAt: this.at.measured,
    };
  }

  restore(scalars: TrainerState['scalars']): void {
    for (const deed of ['resampled', 'weighed', 'measured'] as const)
      this.at[deed] = scalars[`${deed}At`] as number;
  }
}
