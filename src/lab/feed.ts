import { plainReason, type LossRow, type MeasureRow } from '../run';
import { lossColumns, measureColumns } from './columns';
import { checkCounts, frameOf, withFields } from './frames';
import type { OpenRun } from './open-run';
import type { LabEvent, RunState } from './protocol';

/** Least milliseconds between two events of a kind. */
const metricsInterval = 100;
const frameInterval = 200;
const stateInterval = 200;
/** A frame may cost this share of the time: what it took decides when the next may come. */
const frameShare = 0.05;
/** A client that is gone or stuck holds nothing up for longer. */
const patience = 5000;

/** Lets one event of a kind out at a time: the next waits for its acknowledgement and for its interval. */
class Gate {
  private waitingFor: number | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;
  private openAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {}

  get isOpen(): boolean {
    const held = this.waitingFor !== null && this.now() - this.sentAt < patience;
    return !held && this.now() >= this.openAt;
  }

  sent(event: number, interval: number): void {
    this.waitingFor = event;
    this.sentAt = this.now();
    this.openAt = this.sentAt + interval;
  }

  acknowledge(event: number): boolean {
    if (this.waitingFor !== event) return false;
    this.waitingFor = null;
    return true;
  }
}

/** What a training run sends to its clients: states, metrics in batches and frames, at rates that it can afford. */
export class Feed {
  private losses: LossRow[] = [];
  private measures: MeasureRow[] = [];
  private readonly metrics: Gate;
  private readonly frames: Gate;
  private stateAt = Number.NEGATIVE_INFINITY;
  private watched: { readonly run: string; readonly counts: readonly number[] } | null = null;
  private frameStep = -1;
  /** The first frame of a grid compiles its program: what that took says nothing about the next. */
  private compiled = false;
  private timer: NodeJS.Timeout | null = null;
  private nextEvent = 1;

  constructor(
    private readonly emit: (event: number, body: LabEvent) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.metrics = new Gate(now);
    this.frames = new Gate(now);
  }

  /** Sends an event that needs no acknowledgement. */
  tell(body: LabEvent): number {
    const event = this.nextEvent++;
    this.emit(event, body);
    return event;
  }

  /** Sends the state; with `soon`, only when the last one is old enough. */
  state(state: RunState, soon = false): void {
    if (soon && this.now() - this.stateAt < stateInterval) return;
    this.stateAt = this.now();
    this.tell({ kind: 'state', state });
  }

  add(losses: readonly LossRow[], measures: readonly MeasureRow[]): void {
    this.losses.push(...losses);
    this.measures.push(...measures);
  }

  /** The run is given up, and its trainer with it: what was not sent of it is forgotten. */
  reset(): void {
    this.close();
    this.losses = [];
    this.measures = [];
    this.frameStep = -1;
    this.compiled = false;
  }

  /** The grid of live frames of a run, which may be loaded later; null ends them. */
  watch(run: string, counts: readonly number[] | null): void {
    this.watched = counts === null ? null : { run, counts };
    this.frameStep = -1;
    this.compiled = false;
  }

  acknowledge(event: number, open: OpenRun | null): void {
    const known = this.metrics.acknowledge(event) || this.frames.acknowledge(event);
    if (known) this.pump(open);
  }

  /** Sends what may be sent now, and comes back by itself for what must wait. */
  pump(open: OpenRun | null): void {
    if (open === null) return;
    if ((this.losses.length > 0 || this.measures.length > 0) && this.metrics.isOpen) this.sendMetrics(open);
    if (this.wantsFrame(open) && this.frames.isOpen) this.sendFrame(open);
    const waits = this.losses.length > 0 || this.measures.length > 0 || this.wantsFrame(open);
    // A run that rests calls no more: the timer sees to its last rows and its last picture.
    if (waits && this.timer === null) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.pump(open);
      }, frameInterval);
      this.timer.unref();
    }
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private wantsFrame(open: OpenRun): boolean {
    const isWatched = this.watched !== null && this.watched.run === open.folder.record.run;
    return isWatched && this.frameStep !== open.trainer.step && open.run.firstStepAt !== null;
  }

  private sendMetrics({ folder, trainer }: OpenRun): void {
    const losses = lossColumns(this.losses.splice(0), trainer.terms.length);
    const measures = measureColumns(this.measures.splice(0));
    const event = this.tell({ kind: 'metrics', run: folder.record.run, losses, measures });
    this.metrics.sent(event, metricsInterval);
  }

  private sendFrame({ folder, trainer }: OpenRun): void {
    if (this.watched === null) return;
    const { run } = folder.record;
    const started = this.now();
    try {
      const { counts } = this.watched;
      const drawn = withFields(trainer);
      checkCounts(drawn, counts);
      const event = this.tell({ kind: 'frame', frame: frameOf(run, drawn.evaluateGrid(counts)) });
      this.frameStep = trainer.step;
      const cost = this.now() - started;
      this.frames.sent(event, this.compiled ? Math.max(frameInterval, cost / frameShare) : frameInterval);
      this.compiled = true;
    } catch (error) {
      // Pictures must never end a run.
      this.watched = null;
      const notice = { run, level: 'warning', text: plainReason(error), time: Date.now() / 1000 } as const;
      this.tell({ kind: 'notice', notice });
    }
  }
}
