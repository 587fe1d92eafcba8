import type { StoredRun, Trainer } from '../run';
import { version } from './version';
import type { ExportWish } from './protocol';

/** Where the parts of a result come from. */
export interface ExportSource {
  trainer(): Promise<Trainer>;
  stored(): Promise<StoredRun>;
}

export interface ExportRequest extends ExportWish {
  readonly path: string;
}

/** Where a result came from, as a sentence for the file. */
export async function historyOf(source: ExportSource, step: number): Promise<string> {
  const { record } = await source.stored();
  return `Collocate ${version}, run ${record.run}, step ${step}`;
}
