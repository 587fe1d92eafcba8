import { release } from 'node:os';
import {
  CheckpointFolder,
  Run,
  RunFolder,
  StorageProblem,
  changesCourse,
  dataCopies,
  hasFields,
  newRunName,
  outcomes,
  readDataFiles,
  readRecord,
  readStudy,
  recordVersion,
  type CourseEvent,
  type RunObserver,
  type RunRecord,
  type RunStore,
  type StartParameters,
  type Trainer,
} from '../run';
import { studyFiles, type AnyStudy } from '../study';
import type { Engine, EngineChoice } from './engine';
import { memoryProblems } from './memory';
import { sampledFiles } from './sampled-files';
import { BadRequest } from './frames';
import type { EngineStatus } from './protocol';
import { version } from './version';
import { startOf } from './warm-start';
import path from 'node:path';

/** A run with its trainer, ready to train. */
export interface OpenRun {
  readonly study: AnyStudy;
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  readonly run: Run;
}

export interface StartOptions {
  readonly study: AnyStudy;
  readonly dataFiles: Readonly<Record<string, string>>;
  readonly choice: EngineChoice;
  /** The folder of the run; one of the store where it is left out. */
  readonly folder?: string;
  /** Total steps, instead of those of the study's phases. */
  readonly steps?: number;
  /** Seconds after the first step, instead of a number of steps. */
  readonly seconds?: number;
  /** Name of the sweep that the run is part of. */
  readonly sweep?: string;
  /** Changes of the course that it meets at their steps. */
  readonly course?: readonly CourseEvent[];
  /** The folder of the run that the study starts from, where that is not in the store. */
  readonly startFolder?: string;
  /** Parameters to start from, as another run kept them, instead of those of the run that the study names. */
  readonly start?: StartParameters | null;
}

/** Makes a new run and its folder. */
export async function startRun(
  engine: Engine,
  store: RunStore,
  options: StartOptions,
  observer: RunObserver,
): Promise<OpenRun> {
  const { study, choice } = options;
  if (study.lab !== 'sequence') {
    const [tooLarge] = memoryProblems(study);
    if (tooLarge !== undefined) throw new BadRequest(tooLarge.message);
  }
  await engine.configure(choice);
  const sampled = await sampledFiles(study, options.dataFiles, (text) =>
    observer.notice({ level: 'information', text, time: Date.now() / 1000 }),
  );
  const dataFiles = { ...options.dataFiles, ...sampled };
  const start =
    options.start === undefined ? await startOf(store, study, options.startFolder) : options.start;
  const trainer = await engine.createTrainer(study, {
    ...choice,
    dataFiles,
    ...(start !== null && { start: start.values }),
  });
  try {
    const name = newRunName(study.title);
    const record = newRecord(name, trainer, await engine.status(), options, start);
    const folder = await RunFolder.create(
      options.folder ?? store.folderOf(name),
      record,
      study,
      dataFiles,
      start ?? undefined,
    );
    const course = (options.course ?? []).filter(changesCourse);
    for (const event of course) folder.addEvent(event);
    return { study, trainer, folder, run: new Run({ trainer, folder, observer, course }) };
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}

/** What a resumed run has to be told about, beside the run itself. */
export interface ResumedRun extends OpenRun {
  readonly warnings: readonly string[];
}

/**
 * Opens a run folder to go on from its newest good checkpoint, for `more` further steps where that is given. `choice`
 * should have the threads of the run's record.
 */
export async function resumeRun(
  engine: Engine,
  folder: string,
  choice: EngineChoice,
  observer: RunObserver,
  more?: number,
): Promise<ResumedRun> {
  const record = await readRecord(folder);
  refuseEnded(record, more);
  const study = await readStudy(folder);
  const dataFiles = await readDataFiles(folder, record);
  const found = await RunFolder.resume(folder);
  let trainer: Trainer | null = null;
  try {
    trainer = await engine.createTrainer(study, { ...choice, dataFiles });
    const warnings = [...found.problems, ...differences(record, await engine.status())];
    for (const text of warnings) found.folder.addLog({ level: 'warning', text, time: Date.now() / 1000 });
    await found.folder.saveRecord({
      ...{ outcome: null, message: '', ended: null, parametersSha256: null },
      ...(more !== undefined && lengthened(record, found.checkpoint.state.step, more)),
    });
    const run = new Run({
      trainer,
      folder: found.folder,
      observer,
      resume: found,
      restarted: found.interrupted,
    });
    return { study, trainer, folder: found.folder, run, warnings };
  } catch (error) {
    trainer?.dispose();
    await found.folder.close();
    throw error;
  }
}

function refuseEnded({ run, outcome }: RunRecord, more: number | undefined): void {
  if (outcome === null || outcomes[outcome].resumable) return;
  if (outcome === 'finished' && more !== undefined) return;
  const { text, next } = outcomes[outcome];
  throw new StorageProblem(`The run "${run}" has ended and can't be resumed. ${text} ${next}`);
}

/** What changes in the record of a run that is given more steps, whatever its end was to be. */
function lengthened(record: RunRecord, step: number, more: number): Partial<RunRecord> {
  return { steps: step + more, seconds: null, lengthened: [...record.lengthened, step] };
}

/** A stored run that is only looked at. */
export interface ViewedRun {
  readonly study: AnyStudy;
  readonly trainer: Trainer;
  readonly record: RunRecord;
}

/** Loads a run at its newest good checkpoint to evaluate it. */
export async function viewRun(engine: Engine, folder: string, choice: EngineChoice): Promise<ViewedRun> {
  const record = await readRecord(folder);
  const study = await readStudy(folder);
  const { checkpoint, problems } = await new CheckpointFolder(path.join(folder, 'checkpoints')).newest();
  if (checkpoint === null) {
    throw new StorageProblem(
      [...problems, `The run "${record.run}" has no checkpoint to look at.`].join(' '),
    );
  }
  const dataFiles = await readDataFiles(folder, record);
  const trainer = await engine.createTrainer(study, { ...choice, dataFiles });
  try {
    trainer.restore(checkpoint.state);
  } catch (error) {
    trainer.dispose();
    throw error;
  }
  return { study, trainer, record };
}

function newRecord(
  name: string,
  trainer: Trainer,
  status: EngineStatus,
  options: StartOptions,
  start: StartParameters | null,
): RunRecord {
  const { study, choice } = options;
  return {
    collocate: recordVersion,
    run: options.folder === undefined ? name : path.basename(path.resolve(options.folder)),
    title: study.title,
    created: new Date().toISOString(),
    ended: null,
    versions: { collocate: version, tensorflow: status.tensorflow, node: process.versions.node },
    device: status.device,
    deviceName: status.deviceName,
    system: `${process.platform} ${process.arch} ${release()}`,
    threads: choice.threads,
    precision: study.training.precision,
    seed: study.seed,
    steps: options.steps ?? null,
    seconds: options.seconds ?? null,
    checkpointEvery: study.training.checkpointEvery,
    outcome: null,
    message: '',
    progress: { step: 0, totalSteps: 0, seconds: 0 },
    phases: trainer.phases.map((phase) => ({ ...phase })),
    terms: trainer.terms.map((term) => ({ ...term })),
    fields: hasFields(trainer) ? [...trainer.fields] : [],
    unknowns: Object.keys(trainer.inferred),
    measures: [...(trainer.measures ?? [])],
    measured: {
      errors: [...(trainer.measured?.errors ?? [])],
      weights: [...(trainer.measured?.weights ?? [])],
      validation: [...(trainer.measured?.validation ?? [])],
    },
    fieldScales: { ...trainer.fieldScales },
    parameterCount: trainer.parameterCount,
    dataFiles: dataCopies(studyFiles(study).map(({ file }) => file)),
    last: null,
    warnings: [],
    parametersSha256: null,
    best: null,
    lengthened: [],
    start: start && start.from,
    sweep: options.sweep ?? null,
  };
}

/** What makes it uncertain that a resumed run takes the very course it would have taken. */
function differences(record: RunRecord, now: EngineStatus): string[] {
  const changed = [
    version === record.versions.collocate ? '' : `version ${version} of the lab`,
    now.tensorflow === record.versions.tensorflow ? '' : `TensorFlow ${now.tensorflow}`,
    now.deviceName === record.deviceName ? '' : now.deviceName,
    now.threads === record.threads ? '' : `${now.threads} threads`,
  ].filter((text) => text !== '');
  if (changed.length === 0) return [];
  return [
    `The run was begun with another version or on another machine, and goes on with ${changed.join(', ')}: it may differ in the last digits from one that was never interrupted.`,
  ];
}
