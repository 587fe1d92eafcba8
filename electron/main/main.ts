/** The desktop application: one window, its menus and files, and the engine process that it keeps alive. */
import { app, crashReporter, dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { aboutText } from './about';
import { ClosingChoice, closingWords } from './closing';
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
  private readonly closing = new ClosingChoice();
  /** The run goes on though the window was closed; the application ends with it. */
  private stays = false;

  /** `isQuitting` tells that the whole application ends, upon which a run is put aside without a question. */
  constructor(private readonly isQuitting: () => boolean) {
    serveAppScheme(pages);
    this.window = this.open();
    this.lab = new Lab(new UtilityStarter(engineEntry()), (event, body) => {
      sendEvent(this.window, event, body);
      if (this.stays && this.lab.training === null) app.quit();
    });
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
    this.showMenu();
  }

  /** Brings the window to the front, or back when it was closed. */
  show(): void {
    this.stays = false;
    if (this.window.isDestroyed()) this.window = this.open();
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
  }

  /** True while a run goes on without a window. */
  get goesOn(): boolean {
    return this.stays;
  }

  close(): Promise<void> {
    return this.lab.close();
  }

  private showMenu(): void {
    const { closing } = this;
    installMenu((command) => sendCommand(this.window, command), {
      label: 'When the Window Closes',
      words: closingWords,
      value: closing.value,
      choose: (value) => closing.keep(value),
    });
  }

  private open(): BrowserWindow {
    const window = createWindow(icon);
    let decided = false;
    window.on('close', (event) => {
      const run = this.lab.training;
      if (decided || run === null || this.isQuitting()) return;
      event.preventDefault();
      void this.closing.decide(window, run.title).then((choice) => {
        if (choice === null) return;
        // The run may have ended while the user thought about it.
        this.stays = choice === 'go on' && this.lab.training !== null;
        decided = true;
        this.showMenu();
        window.close();
      });
    });
    return window;
  }
}

function start(): void {
  declareAppScheme();
  // Reports of crashes stay in the user's folder on this machine; there is no address to send them to.
  crashReporter.start({ submitURL: '', uploadToServer: false, productName: 'Collocate' });
  let application: Application | null = null;
  let closed = false;
  let quitting = false;
  app.on('second-instance', () => application?.show());
  app.on('activate', () => application?.show());
  app.on('before-quit', () => (quitting = true));
  app.on('window-all-closed', () => {
    if (application?.goesOn !== true) app.quit();
  });
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
      application = new Application(() => quitting);
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
