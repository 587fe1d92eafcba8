import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { files } from './names';
import { StorageProblem, explainStorage, writeShared } from './storage';

const schema = z.object({
  collocate: z.literal(1),
  /** What the run is called instead of its study's title; null leaves that. */
  title: z.string().max(200).nullable().default(null),
  tags: z.array(z.string().min(1).max(60)).max(100).default([]),
  notes: z.string().max(20_000).default(''),
  /** Put out of sight in the table. */
  archived: z.boolean().default(false),
});

/** What a person says about a run. It lies beside the record, which belongs to the process that trains the run. */
export type RunLabels = Omit<z.infer<typeof schema>, 'collocate'>;

/** A change of labels; what is left out stays as it is. */
export interface LabelChange {
  readonly title?: string | null;
  readonly notes?: string;
  readonly archived?: boolean;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

const noLabels: RunLabels = { title: null, tags: [], notes: '', archived: false };

/** The labels of a run; a run without a file of them has none. */
export async function readLabels(folder: string): Promise<RunLabels> {
  const file = path.join(folder, files.labels);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return noLabels;
    throw explainStorage(error, folder);
  }
  try {
    const { collocate: _version, ...labels } = schema.parse(JSON.parse(text));
    return labels;
  } catch {
    throw new StorageProblem(`${file} is damaged: it does not hold the labels of a run.`);
  }
}

/** The last change of each folder that this process has not ended yet. */
const underWay = new Map<string, Promise<void>>();

/**
 * Changes the labels of a run, whether it trains or not. Changes of one process are made one after the other, so that
 * none undoes another; of two processes at one moment the later one stays.
 */
export async function changeLabels(folder: string, change: LabelChange): Promise<void> {
  const earlier = underWay.get(folder) ?? Promise.resolve();
  const made = earlier.catch(() => undefined).then(() => applyChange(folder, change));
  underWay.set(folder, made);
  try {
    await made;
  } finally {
    if (underWay.get(folder) === made) underWay.delete(folder);
  }
}

async function applyChange(folder: string, change: LabelChange): Promise<void> {
  const before = await readLabels(folder);
  const removed = change.removeTags ?? [];
  const tags = [...before.tags, ...(change.addTags ?? [])].filter((tag) => !removed.includes(tag));
  const labels: RunLabels = {
    title: change.title === undefined ? before.title : change.title,
    tags: [...new Set(tags)],
    notes: change.notes ?? before.notes,
    archived: change.archived ?? before.archived,
  };
  try {
    await writeShared(
      path.join(folder, files.labels),
      `${JSON.stringify({ collocate: 1, ...labels }, null, 2)}\n`,
    );
  } catch (error) {
    throw explainStorage(error, folder);
  }
}
