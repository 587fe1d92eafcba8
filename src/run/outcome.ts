import type { TrainerOutcome } from './trainer';

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
