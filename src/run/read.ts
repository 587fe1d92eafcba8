import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAnyStudyText, textEncoding, type AnyStudy } from '../study';
import { readEventLine, type CourseEvent } from './events';
import { readLogLine, type LogEntry } from './log';
import { migrateRecord, recordVersion } from './migrations';
import { files } from './names';
import { runRecordSchema, type RunRecord } from './record';
import { StorageProblem, explainStorage } from './storage';
import { readTable, type TableContent } from './table';

/** Everything that the lab reads back from a run folder, whether it trains or not. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly study: AnyStudy;
  readonly losses: TableContent;
  readonly measures: TableContent;
  readonly events: readonly CourseEvent[];
  readonly log: readonly LogEntry[];
}

export async function readRecord(folder: string): Promise<RunRecord> {
  const text = await readPart(folder, files.record);
  let record: ReturnType<typeof migrateRecord>;
  try {
    record = migrateRecord(JSON.parse(text));
  } catch {
    record = null;
  }
  if (typeof record === 'number')
    throw new StorageProblem(
      `The run in ${folder} was written by a newer Collocate (version ${record} of its record); this one reads up to version ${recordVersion}. Update Collocate to open it.`,
    );
  try {
    return runRecordSchema.parse(record);
  } catch {
    throw new StorageProblem(`${path.join(folder, files.record)} is damaged: it is not the record of a run.`);
  }
}

export async function readStudy(folder: string): Promise<AnyStudy> {
  const parsed = parseAnyStudyText(await readPart(folder, files.study));
  if (parsed.ok) return parsed.study;
  throw new StorageProblem(
    `${path.join(folder, files.study)} is damaged: ${parsed.problems.map((problem) => problem.message).join(' ')}`,
  );
}

/** The study of a run as its file has it, not looked through again. */
export async function readStudyDocument(folder: string): Promise<unknown> {
  const text = await readPart(folder, files.study);
  try {
    return JSON.parse(text);
  } catch {
    throw new StorageProblem(`${path.join(folder, files.study)} is damaged: it is not a study.`);
  }
}

/** The data files of a run by their names in the study. */
export async function readDataFiles(folder: string, record: RunRecord): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, copy] of Object.entries(record.dataFiles))
    texts[name] = await readPart(folder, copy, textEncoding(name));
  return texts;
}

export async function readRun(folder: string): Promise<StoredRun> {
  const record = await readRecord(folder);
  const study = await readStudy(folder);
  try {
    return {
      record,
      study,
      losses: await readTable(path.join(folder, files.losses)),
      measures: await readTable(path.join(folder, files.measures)),
      events: (await lines(folder, files.events)).map(readEventLine).filter((event) => event !== null),
      log: (await lines(folder, files.log)).map(readLogLine).filter((entry) => entry !== null),
    };
  } catch (error) {
    throw explainStorage(error, folder);
  }
}

async function lines(folder: string, name: string): Promise<string[]> {
  return (await readFile(path.join(folder, name), 'utf8')).split('\n');
}

async function readPart(
  folder: string,
  name: string,
  encoding: ReturnType<typeof textEncoding> = 'utf8',
): Promise<string> {
  const file = path.join(folder, name);
  try {
    return await readFile(file, encoding);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainStorage(error, folder);
    throw new StorageProblem(`${folder} is not the folder of a run: it has no ${name}.`);
  }
}
