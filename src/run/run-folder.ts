import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { studyText, textEncoding, type AnyStudy } from '../study';
import { AppendFile } from './append-file';
import type { Checkpoint } from './checkpoint';
import { CheckpointFolder } from './checkpoint-folder';
import { eventLine, readEventLine, type CourseEvent } from './events';
import { Lock } from './lock';
import { logLine, type LogEntry } from './log';
import { files } from './names';
import { readRecord } from './read';
import { recordText, type RunRecord } from './record';
import { startBytes, type StartParameters } from './start';
import { StorageProblem, explainStorage, writeAtomically } from './storage';
import { TableFile } from './table';
import type { LossRow, MeasureRow } from './trainer';

/** What a run that goes on starts from. */
export interface ResumePoint {
  readonly folder: RunFolder;
  readonly checkpoint: Checkpoint;
  /** Course events so far, by step. */
  readonly events: readonly CourseEvent[];
  /** A sentence for each thing that was not as it should be. */
  readonly problems: readonly string[];
  /** The process that trained it was killed, as its lock shows. */
  readonly interrupted: boolean;
}

interface OpenFiles {
  readonly losses: TableFile;
  readonly measures: TableFile;
  readonly events: AppendFile;
  readonly log: AppendFile;
}

/** The folder of a run that trains: every write goes through here. Errors are storage problems with a sentence. */
export class RunFolder {
  readonly checkpoints: CheckpointFolder;

  private constructor(
    readonly path: string,
    private current: RunRecord,
    private readonly open: OpenFiles,
    private readonly lock: Lock,
  ) {
    this.checkpoints = new CheckpointFolder(inside(path, files.checkpoints));
  }

  /**
   * Makes the folder of a new run; `dataFiles` holds the text of each data file by its name in the study, `start` the
   * parameters of the run that it starts from.
   */
  static async create(
    folder: string,
    record: RunRecord,
    study: AnyStudy,
    dataFiles: Readonly<Record<string, string>>,
    start?: StartParameters,
  ): Promise<RunFolder> {
    let lock: Lock;
    try {
      await mkdir(folder, { recursive: true });
      if ((await readdir(folder)).length > 0) {
        throw new StorageProblem(`${folder} is not empty. Choose a new folder for the run.`);
      }
      lock = await Lock.take(inside(folder, files.lock));
    } catch (error) {
      throw explainStorage(error, folder);
    }
    try {
      return await RunFolder.fill(folder, lock, record, study, dataFiles, start);
    } catch (error) {
      // Half a run is no use to anybody, and takes space that is short now.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      await lock.release();
      throw explainStorage(error, folder);
    }
  }

  private static async fill(
    folder: string,
    lock: Lock,
    record: RunRecord,
    study: AnyStudy,
    dataFiles: Readonly<Record<string, string>>,
    start?: StartParameters,
  ): Promise<RunFolder> {
    await writeFile(inside(folder, files.study), studyText(study));
    if (Object.keys(dataFiles).length > 0) await mkdir(inside(folder, files.data));
    for (const [name, copy] of Object.entries(record.dataFiles)) {
      await writeFile(inside(folder, copy), dataFiles[name] ?? '', textEncoding(name));
    }
    if (start !== undefined) await writeFile(inside(folder, files.start), startBytes(start));
    const open = {
      losses: await TableFile.create(inside(folder, files.losses), lossColumns(record)),
      measures: await TableFile.create(inside(folder, files.measures), measureColumns(record)),
      events: await AppendFile.create(inside(folder, files.events)),
      log: await AppendFile.create(inside(folder, files.log)),
    };
    const created = new RunFolder(folder, record, open, lock);
    await created.checkpoints.create();
    await created.saveRecord({});
    return created;
  }

  /** Opens the folder of a run to go on from its newest good checkpoint; what lies past that is cut off. */
  static async resume(folder: string): Promise<ResumePoint> {
    try {
      const record = await readRecord(folder);
      const lock = await Lock.take(inside(folder, files.lock));
      try {
        const { checkpoint, problems } = await new CheckpointFolder(
          inside(folder, files.checkpoints),
        ).recover();
        if (checkpoint === null) {
          throw new StorageProblem(
            `${[...problems, `${folder} has no checkpoint to go on from.`].join(' ')}`,
          );
        }
        const last = checkpoint.state.step;
        const eventText = await textOf(inside(folder, files.events));
        const open = {
          losses: await TableFile.reopen(inside(folder, files.losses), lossColumns(record), last),
          measures: await TableFile.reopen(inside(folder, files.measures), measureColumns(record), last),
          events: await AppendFile.reopen(inside(folder, files.events), wholeLines(eventText)),
          log: await AppendFile.reopen(
            inside(folder, files.log),
            wholeLines(await textOf(inside(folder, files.log))),
          ),
        };
        const events = sortedEvents(eventText);
        const opened = new RunFolder(folder, record, open, lock);
        return { folder: opened, checkpoint, events, problems, interrupted: lock.takenOver };
      } catch (error) {
        await lock.release();
        throw error;
      }
    } catch (error) {
      throw explainStorage(error, folder);
    }
  }

  get record(): RunRecord {
    return this.current;
  }

  addLoss(row: LossRow): void {
    this.open.losses.add([row.step, row.phase, row.loss, ...row.terms]);
  }

  addMeasure(row: MeasureRow): void {
    const { fields, unknowns, measures, measured } = this.current;
    const values = (of: Readonly<Record<string, number>> = {}, names: readonly string[]) =>
      names.map((name) => of[name] ?? Number.NaN);
    this.open.measures.add([
      row.step,
      row.freshRatio,
      ...values(row.errors, [...fields, ...measured.errors]),
      ...values(row.inferred, unknowns),
      ...values(row.values, measures),
      ...values(row.weights, measured.weights),
      ...values(row.validation, measured.validation),
    ]);
  }

  addEvent(event: CourseEvent): void {
    this.open.events.add(eventLine(event));
  }

  addLog(entry: LogEntry): void {
    this.open.log.add(logLine(entry));
  }

  /** Writes what was added; with `durable` it survives a power cut. */
  async flush(durable = false): Promise<void> {
    try {
      for (const file of Object.values(this.open)) await (file as AppendFile | TableFile).flush(durable);
    } catch (error) {
      throw explainStorage(error, this.path);
    }
  }

  async saveCheckpoint(checkpoint: Checkpoint, best: boolean): Promise<void> {
    try {
      await this.checkpoints.write(checkpoint, best);
    } catch (error) {
      throw explainStorage(error, this.path);
    }
  }

  async saveRecord(changes: Partial<RunRecord>): Promise<void> {
    this.current = { ...this.current, ...changes };
    try {
      await writeAtomically(inside(this.path, files.record), recordText(this.current));
    } catch (error) {
      throw explainStorage(error, this.path);
    }
  }

  /** Lets others have the run. A folder that is gone has nothing left to give up. */
  async close(): Promise<void> {
    await this.lock.release().catch(() => undefined);
  }
}

function inside(folder: string, name: string): string {
  return path.join(folder, name);
}

function lossColumns(record: RunRecord): string[] {
  return ['step', 'phase', 'loss', ...record.terms.map((term) => term.name)];
}

function measureColumns(record: RunRecord): string[] {
  return [
    'step',
    'fresh ratio',
    ...[...record.fields, ...record.measured.errors].map((name) => `error ${name}`),
    ...record.unknowns.map((name) => `inferred ${name}`),
    ...record.measures,
    ...record.measured.weights.map((term) => `weight ${term}`),
    ...record.measured.validation.map((term) => `validation ${term}`),
  ];
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** Bytes up to the last line end: a torn last line is left out. */
function wholeLines(text: string): number {
  return Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1));
}

/** Events by step, those of one step in the order in which they came. */
export function sortedEvents(text: string): CourseEvent[] {
  return text
    .split('\n')
    .map(readEventLine)
    .filter((event) => event !== null)
    .sort((a, b) => a.step - b.step);
}
