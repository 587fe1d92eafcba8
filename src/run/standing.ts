import type { RunRecord } from './record';
import type { LossRow, MeasureRow, Trainer } from './trainer';

/** The last rows of a run; null before there are any. */
export interface Latest {
  readonly loss: LossRow | null;
  readonly measure: MeasureRow | null;
}

/** What the record says of the best checkpoint when the present one is better than all before; null when it is not. */
export function bestNow(
  before: RunRecord['best'],
  step: number,
  { loss, measure }: Latest,
): RunRecord['best'] {
  const errors = Object.values(measure?.errors ?? {});
  const by = errors.length > 0 ? 'error' : 'loss';
  const score = by === 'error' ? Math.max(...errors) : (loss?.loss ?? NaN);
  // A resumed run has no errors until it measures: a loss says nothing beside them.
  const comparable = before === null || before.by === by || by === 'error';
  if (!Number.isFinite(score) || !comparable) return null;
  return before?.by === by && before.score <= score ? null : { step, by, score };
}

/** What the record says of how far a run is. */
export function progressOf(
  trainer: Trainer,
  totalSteps: number,
  seconds: number,
  { loss, measure }: Latest,
): Pick<RunRecord, 'phases' | 'progress' | 'last'> {
  return {
    phases: trainer.phases.map((phase) => ({ ...phase })),
    progress: { step: trainer.step, totalSteps, seconds },
    last: loss && {
      loss: loss.loss,
      terms: [...loss.terms],
      freshRatio: measure?.freshRatio ?? null,
      errors: { ...measure?.errors },
      inferred: { ...trainer.inferred },
      values: { ...measure?.values },
      weights: { ...measure?.weights },
      validation: { ...measure?.validation },
    },
  };
}
