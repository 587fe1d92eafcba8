/** Result files of a run: main asks for the place, and only then tells the lab to write there. */
import { dialog, type BrowserWindow } from 'electron';
import { basename } from 'node:path';
import type { ExportRequest } from '../../src/lab/bridge';
import type { Lab } from './lab';

const formats = {
  npz: { name: 'NumPy archive', extensions: ['npz'] },
  csv: { name: 'Comma-separated values', extensions: ['csv'] },
} as const;

export async function exportRun(
  window: BrowserWindow,
  lab: Lab,
  request: ExportRequest,
): Promise<readonly string[] | null> {
  const { name, extensions } = formats[request.format];
  const chosen = await dialog.showSaveDialog(window, {
    title: 'Export fields',
    defaultPath: request.suggestedName,
    filters: [{ name, extensions: [...extensions] }],
  });
  if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return null;
  const { run, format, counts } = request;
  const parameters = { run, format, path: chosen.filePath, ...(counts === undefined ? {} : { counts }) };
  const answer = await lab.request('run.export', parameters);
  if (answer.refusal !== undefined) throw new Error(answer.refusal.message);
  return answer.result.files.map((file) => basename(file));
}
