/** The one window: where it stood last time, and what a page may never do. */
import { BrowserWindow, nativeTheme, screen, session, shell, type Rectangle } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { pageAddress, pageOrigin } from './appScheme';
import { StateFile } from './stateFile';

const savedBounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640),
  height: z.number().int().min(480),
  maximized: z.boolean(),
});

const firstSize = { width: 1440, height: 900 };

export function createWindow(icon: string): BrowserWindow {
  const file = new StateFile('window.json');
  const saved = savedBounds.safeParse(file.readJson());
  const bounds = saved.success && isOnScreen(saved.data) ? saved.data : null;
  const window = new BrowserWindow({
    ...(bounds === null
      ? firstSize
      : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
    minWidth: 960,
    minHeight: 600,
    title: 'Collocate',
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1d20' : '#ffffff',
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Curves and fields go on behind other windows; their rate is the engine's matter.
      backgroundThrottling: false,
    },
  });
  if (bounds?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    file.write(JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  });
  confine(window);
  void window.loadURL(pageAddress);
  return window;
}

/** True when enough of the rectangle lies on a screen that is there now to be seen and dragged. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const width =
    Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const height =
    Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  return width >= 200 && height >= 100;
}

/** Only https: other schemes start programs. */
function isWebAddress(address: string): boolean {
  try {
    return new URL(address).protocol === 'https:';
  } catch {
    return false;
  }
}

/** The page may neither leave, nor open windows, nor be given any permission. */
function confine(window: BrowserWindow): void {
  const { webContents } = window;
  // A link leaves for the user's browser, where it goes by the user's own rules; nothing else leaves.
  webContents.setWindowOpenHandler(({ url }) => {
    if (isWebAddress(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${pageOrigin}/`)) event.preventDefault();
  });
  // A page that crashed comes back with the workspace that was kept last.
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void window.loadURL(pageAddress);
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}
