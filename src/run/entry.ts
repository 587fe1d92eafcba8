import { flatSettings } from '../study';
import { readLabels, type RunLabels } from './labels';
import type { Outcome } from './outcome';
import { readRecord, readStudyDocument } from './read';
import type { RunRecord } from './record';

/** A run as the table of runs shows it: everything but its settings. */
export interface RunEntry extends Omit<RunLabels, 'title'> {
  /** Name of its folder in the store. */
  readonly run: string;
  /** What it is called: the name that the user gave it, else the title of its study. */
  readonly title: string;
  readonly created: string;
  readonly outcome: Outcome | null;
  readonly device: string;
  readonly precision: 'float32' | 'float64';
  readonly threads: number;
  readonly seed: number;
  readonly parameterCount: number;
  readonly step: number;
  readonly totalSteps: number;
  readonly seconds: number;
  /** The weighted loss of the last logged step. */
  readonly loss: number | null;
  /** Relative L2 error of each field against the reference. */
  readonly errors: Readonly<Record<string, number>>;
  /** Everything else that was measured last, by name: inferred numbers, the lab's own measures, the fresh ratio. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The sweep that it is part of. */
  readonly sweep: string | null;
}

/** An entry with the settings of its study as one JSON text of `flatSettings`: parsed only where somebody asks. */
export interface RunFacts {
  readonly entry: RunEntry;
  readonly settings: string;
}

/** Texts and lists of a study that are longer than this are no setting that anybody sorts by. */
const longestText = 120;

/** Reads what the table of runs needs of a run folder. */
export async function readFacts(folder: string, run: string): Promise<RunFacts> {
  const record = await readRecord(folder);
  const entry = entryOf(run, record, await readLabels(folder));
  const settings = Object.entries(flatSettings(await readStudyDocument(folder))).filter(
    ([path, value]) => path !== 'description' && !(typeof value === 'string' && value.length > longestText),
  );
  return { entry, settings: JSON.stringify(Object.fromEntries(settings)) };
}

function entryOf(run: string, record: RunRecord, labels: RunLabels): RunEntry {
  const { created, outcome, precision, threads, seed, parameterCount, progress, last } = record;
  const ratio = last?.freshRatio ?? null;
  return {
    run,
    title: labels.title ?? record.title,
    created,
    outcome,
    device: record.deviceName,
    precision,
    threads,
    seed,
    parameterCount,
    step: progress.step,
    totalSteps: progress.totalSteps,
    seconds: progress.seconds,
    loss: last?.loss ?? null,
    errors: last?.errors ?? {},
    metrics: {
      ...(ratio === null ? {} : { 'fresh ratio': ratio }),
      ...last?.inferred,
      ...last?.values,
      ...Object.fromEntries(
        Object.entries(last?.validation ?? {}).map(([term, value]) => [`validation ${term}`, value]),
      ),
    },
    sweep: record.sweep,
    tags: labels.tags,
    notes: labels.notes,
    archived: labels.archived,
  };
}

/** JSON has no word for NaN and the infinities: they are written as texts. */
export function entryText(entry: RunEntry): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** The entry of a text that `entryText` made. */
export function readEntry(text: string): RunEntry {
  const entry = JSON.parse(text) as RunEntry;
  return {
    ...entry,
    loss: entry.loss === null ? null : Number(entry.loss),
    errors: numbers(entry.errors),
    metrics: numbers(entry.metrics),
  };
}

function numbers(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
}
