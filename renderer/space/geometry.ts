/** The geometry of what the views show: one thread for all views, with the fields that are shown now. */
import type { Range } from '../../src/field';
import type { VolumeAnswer, VolumeFields, VolumeTask } from '../../src/field/volume';
import { VolumeWorker } from '../views/volume/volumeWorker';

const volume = 'box';
let worker: VolumeWorker | null = null;
let slots = 0;

function thread(): VolumeWorker {
  worker ??= new VolumeWorker();
  return worker;
}

/** A name under which one part of the window asks: its newest question overtakes an older one. */
export function newSlot(): string {
  slots += 1;
  return `slot ${slots}`;
}

/** Gives the thread new fields, which are its own from now on. Resolves with the range of each. */
export async function giveFields(fields: VolumeFields): Promise<Readonly<Record<string, Range>>> {
  const names = Object.keys(fields.fields);
  thread().load(volume, fields);
  const ranges = await Promise.all(
    names.map(async (field): Promise<[string, Range]> => {
      const found = await thread().ask(volume, `range of ${field}`, { kind: 'statistics', field });
      const isKnown = found !== null && found.count > 0;
      return [field, isKnown ? [found.smallest, found.largest] : [0, 1]];
    }),
  );
  return Object.fromEntries(ranges);
}

/** Carries out a task on the fields that were given last; null where it was overtaken. Rejects with a sentence. */
export function askGeometry<Task extends VolumeTask>(
  slot: string,
  task: Task,
): Promise<VolumeAnswer<Task> | null> {
  return thread().ask(volume, slot, task);
}
