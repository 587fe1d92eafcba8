import { endCutShort } from '../lab';
import { streamOutput } from './output';
import { recordResult } from './result';

/** Tells of a run whose process was ended while it could not hear: its record says so, and it goes on from its checkpoint. */
export async function tellCutShort(folder: string | null, json: boolean): Promise<void> {
  const output = streamOutput();
  const record = folder === null ? null : await endCutShort(folder).catch(() => null);
  if (folder === null || record === null) {
    output.note('Stopped before training had begun.');
    return;
  }
  output.note(
    `Stopped; the run stands at its checkpoint of step ${record.progress.step}. Go on with: collocate resume ${record.run}`,
  );
  if (json) output.result(JSON.stringify(recordResult(record, folder)));
}
