/** Files that the window makes by itself: main asks for the place, and writes them there. */
import { dialog, type BrowserWindow } from 'electron';
import { rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SavedKind } from '../../src/lab/bridge';
import { plainFileError } from './fileErrors';

const kinds: Readonly<Record<SavedKind, { readonly title: string; readonly name: string }>> = {
  png: { title: 'Save picture', name: 'PNG picture' },
  glb: { title: 'Save shape', name: 'glTF binary' },
  vtp: { title: 'Save shape', name: 'VTK polygonal data' },
};

export async function saveFile(
  window: BrowserWindow,
  kind: SavedKind,
  content: Uint8Array,
  suggestedName: string,
): Promise<string | null> {
  const { title, name } = kinds[kind];
  const chosen = await dialog.showSaveDialog(window, {
    title,
    defaultPath: suggestedName,
    filters: [{ name, extensions: [kind] }],
  });
  if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return null;
  const draft = `${chosen.filePath}.new`;
  try {
    await writeFile(draft, content);
    await rename(draft, chosen.filePath);
  } catch (error) {
    throw plainFileError(error, 'save', chosen.filePath);
  }
  return basename(chosen.filePath);
}
