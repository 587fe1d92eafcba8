/** The desktop application: one window, its menus and files, and the engine process that it keeps alive. */
import { app, crashReporter, dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { aboutText } from './about';
import { declareAppScheme, serveAppScheme } from './appScheme';
import { UtilityStarter } from './engineStarter';
import { exportRun } from './exports';
import { Lab } from './lab';
import { installMenu } from './menu';
import { answerHostCalls, answerRequests, sendCommand, sendEvent } from './messages';
import { saveFile } from './savedFiles';
import { StateFile } from './stateFile';
import { Studies } from './studies';
import { createWindow } from './window';

/** Beside this script: the preload script and the pages. */
const pages = join(__dirname, 'renderer');
const icon = join(pages, 'icon.png');

/** Native libraries can't be loaded from an application's archive: installed, the engine lies beside it. */
function engineEntry(): string {
  return app.isPackaged ? join(process.resourcesPath, 'engine/engine.cjs') : join(__dirname, 'engine.cjs');
}

class Application {
  private window: BrowserWindow;
  private readonly lab: Lab;
  private readonly workspace = new StateFile('workspace.json');

  constructor() {
    serveAppScheme(pages);
    this.window = createWindow(icon);
    this.lab = new Lab(new UtilityStarter(engineEntry()), (event, body) =>
      sendEvent(this.window, event, body),
    );
    const studies = new Studies(() => this.window);
    answerRequests(this.lab, (folder) => studies.hasFolder(folder));
    answerHostCalls({
      openStudy: () => studies.open(),
      saveStudy: (handle, text, suggestedName) => studies.save(handle, text, suggestedName),
      recent: () => studies.recent(),
      openRecent: (handle) => studies.openRecent(handle),
      autosave: (text) => this.workspace.write(text),
      restore: () => this.workspace.read(),
      exportRun: (request) => exportRun(this.window, this.lab, request),
      saveFile: (kind, content, suggestedName) => saveFile(this.window, kind, content, suggestedName),
      setTitle: (title) => this.window.setTitle(title),
      restartEngine: () => this.lab.tryAgain(),
      about: async () => aboutText(await this.lab.status()),
    });
    installMenu((command) => sendCommand(this.window, command));
  }

  /** Brings the window to the front, or back when it was closed. */
  show(): void {
    if (this.window.isDestroyed()) this.window = createWindow(icon);
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
  }

  close(): Promise<void> {
    return this.lab.close();
  }
}

function start(): void {
  declareAppScheme();
  // Reports of crashes stay in the user's folder on this machine; there is no address to send them to.
  crashReporter.start({ submitURL: '', uploadToServer: false, productName: 'Collocate' });
  let application: Application | null = null;
  let closed = false;
  app.on('second-instance', () => application?.show());
  app.on('activate', () => application?.show());
  app.on('window-all-closed', () => app.quit());
  // The run in the engine is put aside with a checkpoint before the application ends.
  app.on('will-quit', (event) => {
    if (application === null || closed) return;
    event.preventDefault();
    void application.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  app
    .whenReady()
    .then(() => {
      application = new Application();
    })
    .catch((error: unknown) => {
      dialog.showErrorBox(
        'Collocate could not start',
        error instanceof Error ? error.message : String(error),
      );
      app.exit(1);
    });
}

if (app.requestSingleInstanceLock()) start();
else app.quit();
