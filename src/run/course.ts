import { changesCourse, type CourseEvent } from './events';
import type { Trainer, WeightGroup } from './trainer';

/** A change that the user asked for and that has no step yet. */
export type Change =
  | { readonly kind: 'weight'; readonly group: WeightGroup; readonly value: number }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: number };

/**
 * The user's changes of a run in the order of their steps. New ones and those that a resumed run meets again go the
 * same way: they take effect when the trainer stands at their step.
 */
export class Course {
  private readonly upcoming: CourseEvent[];

  /** `events` by step, of which the first `applied` are already in the trainer's state. */
  constructor(
    events: readonly CourseEvent[] = [],
    private taken = 0,
  ) {
    this.upcoming = events.filter(changesCourse).slice(taken);
  }

  /** How many events are in effect. */
  get applied(): number {
    return this.taken;
  }

  /** The step before which the trainer must not run on; infinite when nothing is to come. */
  get nextStep(): number {
    return this.upcoming[0]?.step ?? Number.POSITIVE_INFINITY;
  }

  /** Gives `change` its step. Events of the same step that were there before keep their place before it. */
  add(change: Change, step: number): CourseEvent {
    const name = change.kind === 'weight' ? change.group : change.name;
    const event: CourseEvent = { step, kind: change.kind, name, value: change.value };
    const later = this.upcoming.findIndex((other) => other.step > step);
    this.upcoming.splice(later < 0 ? this.upcoming.length : later, 0, event);
    return event;
  }

  /** Puts what is due at `trainer.step` into effect. */
  apply(trainer: Trainer): CourseEvent[] {
    const due: CourseEvent[] = [];
    for (
      let event = this.upcoming[0];
      event !== undefined && event.step <= trainer.step;
      event = this.upcoming[0]
    ) {
      if (event.kind === 'weight') trainer.setWeight(event.name as WeightGroup, event.value);
      else trainer.setParameter(event.name, event.value);
      due.push(event);
      this.upcoming.shift();
    }
    this.taken += due.length;
    return due;
  }
}
