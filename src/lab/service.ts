import { z } from 'zod';
import {
  StorageProblem,
  finish,
  plainReason,
  readRun,
  type FieldTrainer,
  type RunStore,
  type Trainer,
} from '../run';
import { hasErrors, wholeGallery } from '../study';
import { startProblems } from './warm-start';
import { StudyRefused, checkDocument, solvable } from './check';
import { previewFile } from './data-files';
import { ReadPoints } from './points-file';
import type { Engine, EngineChoice } from './engine';
import { exportRun } from './export-run';
import type { ExportSource } from './export-source';
import { Feed } from './feed';
import { BadRequest, checkFrame, checkPoints, frameOf, withFields, type FrameRequest } from './frames';
import { Lab } from './lab';
import { sequenceHandlers } from './sequence-requests';
import { previewDocument } from './preview';
import {
  requests,
  type Method,
  type Parameters,
  type Refusal,
  type Results,
  type ServiceMessage,
} from './protocol';

export interface ServiceOptions {
  readonly engine: Engine;
  readonly store: RunStore;
  /** What new runs are trained on. */
  readonly choice: EngineChoice;
  /** Threads that the first use of the engine configures, when a restart asked for them. */
  readonly threads: number | null;
  send(message: ServiceMessage): void;
  /** The request needs an engine process with another thread count; it is asked again of that one. */
  restart(id: number, threads: number): void;
}

/** How often to look whether nothing trains. */
const idleInterval = 2000;

type Handlers = { [M in Method]: (parameters: Parameters<M>) => Promise<Results[M]> | Results[M] };

/** Thread counts are fixed once per process. */
class OtherThreads extends Error {
  constructor(readonly threads: number) {
    super(`The engine has to be started again with ${threads} threads.`);
  }
}

const envelope = z.object({
  type: z.literal('request'),
  id: z.number().int().nonnegative(),
  method: z.string(),
  parameters: z.unknown(),
});

/** Answers the requests of one client (a window, or the switchboard that stands for several) and sends it events. */
export class Service {
  private readonly lab: Lab;
  private readonly feed: Feed;
  private configured: EngineChoice | null = null;
  private readonly handlers: Handlers;
  private measuring: NodeJS.Timeout | null = null;
  private measured = false;
  private readonly readPoints = new ReadPoints();
  /** Requests that load or unload runs go one after the other. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ServiceOptions) {
    this.feed = new Feed((event, body) => options.send({ type: 'event', event, body }));
    this.lab = new Lab(options.engine, options.store, {
      state: (state) => {
        this.feed.state(state);
        this.feed.pump(this.lab.open);
      },
      unloaded: () => this.feed.reset(),
      advanced: (open, losses, measures) => {
        this.feed.add(losses, measures);
        this.feed.pump(open);
        const state = this.lab.state();
        if (state !== null) this.feed.state(state, true);
      },
      course: (run, event) => void this.feed.tell({ kind: 'course', run, event }),
      notice: (run, entry) => void this.feed.tell({ kind: 'notice', notice: { ...entry, run } }),
    });
    this.handlers = this.createHandlers();
  }

  /** Takes whatever a client sent. What is not a request at all can't be answered and is passed over. */
  receive(message: unknown): void {
    const request = envelope.safeParse(message);
    if (!request.success) return;
    const { id, method, parameters } = request.data;
    this.answer(id, method, parameters).catch((error: unknown) => {
      if (error instanceof OtherThreads) this.options.restart(id, error.threads);
      else this.options.send({ type: 'refusal', id, error: refusalOf(error) });
    });
  }

  /** Puts the run that trains aside with a checkpoint. */
  async close(): Promise<void> {
    this.feed.close();
    this.endMeasuring();
    await this.lab.close();
  }

  private async answer(id: number, method: string, parameters: unknown): Promise<void> {
    if (!Object.hasOwn(requests, method)) throw new BadRequest(`The lab knows no request "${method}".`);
    const result = await this.call(method as Method, parameters);
    this.options.send({ type: 'answer', id, result });
  }

  private call<M extends Method>(method: M, parameters: unknown): Promise<Results[M]> | Results[M] {
    const checked = requests[method].safeParse(parameters);
    if (!checked.success)
      throw new BadRequest(`The request "${method}" is malformed: ${issuesOf(checked.error)}`);
    return this.handlers[method](checked.data as Parameters<M>);
  }

  private createHandlers(): Handlers {
    const { lab } = this;
    const { store } = this.options;
    return {
      'lab.status': () => this.status(),
      'gallery.list': () =>
        wholeGallery.map(({ name, summary, study }) => ({
          name,
          title: study.title ?? name,
          summary,
          study,
        })),
      'study.check': async ({ study, folder }) => {
        const checked = await checkDocument(study, folder ?? null);
        const of = hasErrors(checked.problems) ? null : checked.study;
        const wrong = of === null || of.lab === 'sequence' ? [] : await startProblems(store, of);
        return { problems: [...checked.problems, ...wrong] };
      },
      'study.preview': ({ study, folder }) => previewDocument(study, folder ?? null),
      'data.preview': ({ file, folder, ...request }) => previewFile(file, folder ?? null, request),
      'run.start': ({ study, folder }) => this.inTurn(() => this.start(study, folder ?? null)),
      'run.pause': ({ run }) => done(lab.pause(run)),
      'run.go': ({ run }) => done(lab.go(run)),
      'run.stop': ({ run }) => done(lab.stop(run)),
      'run.resume': ({ run, more }) =>
        this.inTurn(async () => done(await lab.resume(run, (count) => this.choose(count), more))),
      'run.setWeight': ({ run, group, value }) => done(lab.change(run, { kind: 'weight', group, value })),
      'run.setParameter': ({ run, name, value }) => done(lab.change(run, { kind: 'parameter', name, value })),
      'run.list': () => lab.list(),
      'run.open': ({ run }) => lab.look(run),
      'run.label': async ({ runs, change }) => done(await lab.label(runs, change)),
      'run.settings': ({ paths }) => lab.settings(paths),
      'run.delete': ({ runs }) => this.inTurn(async () => ({ runs: await lab.delete(runs) })),
      'run.deleted': () => store.deleted(),
      'run.restore': async ({ runs }) => ({ runs: await store.restoreAll(runs) }),
      'run.emptyTrash': async () => ({ removed: await store.emptyTrash() }),
      'run.watch': async ({ run, counts, ...choice }) =>
        done(await this.watch(run, counts && { counts, ...choice })),
      'run.fields': async ({ run, ...request }) => {
        const trainer = await this.trainerOf(run);
        await checkFrame(trainer, request);
        return frameOf(run, await finish(trainer.frame(request.counts, request)));
      },
      'run.reference': async ({ run, ...request }) => {
        const trainer = await this.trainerOf(run);
        await checkFrame(trainer, request);
        const reference = await trainer.referenceGrid(request.counts, request);
        return reference && frameOf(run, reference);
      },
      'run.points': async ({ run }) => ({ points: (await this.trainerOf(run)).collocationPoints() }),
      'run.evaluate': async ({ run, points, quantities }) => {
        const trainer = await this.trainerOf(run);
        checkPoints(trainer, points);
        return { values: trainer.evaluatePoints(points, quantities) };
      },
      'points.read': async ({ run, text, columns }) =>
        this.readPoints.read(text, await this.trainerOf(run), columns),
      'run.export': async ({ run, pointsRead, ...request }) => ({
        files: await exportRun(this.sourceOf(run), {
          ...request,
          ...(pointsRead !== undefined && { points: this.readPoints.named(pointsRead) }),
        }),
      }),
      ...sequenceHandlers(
        (run) => this.anyTrainerOf(run),
        () => this.choose(this.usualThreads),
      ),
      'event.acknowledge': ({ event }) => done(this.feed.acknowledge(event, lab.open)),
    };
  }

  private async status(): Promise<Results['lab.status']> {
    await this.choose(this.usualThreads);
    const status = await this.options.engine.status();
    this.lab.limits ??= status.limits;
    this.measureWhenIdle();
    return { ...status, limits: this.lab.limits };
  }

  /** Threads for what any count does: those at hand, else those that a restart asked for, else those of new runs. */
  private get usualThreads(): number {
    return this.configured?.threads ?? this.options.threads ?? this.options.choice.threads;
  }

  /** Measures the machine once, at a moment when nothing trains: each would spoil the other. */
  private measureWhenIdle(): void {
    if (this.measuring !== null) return;
    this.measuring = setInterval(() => {
      if (!this.lab.isBusy) void this.inTurn(() => this.measure()).catch(() => undefined);
    }, idleInterval);
    this.measuring.unref();
  }

  private async measure(): Promise<void> {
    // A run may have begun since this was put into the queue.
    if (this.measured || this.lab.isBusy) return;
    this.measured = true;
    this.endMeasuring();
    this.lab.limits = await this.options.engine.limits();
  }

  private endMeasuring(): void {
    if (this.measuring !== null) clearInterval(this.measuring);
  }

  private async start(document: unknown, folder: string | null): Promise<Results['run.start']> {
    const checked = await checkDocument(document, folder);
    const study = solvable(checked);
    const choice = await this.choose(this.options.choice.threads);
    return { run: await this.lab.start({ study, dataFiles: checked.dataFiles, choice }) };
  }

  private async watch(run: string, request: FrameRequest | null): Promise<void> {
    const { open } = this.lab;
    if (request !== null && open?.folder.record.run === run)
      await checkFrame(withFields(open.trainer), request);
    this.feed.watch(run, request);
    this.feed.pump(this.lab.open);
  }

  private async trainerOf(run: string): Promise<FieldTrainer> {
    return withFields(await this.anyTrainerOf(run));
  }

  private anyTrainerOf(run: string): Promise<Trainer> {
    return this.inTurn(async () => this.lab.trainerOf(run, await this.choose(this.usualThreads)));
  }

  /** A run to be exported; it is loaded only when its trainer is asked for. */
  private sourceOf(run: string): ExportSource {
    return {
      trainer: () => this.anyTrainerOf(run),
      stored: async () => readRun(await this.options.store.find(run)),
    };
  }

  private async choose(threads: number): Promise<EngineChoice> {
    if (this.configured !== null && this.configured.threads !== threads) throw new OtherThreads(threads);
    if (this.configured === null) {
      this.configured = { ...this.options.choice, threads };
      await this.options.engine.configure(this.configured);
    }
    return this.configured;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }
}

function done(_nothing: unknown): null {
  return null;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof StudyRefused) return { message: error.message, problems: error.problems };
  const expected = error instanceof BadRequest || error instanceof StorageProblem;
  return { message: expected ? error.message : plainReason(error), problems: [] };
}

function issuesOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .slice(0, 3)
    .join('; ');
}
