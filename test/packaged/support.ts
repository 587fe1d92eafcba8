import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { distFolder } from '../../scripts/package/place.mjs';
import { electronInUse } from '../../scripts/set-up/electron.mjs';
import { cacheFolder, isRoot } from '../../scripts/set-up/place.mjs';

/** The newest .deb, installed by the package manager (as root) or laid out in a folder. */
export interface Installation {
  readonly file: string;
  /** The folder in which the package's `usr` lies. */
  readonly root: string;
  /** The folder of the application. */
  readonly application: string;
  /** What a user types. */
  readonly command: string;
  /** A home of its own, where nothing of this checkout is found, and a PATH on which there is nothing at all. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

export function install(): Installation {
  const file = readdirSync(distFolder).find((name) => /^collocate_.*_amd64\.deb$/.test(name));
  if (file === undefined) throw new Error('There is no .deb in dist: run `npm run package -- deb` first.');
  const archive = path.join(distFolder, file);
  const home = mkdtempSync(path.join(os.tmpdir(), 'collocate-installed-'));
  const real = isRoot();
  const place = real ? '/' : path.join(home, 'system');
  if (real) execFileSync('dpkg', ['--install', '--force-depends', archive], { stdio: 'pipe' });
  else execFileSync('dpkg-deb', ['--extract', archive, place]);
  const display = process.env.DISPLAY;
  return {
    file: archive,
    root: place,
    application: path.join(place, 'usr/lib/collocate'),
    command: path.join(place, 'usr/bin/collocate'),
    env: {
      HOME: home,
      PATH: path.join(home, 'nothing'),
      COLLOCATE_CACHE: path.join(home, 'cache'),
      COLLOCATE_RUNS: path.join(home, 'runs'),
      LANG: 'C.UTF-8',
      ...(display === undefined ? {} : { DISPLAY: display }),
    },
    remove() {
      if (real) execFileSync('dpkg', ['--purge', 'collocate'], { stdio: 'pipe' });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** How the installed window is started by a test. */
export function installedCommand(installation: Installation) {
  const electron = electronInUse(cacheFolder());
  if (electron === null) throw new Error('Electron is not set up.');
  const flags = isRoot() ? ['--no-sandbox'] : [];
  if (electron.legacy && !isRoot()) flags.push('--disable-seccomp-filter-sandbox');
  return {
    program: path.join(installation.application, 'collocate-window'),
    args: flags,
    env: installation.env,
    legacy: electron.legacy,
    version: electron.version,
  };
}
