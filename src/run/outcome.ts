import type { Doubt, LossRow, TermDescription, TrainerOutcome } from './trainer';

/** How a run can end; a run that was killed has none and can be resumed. */
export type Outcome = TrainerOutcome | 'stopped' | 'failed';

interface OutcomeText {
  /** What happened, as a sentence. */
  readonly text: string;
  /** What the user can do now. */
  readonly next: string;
  readonly resumable: boolean;
}

export const outcomes: { readonly [O in Outcome]: OutcomeText } = {
  finished: {
    text: 'All steps are done.',
    next: 'Look at the error or at the residuals on fresh points, and export the fields.',
    resumable: false,
  },
  stalled: {
    text: 'The optimiser found no better parameters: this loss is as low as it gets from here.',
    next: 'Check the error; if it is too large, try more collocation points, a wider network or another seed.',
    resumable: false,
  },
  diverged: {
    text: 'The loss has grown beyond all bounds.',
    next: 'Lower the learning rate or the largest weight, or use float64, and train again.',
    resumable: false,
  },
  stopped: {
    text: 'Stopped by you.',
    next: 'Resume the run to go on from this step.',
    resumable: true,
  },
  failed: {
    text: 'The engine could not go on.',
    next: 'Read the reason in the log; resume the run to go on from its last checkpoint.',
    resumable: true,
  },
};

/** What a run does now, or did last. */
export type RunLife =
  'waiting' | 'compiling' | 'training' | 'paused' | 'finished' | 'stopped' | 'failed' | 'stored';

/** The state of a run that ended so. */
export function lifeOf(outcome: Outcome): RunLife {
  switch (outcome) {
    case 'finished':
    case 'stalled':
      return 'finished';
    case 'stopped':
      return 'stopped';
    case 'diverged':
    case 'failed':
      return 'failed';
  }
}

/** The terms that are no number in the last step of a run that diverged, where others still are one: they are why. */
export function lostTerms(terms: readonly TermDescription[], last: LossRow | null): Doubt[] {
  const values = last?.terms ?? [];
  if (!values.some(Number.isFinite)) return [];
  return terms
    .filter((_, k) => !Number.isFinite(values[k]))
    .map(({ name }) => ({
      term: name,
      place: '',
      message: `${name} is no number at step ${last?.step ?? 0}: look in it for a division by 0, a root or logarithm of a negative number, and values that are too large; write it another way, or build in a value that keeps them away.`,
    }));
}
