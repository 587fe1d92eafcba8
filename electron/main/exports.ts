/** Result files of a run: main asks for the place, and only then tells the lab to write there. */
import { dialog, type BrowserWindow } from 'electron';
import { basename } from 'node:path';
import { formatOf } from '../../src/export/formats';
import type { ExportRequest } from '../../src/lab/bridge';
import type { Lab } from './lab';

export async function exportRun(
  window: BrowserWindow,
  lab: Lab,
  request: ExportRequest,
): Promise<readonly string[] | null> {
  const { run, wish, suggestedName } = request;
  const { label, extension } = formatOf(wish.format);
  const chosen = await dialog.showSaveDialog(window, {
    title: 'Export',
    defaultPath: suggestedName,
    filters: [{ name: label, extensions: [extension] }],
  });
  if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return null;
  const answer = await lab.request('run.export', { ...wish, run, path: chosen.filePath });
  if (answer.refusal !== undefined) throw new Error(answer.refusal.message);
  return answer.result.files.map((file) => basename(file));
}
