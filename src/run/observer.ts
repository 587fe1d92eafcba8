import type { Checkpoint } from './checkpoint';
import type { CourseEvent } from './events';
import type { LogEntry } from './log';
import type { Outcome } from './outcome';
import type { RunFolder } from './run-folder';
import type { LossRow, MeasureRow, Trainer } from './trainer';

/** What is told to whoever watches a run. Called between chunks; what it costs is lost to training. */
export interface RunObserver {
  /** State, message, weights or totals changed. */
  changed(): void;
  /** After each chunk, with what it logged. */
  advanced(losses: readonly LossRow[], measures: readonly MeasureRow[]): void;
  course(event: CourseEvent): void;
  notice(entry: LogEntry): void;
}

/** How a run ended; `outcome` is null when it was put aside to be resumed later. */
export interface RunEnd {
  readonly outcome: Outcome | null;
  readonly message: string;
  /** Why the last results could not be written; null when they were. */
  readonly unsaved: string | null;
}

/** What a run is made of. */
export interface RunSetup {
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  readonly observer: RunObserver;
  /** Present when the run goes on from a checkpoint. */
  readonly resume?: { readonly checkpoint: Checkpoint; readonly events: readonly CourseEvent[] };
  /** Events that a new run meets at their steps, as the run did that it repeats. */
  readonly course?: readonly CourseEvent[];
  /** It goes on because its engine process ended unexpectedly. */
  readonly restarted?: boolean;
}
