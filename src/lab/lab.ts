import {
  lookAt,
  readRun,
  type Change,
  type CourseEvent,
  type LabelChange,
  type LogEntry,
  type RunEnd,
  type RunObserver,
  type RunStore,
  type Trainer,
} from '../run';
import { storedLosses, storedMeasures } from './columns';
import type { Engine, EngineChoice } from './engine';
import { BadRequest } from './frames';
import { resumeRun, startRun, viewRun, type OpenRun, type StartOptions } from './open-run';
import type { SettingValue } from '../study';
import type {
  LossColumns,
  MachineLimits,
  MeasureColumns,
  OpenedRun,
  RunState,
  RunSummary,
  SettingColumns,
} from './protocol';
import { stateOf, storedState, summaryOf } from './run-state';
import { Views } from './views';

/** What a lab tells about the run that it trains. */
export interface LabObserver {
  state(state: RunState): void;
  /** The run that was loaded is given up: its trainer must not be asked any more. */
  unloaded(): void;
  advanced(open: OpenRun, ...rows: Parameters<RunObserver['advanced']>): void;
  course(run: string, event: CourseEvent): void;
  notice(run: string, entry: LogEntry): void;
}

interface Loaded {
  readonly open: OpenRun;
  readonly events: CourseEvent[];
  readonly end: Promise<RunEnd>;
}

const busy = ['waiting', 'compiling', 'training'];

/** Trains one run at a time, and loads one more to look at. */
export class Lab {
  /** The run that trains, or that did last. */
  private loaded: Loaded | null = null;
  private readonly views = new Views();
  /** Measured limits of the machine, when known. */
  limits: MachineLimits | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly store: RunStore,
    private readonly observer: LabObserver,
  ) {}

  get open(): OpenRun | null {
    return this.loaded?.open ?? null;
  }

  get isBusy(): boolean {
    return this.loaded !== null && busy.includes(this.loaded.open.run.state);
  }

  /** Makes a run and trains it; gives its name. A run that was paused is put aside. */
  async start(options: StartOptions): Promise<string> {
    await this.makeRoom();
    return this.train(await startRun(this.engine, this.store, options, this.watcher()), []);
  }

  /** Goes on with a stored run, for `more` further steps where that is given. `choose` gives the engine for the run's own thread count. */
  async resume(
    run: string,
    choose: (threads: number) => Promise<EngineChoice>,
    more?: number,
  ): Promise<void> {
    if (this.isLoaded(run) && this.isBusy) return;
    if (this.isLoaded(run) && this.open?.run.state === 'paused') return this.go(run);
    const folder = await this.store.find(run);
    this.refuseWhileBusy();
    const { record, events } = await readRun(folder);
    const choice = await choose(record.threads);
    await this.makeRoom();
    const open = await resumeRun(this.engine, folder, choice, this.watcher(), more);
    await this.views.close(run);
    this.train(open, [...events]);
    for (const text of open.warnings) {
      this.observer.notice(run, { level: 'warning', text, time: Date.now() / 1000 });
    }
  }

  pause(run: string): void {
    this.training(run).run.pause();
  }
  go(run: string): void {
    this.training(run).run.go();
  }
  stop(run: string): void {
    this.training(run).run.stop();
  }

  change(run: string, change: Change): void {
    const open = this.training(run);
    if (open.study.lab === 'sequence')
      throw new BadRequest('A run of a sequence model has no weights and no parameters to change.');
    if (change.kind === 'parameter' && change.name in open.study.unknowns)
      throw new BadRequest(
        `"${change.name}" is inferred in this run, so it can't be set; make it a parameter of the study to set it.`,
      );
    if (change.kind === 'parameter' && !(change.name in open.study.parameters)) {
      const names = Object.keys(open.study.parameters).join(', ') || 'none';
      throw new BadRequest(`The study has no parameter "${change.name}". Its parameters: ${names}.`);
    }
    open.run.change(change);
  }

  async list(): Promise<RunSummary[]> {
    const state = this.state();
    return (await this.store.list()).map((run) =>
      summaryOf(run, run.entry.run === state?.run ? state : null),
    );
  }

  /** Study, state, metrics, events and log of a run. */
  async look(run: string): Promise<OpenedRun> {
    const folder = await this.store.find(run);
    const stored = await readRun(folder);
    const state = this.isLoaded(run) ? this.state() : null;
    const losses: LossColumns = storedLosses(stored.losses);
    const measures: MeasureColumns = storedMeasures(stored.measures, stored.record);
    return {
      state: state ?? storedState(await lookAt(folder), stored.study, stored.events),
      study: stored.study,
      losses,
      measures,
      events: stored.events,
      log: stored.log.map((entry) => ({ ...entry, run })),
    };
  }

  /** Values of settings of all runs, and the paths of all settings. */
  async settings(paths: readonly string[]): Promise<SettingColumns> {
    const runs = await this.store.list();
    const all = new Set<string>();
    const values: Record<string, SettingValue[]> = Object.fromEntries(paths.map((path) => [path, []]));
    for (const run of runs) {
      const settings = run.settings();
      for (const path in settings) all.add(path);
      for (const path of paths) values[path]?.push(settings[path] ?? null);
    }
    return { runs: runs.map(({ entry }) => entry.run), paths: [...all], values };
  }

  async label(runs: readonly string[], change: LabelChange): Promise<void> {
    for (const run of runs) await this.store.label(run, change);
  }

  /** Moves runs to the trash; gives their names there. */
  async delete(runs: readonly string[]): Promise<string[]> {
    for (const run of runs) await this.leave(run);
    const names: string[] = [];
    for (const run of runs) names.push(await this.store.delete(run));
    return names;
  }

  /** Lets go of a run before it is moved. */
  private async leave(run: string): Promise<void> {
    if (this.isLoaded(run)) {
      if (this.isBusy || this.open?.run.state === 'paused') {
        throw new BadRequest('The run is being trained. Stop it first, then delete it.');
      }
      this.unload();
    }
    await this.views.close(run);
  }

  /** The trainer of a run, to evaluate its fields: that of the loaded run, or one made from its checkpoint. */
  async trainerOf(run: string, choice: EngineChoice): Promise<Trainer> {
    if (this.loaded !== null && this.isLoaded(run)) return this.loaded.open.trainer;
    const { trainer } = await this.views.open(run, async () =>
      viewRun(this.engine, await this.store.find(run), choice),
    );
    return trainer;
  }

  /** The state of the loaded run. */
  state(): RunState | null {
    return this.loaded === null ? null : stateOf(this.loaded.open, this.loaded.events, this.limits);
  }

  /** Puts a run that trains aside, so that it can be resumed later, and gives everything up. */
  async close(): Promise<void> {
    await this.putAside();
    this.unload();
    await this.views.closeAll();
  }

  private train(open: OpenRun, events: CourseEvent[]): string {
    const end = open.run.train();
    this.loaded = { open, events, end };
    this.announce();
    return open.folder.record.run;
  }

  private async makeRoom(): Promise<void> {
    this.refuseWhileBusy();
    await this.putAside();
    this.unload();
  }

  private refuseWhileBusy(): void {
    if (this.isBusy) throw new BadRequest('Another run is being trained. Stop or pause it first.');
  }

  private async putAside(): Promise<void> {
    if (this.loaded === null) return;
    this.loaded.open.run.putAside();
    await this.loaded.end;
  }

  private unload(): void {
    if (this.loaded === null) return;
    this.loaded.open.trainer.dispose();
    this.loaded = null;
    this.observer.unloaded();
  }

  private training(run: string): OpenRun {
    const { open } = this;
    if (open !== null && this.isLoaded(run) && (this.isBusy || open.run.state === 'paused')) return open;
    throw new BadRequest('The run is not being trained now. Resume it first.');
  }

  private isLoaded(run: string): boolean {
    return this.loaded?.open.folder.record.run === run;
  }

  private announce(): void {
    const state = this.state();
    if (state !== null) this.observer.state(state);
  }

  private watcher(): RunObserver {
    const name = () => this.open?.folder.record.run ?? '';
    return {
      changed: () => this.announce(),
      advanced: (losses, measures) => {
        if (this.open !== null) this.observer.advanced(this.open, losses, measures);
      },
      course: (event) => {
        this.loaded?.events.push(event);
        this.observer.course(name(), event);
      },
      notice: (entry) => this.observer.notice(name(), entry),
    };
  }
}
