/** Study files: open, save, and the list of recent ones. The page sees handles, never chooses a path. */
import { app, dialog, type BrowserWindow } from 'electron';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { OpenedStudy, RecentStudy, StudyFile } from '../../src/lab/bridge';
import { plainFileError } from './fileErrors';
import { StateFile } from './stateFile';

const fileTypes = [
  { name: 'Collocate study', extensions: ['json'] },
  { name: 'All files', extensions: ['*'] },
];
const recentLimit = 12;
/** A study is text that a person wrote; its data lie in files of their own (bytes). */
const largestStudy = 64 * 2 ** 20;
const recentPaths = z.array(z.string());

export class Studies {
  private readonly recentFile = new StateFile('recent.json');
  /** Files the user chose by a dialog, now or earlier: the only ones that a handle may name. */
  private paths: string[];

  constructor(private readonly window: () => BrowserWindow) {
    const saved = recentPaths.safeParse(this.recentFile.readJson());
    this.paths = saved.success ? saved.data : [];
  }

  async open(): Promise<OpenedStudy | null> {
    const chosen = await dialog.showOpenDialog(this.window(), {
      title: 'Open study',
      properties: ['openFile'],
      filters: fileTypes,
    });
    const path = chosen.filePaths[0];
    return chosen.canceled || path === undefined ? null : this.read(resolve(path));
  }

  async openRecent(handle: string): Promise<OpenedStudy> {
    return this.read(this.known(handle));
  }

  async save(handle: string | null, text: string, suggestedName: string): Promise<StudyFile | null> {
    const path = handle === null ? await this.askWhere(suggestedName) : this.known(handle);
    if (path === null) return null;
    const draft = `${path}.new`;
    try {
      await writeFile(draft, text);
      await rename(draft, path);
    } catch (error) {
      throw plainFileError(error, 'save', path);
    }
    this.remember(path);
    return describe(path);
  }

  recent(): readonly RecentStudy[] {
    return this.paths.map((path) => ({ handle: path, name: basename(path), folder: dirname(path) }));
  }

  /** True for a folder of a study that the user opened or saved: the lab may look for data files there. */
  hasFolder(folder: string): boolean {
    return this.paths.some((path) => dirname(path) === folder);
  }

  private async read(path: string): Promise<OpenedStudy> {
    try {
      const { size } = await stat(path);
      if (size > largestStudy)
        throw new Error(`it has ${Math.round(size / 2 ** 20)} MiB, and a study at most 64.`);
      const text = await readFile(path, 'utf8');
      this.remember(path);
      return { ...describe(path), text };
    } catch (error) {
      throw plainFileError(error, 'open', path);
    }
  }

  private async askWhere(suggestedName: string): Promise<string | null> {
    const chosen = await dialog.showSaveDialog(this.window(), {
      title: 'Save study',
      defaultPath: suggestedName,
      filters: fileTypes,
    });
    return chosen.canceled || chosen.filePath === undefined || chosen.filePath === ''
      ? null
      : resolve(chosen.filePath);
  }

  private known(handle: string): string {
    if (!this.paths.includes(handle)) throw new Error('That file was not opened in this window before.');
    return handle;
  }

  private remember(path: string): void {
    this.paths = [path, ...this.paths.filter((other) => other !== path)].slice(0, recentLimit);
    this.recentFile.write(JSON.stringify(this.paths));
    app.addRecentDocument(path);
  }
}

function describe(path: string): StudyFile {
  return { handle: path, name: basename(path), folder: dirname(path) };
}
