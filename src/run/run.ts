import { createHash } from 'node:crypto';
import { Rate, TimeBudget } from './budget';
import { Course, type Change } from './course';
import type { CourseEvent } from './events';
import type { LogEntry } from './log';
import { overfitWarning } from './overfit';
import { lostTerms, lifeOf, outcomes, type Outcome, type RunLife } from './outcome';
import { isLogged } from './logged';
import type { RunEnd, RunObserver, RunSetup } from './observer';
import type { RunRecord } from './record';
import type { RunFolder } from './run-folder';
import { plainReason } from './sentence';
import { bestNow, progressOf, type Latest } from './standing';
import { Stopwatch } from './stopwatch';
import { StorageProblem } from './storage';
import type { Advance, Doubt, LossRow, MeasureRow, Trainer } from './trainer';

/** A chunk of work between two looks at what the user wants. */
const chunkMilliseconds = 150;

type Wish = 'pause' | 'stop' | 'put aside';

/**
 * Trains: advances a trainer in chunks, logs rows, writes checkpoints and serves the user's wishes between chunks.
 * Whatever changes the course happens at step numbers, so that a run that was killed and resumed ends with the same
 * bits as one that was not.
 */
export class Run {
  private readonly trainer: Trainer;
  private readonly folder: RunFolder;
  private readonly observer: RunObserver;
  private readonly course: Course;
  private readonly watch: Stopwatch;
  private readonly rate = new Rate();
  private readonly budget: TimeBudget | null;
  private readonly changes: Change[] = [];
  private life: RunLife = 'waiting';
  private text = '';
  private wish: Wish | null = null;
  private hurried = false;
  /** Gives the preparation up. */
  private readonly preparation = new AbortController();
  private wake: () => void = () => undefined;
  private total: number;
  private phaseIndex = 0;
  private savedStep = -1;
  private newEvents = false;
  private untold: { losses: LossRow[]; measures: MeasureRow[] } = { losses: [], measures: [] };
  private lastLoss: LossRow | null = null;
  private lastMeasure: MeasureRow | null = null;
  private doubts: readonly Doubt[] = [];
  /** Milliseconds since the start of the process when the first step was done; null before. */
  firstStepAt: number | null = null;

  constructor(private readonly setup: RunSetup) {
    this.trainer = setup.trainer;
    this.folder = setup.folder;
    this.observer = setup.observer;
    this.course = new Course(setup.resume?.events ?? setup.course, setup.resume?.checkpoint.events);
    this.watch = new Stopwatch(setup.resume?.checkpoint.seconds);
    const { seconds, steps } = this.folder.record;
    this.budget = seconds === null ? null : new TimeBudget(seconds);
    this.total = steps ?? stepsOf(this.trainer);
  }

  get state(): RunLife {
    return this.life;
  }
  /** What goes on or what went wrong, as a sentence. */
  get message(): string {
    return this.text;
  }
  get totalSteps(): number {
    return this.total;
  }
  get phase(): number {
    return this.phaseIndex;
  }
  get stepsPerSecond(): number {
    return this.rate.stepsPerSecond;
  }
  get seconds(): number {
    return this.watch.seconds;
  }
  /** Seconds that are left, from the budget or the present rate; null when unknown. */
  get remainingSeconds(): number | null {
    if (this.budget !== null) return this.budget.left(this.watch.seconds) / 1000;
    const rate = this.rate.stepsPerSecond;
    return rate > 0 ? (this.total - this.trainer.step) / rate : null;
  }
  /** What makes the result doubtful; looked for when the run ends. */
  get warnings(): readonly Doubt[] {
    return this.doubts;
  }
  get latest(): Latest {
    return { loss: this.lastLoss, measure: this.lastMeasure };
  }

  pause(): void {
    this.ask(this.wish ?? 'pause');
  }
  /** Goes on after a pause, whether the user or the disk was its cause. */
  go(): void {
    if (this.wish === 'pause') this.ask(null);
  }
  /** Stops with a checkpoint; `at once` leaves out the last measures and the look for doubts, which may take seconds. */
  stop(how: 'measured' | 'at once' = 'measured'): void {
    this.hurried = how === 'at once';
    this.ask('stop');
  }
  /** Stops with a checkpoint and without an outcome: the run is resumed later. */
  putAside(): void {
    if (this.wish !== 'stop') this.ask('put aside');
  }
  /** Changes a weight or a parameter from the next step on. */
  change(change: Change): void {
    this.changes.push(change);
    this.wake();
  }

  /** Trains to the end. Ends of every kind are values; nothing is thrown. */
  async train(): Promise<RunEnd> {
    let outcome: Outcome | null = null;
    let message = '';
    try {
      await this.prepare();
      for (;;) {
        const ended = await this.turn();
        if (ended !== null) {
          outcome = ended === 'put aside' ? null : ended;
          break;
        }
      }
      message = outcome === null ? '' : outcomes[outcome].text;
    } catch (error) {
      outcome = 'failed';
      message = plainReason(error);
    }
    this.watch.stop();
    const unsaved = await this.conclude(outcome, message).catch(plainReason);
    this.tell();
    await this.folder.close();
    this.enter(
      outcome === null ? 'stored' : lifeOf(outcome),
      unsaved === null ? message : `${message} ${unsaved}`,
    );
    return { outcome, message, unsaved };
  }

  private async prepare(): Promise<void> {
    this.enter('compiling', 'Preparing the program.');
    const { resume } = this.setup;
    if (resume !== undefined) {
      this.trainer.restore(resume.checkpoint.state);
      this.savedStep = this.trainer.step;
      this.phaseIndex = this.phaseAt(this.trainer.step);
    }
    if (this.folder.record.steps !== null) this.trainer.setTotalSteps(this.total);
    // A budget of seconds had stretched or cut the last phase.
    else this.total = stepsOf(this.trainer);
    const { signal } = this.preparation;
    try {
      await this.trainer.prepare((sentence) => this.enter('compiling', sentence), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      // Nothing was trained: there is nothing to measure.
      this.hurried = true;
      return;
    }
    if (resume !== undefined) {
      const kind = this.setup.restarted === true ? 'restarted' : 'resumed';
      this.record({ step: this.trainer.step, kind, name: '', value: 0 });
      this.note('information', `Goes on from the checkpoint at step ${this.trainer.step}.`);
    }
  }

  /** One round: what the user wants, what must be written, then a chunk of training. */
  private async turn(): Promise<Outcome | 'put aside' | null> {
    // Requests that came in during the last chunk are served first.
    await new Promise((resolve) => setImmediate(resolve));
    for (const change of this.changes.splice(0)) this.record(this.course.add(change, this.trainer.step));
    // A compilation hears nobody, and may be cut short by a kill: nothing is lost then.
    const due = this.wish !== null || this.isCheckpointStep() || this.trainer.compilesNext === true;
    const trouble = await this.save(due);
    if (trouble === null) this.applyCourse();
    this.tell();
    if (this.wish === 'stop') return 'stopped';
    if (this.wish === 'put aside') return 'put aside';
    if (this.wish === 'pause' || trouble !== null) {
      await this.rest(trouble);
      return null;
    }
    // What was asked for meanwhile holds from the very next step.
    return this.changes.length > 0 ? null : this.work();
  }

  private async work(): Promise<Outcome | null> {
    const { step } = this.trainer;
    const left = this.budget?.left(this.watch.seconds) ?? chunkMilliseconds;
    if (left === 0) this.total = step;
    if (step >= this.total) return 'finished';
    const every = this.folder.record.checkpointEvery;
    // With a budget the seconds end the run, not a total that was guessed from its speed.
    const end = this.budget === null ? this.total : Math.max(step + 1, this.total - 1);
    const limit = Math.min(end, (Math.floor(step / every) + 1) * every, this.course.nextStep);
    // The first step stands alone: what it takes to come that far is measured, and the clock starts after it.
    const first = this.firstStepAt === null;
    // So does one after which the total is fitted to the seconds: until a speed is known, a chunk may be the whole run.
    const alone = first || (this.budget !== null && this.rate.stepsPerSecond === 0);
    if (first || this.trainer.compilesNext === true) this.enter('compiling', 'Compiling the program.');
    else this.enter('training', '');
    const advance = await this.trainer.advance(alone ? step + 1 : limit, Math.min(chunkMilliseconds, left));
    if (first) {
      this.firstStepAt = performance.now();
      this.watch.start();
    }
    this.take(advance);
    return advance.outcome ?? null;
  }

  private take(advance: Advance): void {
    const phase = advance.losses.at(-1)?.phase ?? this.phaseIndex;
    // Optimisers differ in speed: the rate of one says nothing about the next.
    if (phase !== this.phaseIndex) this.rate.clear();
    this.phaseIndex = phase;
    this.rate.add(this.watch.seconds, advance.step);
    for (const row of advance.losses) if (isLogged(row.step)) this.folder.addLoss(row);
    for (const row of advance.measures) this.folder.addMeasure(row);
    this.lastLoss = advance.losses.at(-1) ?? this.lastLoss;
    this.lastMeasure = advance.measures.at(-1) ?? this.lastMeasure;
    for (const notice of advance.notices) this.note('information', notice);
    this.fitBudget(advance.step);
    this.untold.losses.push(...advance.losses);
    this.untold.measures.push(...advance.measures);
  }

  /** Rows are told once they are in the tables: whoever reads those and then listens misses none. */
  private tell(): void {
    const { losses, measures } = this.untold;
    if (losses.length + measures.length === 0) return;
    this.untold = { losses: [], measures: [] };
    this.observer.advanced(losses, measures);
  }

  private fitBudget(step: number): void {
    if (this.budget === null) return;
    const { stepsPerSecond } = this.rate;
    const total = this.budget.totalSteps(step, this.watch.seconds, stepsPerSecond, this.trainer.phases);
    // Until a new phase shows its speed, an old guess may only be too short.
    this.total = stepsPerSecond === 0 ? Math.max(total, this.total) : total;
    this.trainer.setTotalSteps(this.total);
  }

  private applyCourse(): void {
    if (this.course.apply(this.trainer).length > 0) this.observer.changed();
  }

  /** Writes what is due. Gives the reason when the disk refuses; what could not be written waits for the next try. */
  private async save(checkpoint: boolean): Promise<string | null> {
    const due = checkpoint && this.savedStep !== this.trainer.step;
    try {
      await this.folder.flush(due || this.newEvents);
      this.newEvents = false;
      if (due) await this.saveCheckpoint();
      return null;
    } catch (error) {
      if (error instanceof StorageProblem) return error.message;
      throw error;
    }
  }

  private async saveCheckpoint(): Promise<void> {
    // Read before anything is awaited, so that all of it belongs to one moment.
    const checkpoint = {
      state: this.trainer.checkpoint(),
      events: this.course.applied,
      seconds: this.watch.seconds,
    };
    const { step } = checkpoint.state;
    const best = bestNow(this.folder.record.best, step, this.latest);
    const progress = this.progress();
    await this.folder.saveCheckpoint(checkpoint, best !== null);
    this.savedStep = step;
    await this.folder.saveRecord({ ...progress, ...(best && { best }) });
  }

  /** Waits until the user wants something else. */
  private async rest(trouble: string | null): Promise<void> {
    this.wish = 'pause';
    this.watch.stop();
    this.rate.clear();
    if (trouble !== null && trouble !== this.text) this.note('error', trouble);
    this.enter('paused', trouble ?? '');
    // Whoever was told may have answered at once. (Read through a call: the checker can't see that the wish changes.)
    if (this.changes.length === 0 && this.wants() === 'pause') {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.firstStepAt !== null && this.wants() === null) this.watch.start();
  }

  private wants(): Wish | null {
    return this.wish;
  }

  /** Last measures, rows, checkpoint and record. Waits while the disk refuses, until the user stops the run. */
  private async conclude(outcome: Outcome | null, message: string): Promise<string | null> {
    const measured =
      outcome === 'finished' || outcome === 'stalled' || (outcome === 'stopped' && !this.hurried);
    if (measured) this.measureEnd(outcome);
    if (outcome === 'diverged') {
      this.doubts = lostTerms(this.trainer.terms, this.lastLoss);
      for (const { message: lost } of this.doubts) this.note('warning', lost);
    }
    if (outcome !== null)
      this.note(outcome === 'diverged' || outcome === 'failed' ? 'error' : 'information', message);
    for (;;) {
      const trouble = await this.saveEnd(outcome, message);
      const leave = this.wish === 'stop' || this.wish === 'put aside' || outcome === 'failed';
      if (trouble === null || leave) return trouble;
      this.changes.length = 0;
      await this.rest(trouble);
    }
  }

  private measureEnd(outcome: Outcome): void {
    if (this.lastMeasure?.step !== this.trainer.step) {
      const row = this.trainer.measure();
      this.lastMeasure = row;
      // A stop comes at any step: its row must not stay in the course of a resumed run.
      if (outcome !== 'stopped') {
        this.folder.addMeasure(row);
        this.untold.measures.push(row);
      }
    }
    const overfitted = overfitWarning(this.lastMeasure.freshRatio);
    const general = overfitted === null ? [] : [{ term: '', place: '', message: overfitted }];
    this.doubts = [...general, ...(this.trainer.examine?.() ?? [])];
    for (const { message } of this.doubts) this.note('warning', message);
  }

  private async saveEnd(outcome: Outcome | null, message: string): Promise<string | null> {
    const sound = outcome !== 'failed' && outcome !== 'diverged';
    const trouble = await this.save(sound);
    if (trouble !== null) return trouble;
    try {
      const ended = outcome === null ? null : new Date().toISOString();
      const parametersSha256 = sound ? this.parametersSha256() : null;
      await this.folder.saveRecord({
        ...this.progress(),
        outcome,
        message,
        ended,
        parametersSha256,
        warnings: [...this.doubts],
      });
      return null;
    } catch (error) {
      if (error instanceof StorageProblem) return error.message;
      throw error;
    }
  }

  private parametersSha256(): string {
    const { buffer, byteOffset, byteLength } = this.trainer.networkParameters();
    return createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex');
  }

  private progress(): Pick<RunRecord, 'phases' | 'progress' | 'last'> {
    return progressOf(this.trainer, this.total, this.watch.seconds, this.latest);
  }

  private isCheckpointStep(): boolean {
    return this.trainer.step % this.folder.record.checkpointEvery === 0;
  }

  private phaseAt(step: number): number {
    const { phases } = this.trainer;
    let end = 0;
    const index = phases.findIndex((phase) => (end += phase.steps) > step);
    return index < 0 ? phases.length - 1 : index;
  }

  private record(event: CourseEvent): void {
    this.folder.addEvent(event);
    this.newEvents = true;
    this.observer.course(event);
  }

  private note(level: LogEntry['level'], text: string): void {
    const entry = { level, text, time: Date.now() / 1000 };
    this.folder.addLog(entry);
    this.observer.notice(entry);
  }

  private ask(wish: Wish | null): void {
    this.wish = wish;
    if (wish === 'stop' || wish === 'put aside') this.preparation.abort();
    this.wake();
  }

  private enter(life: RunLife, text: string): void {
    if (life === this.life && text === this.text) return;
    this.life = life;
    this.text = text;
    this.observer.changed();
  }
}

function stepsOf(trainer: Trainer): number {
  return trainer.phases.reduce((sum, phase) => sum + phase.steps, 0);
}
