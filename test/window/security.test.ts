/** The points of Electron's security checklist that can be seen from outside; docs/security.md lists all of them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { descendants } from './support/processes';

let lab: ElectronWindow;
beforeAll(async () => {
  lab = await openElectron();
  await lab.page.getByRole('heading', { name: 'Start a study' }).waitFor();
});
afterAll(async () => {
  await lab.close();
});

describe('the page', () => {
  it('runs in a sandbox, isolated, without Node and with the safety of the web', async () => {
    const preferences = await lab.application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    for (const name of [
      'nodeIntegrationInSubFrames',
      'nodeIntegrationInWorker',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
    ])
      expect(preferences[name] ?? false, name).toBe(false);
    expect(preferences.webSecurity ?? true).toBe(true);
    expect(preferences.enableBlinkFeatures ?? '').toBe('');
  });

  it('is given no permission', async () => {
    const answers = await lab.page.evaluate(async () => ({
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        () => 'refused',
      ),
      notifications: await Notification.requestPermission(),
      place: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'refused' : 'not known'),
        );
      }),
    }));
    expect(answers).toEqual({ camera: 'refused', notifications: 'denied', place: 'refused' });
  });

  it('sees a bridge of its own, and nothing of Electron', async () => {
    const names = await lab.page.evaluate(() =>
      ['ipcRenderer', 'electron', 'require', 'process', 'Buffer', 'module'].filter((name) => name in window),
    );
    expect(names).toEqual([]);
  });

  it('loads nothing from elsewhere', async () => {
    const outcome = await lab.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            fetch('https://example.org/').then(
              () => resolve('loaded'),
              () => resolve('refused'),
            );
          }, 0);
        }),
    );
    expect(outcome).toBe('refused');
  });

  it('opens no window; https goes to the browser, other schemes nowhere', async () => {
    await lab.application.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { openedLinks: opened });
      shell.openExternal = (address: string) => {
        opened.push(address);
        return Promise.resolve();
      };
    });
    await lab.page.evaluate(() => {
      const addresses = [
        'https://example.org/a',
        'http://example.org/b',
        'file:///etc/passwd',
        'smb://example.org/d',
      ];
      // After this task: what the page opens itself must not hold up the test's own call.
      setTimeout(() => {
        for (const address of addresses) {
          const link = document.createElement('a');
          Object.assign(link, { href: address, target: '_blank', rel: 'noopener' });
          link.click();
        }
      }, 0);
    });
    await lab.page.waitForTimeout(300);
    const { opened, windows } = await lab.application.evaluate(({ BrowserWindow }) => ({
      opened: (globalThis as unknown as { openedLinks: string[] }).openedLinks,
      windows: BrowserWindow.getAllWindows().length,
    }));
    expect(opened).toEqual(['https://example.org/a']);
    expect(windows).toBe(1);
  });

  it('reads no file outside its folder by its own scheme', async () => {
    const answers = await lab.page.evaluate(() =>
      Promise.all(
        ['/../main.cjs', '/%2e%2e/main.cjs', '/..%2fmain.cjs', '//etc/passwd', '/%00'].map((address) =>
          fetch(`app://collocate${address}`).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    );
    for (const status of answers) expect([0, 400, 404]).toContain(status);
  });
});

describe('the application', () => {
  it('keeps reports of crashes on this machine', async () => {
    const sends = await lab.application.evaluate(({ crashReporter }) => crashReporter.getUploadToServer());
    expect(sends).toBe(false);
  });

  it('has no connection to another machine', () => {
    const processes = [
      lab.application.process().pid ?? 0,
      ...descendants(lab.application.process().pid ?? 0),
    ];
    expect(processes.length).toBeGreaterThan(2);
    expect(processes.flatMap(connectionsOf).filter((address) => !isLoopback(address))).toEqual([]);
  });
});

/** Remote addresses of the TCP connections of a process, as /proc writes them. */
function connectionsOf(pid: number): string[] {
  let sockets: Set<string>;
  try {
    const files = readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)];
      } catch {
        return [];
      }
    });
    sockets = new Set(files.flatMap((file) => /^socket:\[(\d+)\]$/.exec(file)?.[1] ?? []));
  } catch {
    return [];
  }
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((words) => sockets.has(words[9] ?? ''))
      .map((words) => words[2] ?? ''),
  );
}

/** 127.x.x.x, ::1, the same in IPv6's clothes, or no other end at all. */
function isLoopback(address: string): boolean {
  const [host = ''] = address.split(':');
  return (
    /^0+$/.test(host) ||
    /7F$/.test(host.slice(0, 8)) ||
    host === '00000000000000000000000001000000' ||
    /^0{16}0000FFFF.{6}7F$/.test(host)
  );
}
