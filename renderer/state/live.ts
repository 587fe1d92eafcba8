/**
 * What changes many times a second while a run trains. Kept out of React: who draws it subscribes to a signal and
 * draws in the next animation frame; the event is acknowledged when that has happened.
 */
import type { Frame } from '../../src/lab/protocol';
import { LossSeries, MeasureSeries } from './series';

/** Tells its listeners that something has changed; they are called at most once for each animation frame. */
export class Signal {
  private readonly listeners = new Set<() => void>();
  private version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** A number that rises with each change, for React. */
  readonly read = (): number => this.version;

  emit(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

class LiveRun {
  losses = new LossSeries();
  measures = new MeasureSeries();
  frame: Frame | null = null;
  reference: Frame | null = null;

  readonly metricsChanged = new Signal();
  readonly frameChanged = new Signal();
  readonly referenceChanged = new Signal();

  /** Forgets the curves: they are read anew. */
  clearCurves(): void {
    this.losses = new LossSeries();
    this.measures = new MeasureSeries();
    this.metricsChanged.emit();
  }

  /** Forgets everything: another run is opened. */
  clear(): void {
    this.clearCurves();
    this.frame = null;
    this.reference = null;
    this.frameChanged.emit();
    this.referenceChanged.emit();
  }

  setFrame(frame: Frame): void {
    this.frame = frame;
    this.frameChanged.emit();
  }

  setReference(reference: Frame | null): void {
    this.reference = reference;
    this.referenceChanged.emit();
  }
}

export const live = new LiveRun();
