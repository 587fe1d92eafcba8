import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { parseStudy, type Study } from '../../src/study';
import { Run, RunFolder, type LogEntry, type LossRow, type MeasureRow, type RunRecord } from '../../src/run';
import { CosineTrainer, type CosineOptions } from './cosine-trainer';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'collocate-test-'));
  folders.push(folder);
  return folder;
}

/** A study that stands for the cosine series. */
export function plainStudy(changes: object = {}): Study {
  const parsed = parseStudy({
    collocate: 1,
    title: 'A parabola',
    coordinates: { x: [0, 1] },
    fields: ['u'],
    parameters: { bend: 1 },
    equations: ['u = bend*x^2'],
    conditions: [{ on: 'x = 0', require: 'u = 0' }],
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join(' '));
  return parsed.study;
}

export function plainRecord(changes: Partial<RunRecord> = {}): RunRecord {
  const trainer = new CosineTrainer();
  return {
    collocate: 2,
    run: 'test',
    title: 'A parabola',
    created: '2026-01-02T03:04:05.000Z',
    ended: null,
    versions: { collocate: '0', tensorflow: '0', node: '0' },
    device: 'cpu',
    deviceName: 'test',
    system: 'test',
    threads: 1,
    precision: 'float64',
    seed: 0,
    steps: null,
    seconds: null,
    checkpointEvery: 20,
    outcome: null,
    message: '',
    progress: { step: 0, totalSteps: 100, seconds: 0 },
    phases: trainer.phases,
    terms: trainer.terms.map((term) => ({ ...term })),
    fields: trainer.fields,
    unknowns: [],
    measures: [],
    measured: { errors: [], weights: [], validation: [] },
    warnings: [],
    fieldScales: {},
    parameterCount: trainer.parameterCount,
    dataFiles: {},
    last: null,
    parametersSha256: null,
    best: null,
    lengthened: [],
    start: null,
    sweep: null,
    ...changes,
  };
}

/** What an observer was told. */
export interface Told {
  readonly losses: LossRow[];
  readonly measures: MeasureRow[];
  readonly notices: LogEntry[];
  readonly states: string[];
  /** Called after each chunk. */
  after: (run: Run, trainer: CosineTrainer) => void;
}

export interface TestRun {
  readonly run: Run;
  readonly trainer: CosineTrainer;
  readonly told: Told;
}

/** A run of the cosine series in `folder`: a new one, or the one that is there when `resume` is set. */
export async function openRun(
  folder: string,
  options: CosineOptions & { record?: Partial<RunRecord>; resume?: boolean; trainer?: CosineTrainer } = {},
): Promise<TestRun> {
  const trainer = options.trainer ?? new CosineTrainer(options);
  const told: Told = { losses: [], measures: [], notices: [], states: [], after: () => undefined };
  const observer = {
    changed: () => void (told.states.at(-1) === run.state || told.states.push(run.state)),
    advanced: (losses: readonly LossRow[], measures: readonly MeasureRow[]) => {
      told.losses.push(...losses);
      told.measures.push(...measures);
      told.after(run, trainer);
    },
    course: () => undefined,
    notice: (entry: LogEntry) => void told.notices.push(entry),
  };
  const found = options.resume === true ? await RunFolder.resume(folder) : null;
  const runFolder =
    found?.folder ?? (await RunFolder.create(folder, plainRecord(options.record), plainStudy(), {}));
  const run: Run = new Run({ trainer, folder: runFolder, observer, ...(found && { resume: found }) });
  return { run, trainer, told };
}
