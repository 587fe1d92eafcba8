import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../../../scripts/set-up/place.mjs';
import { chromium as findChromium } from '../../../scripts/set-up/system-libraries.mjs';
import { exportArchive, type LabWindow } from './lab-window';
import { descendantWith } from './processes';

/** A current browser of this machine. */
function browserPath(): string {
  const found = findChromium();
  if (!found) throw new Error('No Chromium here: install it with "apt-get install chromium".');
  return found;
}

/** Waits for the address that the server prints. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(output);
      if (match !== null) resolve(match[0]);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('exit', () => reject(new Error(`The server ended: ${output}`)));
  });
}

/** Serves the lab on this machine and opens it in a current browser; `store` holds the runs where it is given. */
export async function openServed({ store }: { store?: string } = {}): Promise<LabWindow> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-served-'));
  const server = spawn(process.execPath, [path.join(root, 'build/cli.cjs'), 'serve'], {
    env: { ...process.env, COLLOCATE_RUNS: store ?? path.join(folder, 'runs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await addressOf(server);
  const browser = await chromium.launch({
    executablePath: browserPath(),
    // Surfaces are drawn by the software renderer where there is no graphics card.
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(address);
  return {
    page,
    kind: 'served',
    async exportArchive() {
      const download = page.waitForEvent('download');
      await exportArchive(page);
      const file = path.join(folder, 'export.npz');
      await (await download).saveAs(file);
      return file;
    },
    enginePid: () => Promise.resolve(descendantWith(server.pid ?? 0, 'engine.cjs')),
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
