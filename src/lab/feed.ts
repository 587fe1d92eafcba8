import { plainReason, type FieldFrame, type LossRow, type MeasureRow, type Work } from '../run';
import { lossColumns, measureColumns } from './columns';
import { checkCounts, frameOf, withFields, type FrameRequest } from './frames';
import type { OpenRun } from './open-run';
import type { LabEvent, RunState } from './protocol';

/** Least milliseconds between two events of a kind. */
const metricsInterval = 100;
const frameInterval = 200;
const stateInterval = 200;
/** Pictures may cost training this share of the time: what a part of a frame took decides when the next may come. */
const frameShare = 0.05;
/** Milliseconds of a frame in one go. */
const frameSlice = 25;
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
  private watched: { readonly run: string; readonly request: FrameRequest } | null = null;
  /** The frame that is being worked out. */
  private drawing: { readonly work: Work<FieldFrame>; readonly step: number } | null = null;
  private frameStep = -1;
  /** When the next part of a frame may be worked out. */
  private drawAt = Number.NEGATIVE_INFINITY;
  /** The first part of a new choice compiles its program: what that took says nothing about the next. */
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
    this.endDrawing();
  }

  /** The grid and the choice of live frames of a run, which may be loaded later; null ends them. */
  watch(run: string, request: FrameRequest | null): void {
    this.watched = request === null ? null : { run, request };
    this.endDrawing();
  }

  acknowledge(event: number, open: OpenRun | null): void {
    const known = this.metrics.acknowledge(event) || this.frames.acknowledge(event);
    if (known) this.pump(open);
  }

  /** Sends what may be sent now, and comes back by itself for what must wait. */
  pump(open: OpenRun | null): void {
    if (open === null) return;
    if ((this.losses.length > 0 || this.measures.length > 0) && this.metrics.isOpen) this.sendMetrics(open);
    const isFree = open.run.state !== 'training' || this.now() >= this.drawAt;
    if (isFree && this.wantsFrame(open) && this.frames.isOpen) this.draw(open);
    const waits = this.losses.length > 0 || this.measures.length > 0 || this.wantsFrame(open);
    // A run that rests calls no more: the timer sees to its last rows and its last picture.
    if (waits && this.timer === null) {
      const isDrawn = this.drawing !== null && open.run.state !== 'training';
      this.timer = setTimeout(
        () => {
          this.timer = null;
          this.pump(open);
        },
        isDrawn ? 0 : frameInterval,
      );
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

  /** Works on a frame for a moment, and sends it when it is done. */
  private draw(open: OpenRun): void {
    if (this.watched === null) return;
    const { trainer, folder } = open;
    const started = this.now();
    try {
      this.drawing ??= { work: this.begin(open, this.watched.request), step: trainer.step };
      const { work, step } = this.drawing;
      do {
        const next = work.next();
        if (next.done !== true) continue;
        this.drawing = null;
        this.frameStep = step;
        const event = this.tell({ kind: 'frame', frame: frameOf(folder.record.run, next.value) });
        this.frames.sent(event, frameInterval);
        break;
      } while (this.compiled && this.now() - started < frameSlice);
      const cost = this.compiled && open.run.state === 'training' ? this.now() - started : 0;
      this.drawAt = this.now() + cost / frameShare;
      this.compiled = true;
    } catch (error) {
      // Pictures must never end a run.
      this.endDrawing();
      this.watched = null;
      const { run } = folder.record;
      const notice = { run, level: 'warning', text: plainReason(error), time: Date.now() / 1000 } as const;
      this.tell({ kind: 'notice', notice });
    }
  }

  private begin({ trainer }: OpenRun, { counts, ...choice }: FrameRequest): Work<FieldFrame> {
    const drawn = withFields(trainer);
    checkCounts(drawn, counts);
    return drawn.frame(counts, choice);
  }

  private endDrawing(): void {
    this.drawing?.work.return(undefined as never);
    this.drawing = null;
    this.frameStep = -1;
    this.drawAt = Number.NEGATIVE_INFINITY;
    this.compiled = false;
  }
}
