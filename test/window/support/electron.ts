import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronCommand } from '../../../scripts/electron-command.mjs';
import { exportArchive, type LabWindow } from './lab-window';
import { descendantWith } from './processes';

/** What Playwright's own scripts in the page want, and Chromium 83 lacks; the lab's pages have theirs already. */
const pageFeatures = `(() => {
  const define = (target, name, value) => {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  };
  define(Element.prototype, 'checkVisibility', function () { return this.getClientRects().length > 0; });
  for (const { prototype } of [Array, String])
    define(prototype, 'at', function (index) { return this[index < 0 ? this.length + index : index]; });
  define(String.prototype, 'replaceAll', function (search, replacement) {
    return search instanceof RegExp ? this.replace(search, replacement) : this.split(search).join(replacement);
  });
  define(Object, 'hasOwn', (object, key) => Object.prototype.hasOwnProperty.call(object, key));
  define(globalThis, 'WeakRef', class { constructor(value) { this.value = value; } deref() { return this.value; } });
})()`;

async function supplyPageFeatures(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (!context.name.startsWith('__playwright_utility')) return;
    // The page may have gone on to another context meanwhile.
    session
      .send('Runtime.evaluate', { contextId: context.id, expression: pageFeatures })
      .catch(() => undefined);
  });
  await session.send('Runtime.enable');
}

export interface ElectronWindow extends LabWindow {
  readonly application: ElectronApplication;
  /** It runs on the old Electron. */
  readonly legacy: boolean;
  /** User data and runs of this window; kept when given to another one. */
  readonly folder: string;
  /** Starts the application once more, as a user does who finds no window: the first one opens its window again. */
  again(): Promise<Page>;
}

interface OpenOptions {
  /** A folder of an earlier window, to open it again. */
  readonly folder?: string;
  readonly keepFolder?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Another application than the one of this checkout. */
  readonly command?: ReturnType<typeof electronCommand>;
}

/** Opens the desktop lab with a user folder of its own. */
export async function openElectron(options: OpenOptions = {}): Promise<ElectronWindow> {
  const command = options.command ?? electronCommand();
  const folder = options.folder ?? mkdtempSync(path.join(os.tmpdir(), 'collocate-window-'));
  const environment = { ...command.env, COLLOCATE_RUNS: path.join(folder, 'runs'), ...options.env };
  const application = await _electron.launch({
    executablePath: command.program,
    args: [...command.args, `--user-data-dir=${path.join(folder, 'user')}`],
    env: Object.fromEntries(
      Object.entries(environment).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
    ),
    timeout: 60_000,
  });
  const page = await application.firstWindow({ timeout: 30_000 });
  if (command.legacy) await supplyPageFeatures(page);
  const root = application.process().pid ?? 0;
  return {
    page,
    kind: 'electron',
    application,
    legacy: command.legacy,
    folder,
    async exportArchive() {
      const file = path.join(folder, 'export.npz');
      await stubSaveDialog(application, file);
      await exportArchive(page);
      await page.getByText('Exported export.npz').waitFor({ state: 'attached', timeout: 60_000 });
      return file;
    },
    async again() {
      const opened = application.waitForEvent('window', { timeout: 60_000 });
      const args = [...command.args, `--user-data-dir=${path.join(folder, 'user')}`];
      spawn(command.program, args, { env: environment, stdio: 'ignore' });
      const next = await opened;
      if (command.legacy) await supplyPageFeatures(next);
      return next;
    },
    enginePid: () => Promise.resolve(descendantWith(root, 'engine.cjs')),
    async close() {
      await application.close();
      if (options.keepFolder !== true) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The next save dialogs answer with this path at once. */
export async function stubSaveDialog(application: ElectronApplication, file: string): Promise<void> {
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** The next open dialogs answer with this path at once. */
export async function stubOpenDialog(application: ElectronApplication, file: string): Promise<void> {
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
}
