import type { LossRow, MeasureRow } from '../run';
import type { Study } from '../study';

/**
 * When training, or a phase of it, ends before its steps are done. Asked only where the error is measured, so that a run
 * ends at the same step however it is cut into calls.
 */
export class StopRule {
  /** Lowest loss of the present phase, and its step. */
  private lowest = Number.MAX_VALUE;
  private lowestAt = 0;

  constructor(private readonly limits: Study['stop']) {}

  take(losses: readonly LossRow[]): void {
    for (const { loss, step } of losses) {
      if (!(loss < this.lowest)) continue;
      this.lowest = loss;
      this.lowestAt = step;
    }
  }

  /** What was reached, as a sentence; null as long as nothing was. */
  reached(loss: number | undefined, { errors }: MeasureRow): string | null {
    const { limits } = this;
    if (limits.loss !== undefined && loss !== undefined && loss <= limits.loss)
      return `The loss has come down to ${limits.loss}, as was asked.`;
    const all = Object.values(errors);
    if (limits.error !== undefined && all.length > 0 && all.every((error) => error <= limits.error!))
      return `Every error has come down to ${limits.error}, as was asked.`;
    return null;
  }

  /** The lowest loss of the phase is too old. */
  outOfPatience(step: number): boolean {
    const { patience } = this.limits;
    return patience !== undefined && step - this.lowestAt >= patience;
  }

  /** A phase begins. */
  begin(step: number): void {
    this.lowest = Number.MAX_VALUE;
    this.lowestAt = step;
  }

  state(): Record<string, number> {
    return { lowestLoss: this.lowest, lowestLossAt: this.lowestAt };
  }

  restore(scalars: Readonly<Record<string, unknown>>): void {
    this.lowest = scalars.lowestLoss as number;
    this.lowestAt = scalars.lowestLossAt as number;
  }
}
