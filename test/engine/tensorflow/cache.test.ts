import { execFile } from 'node:child_process';
import { build } from 'esbuild';
import { mkdir, readdir, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/runs';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-cache-test-'));
const bundle = path.join(folder, 'training.cjs');
const cache = path.join(folder, 'cache');

beforeAll(async () => {
  await build({
    entryPoints: [path.join(root, 'test/support/training-process.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@tensorflow/tfjs-node'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Trains in a new process with its caches in `place`; gives what it printed. */
async function trained(place: string, temporary = os.tmpdir()): Promise<unknown> {
  const { TF_XLA_FLAGS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [bundle], {
    env: { ...env, NODE_PATH: path.join(root, 'node_modules'), COLLOCATE_CACHE: place, TMPDIR: temporary },
  });
  return JSON.parse(stdout);
}

/** Every file of a folder with its size and the time of its last change. */
async function content(place: string): Promise<Record<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const described = files.map(async (file) => {
    const { size, mtimeMs } = await stat(file);
    return [path.relative(place, file), `${size} ${mtimeMs}`] as const;
  });
  return Object.fromEntries(await Promise.all(described));
}

describe('the caches of compiled programs', () => {
  let first: unknown;

  it('are filled by the first process, and serve the second as they are', async () => {
    first = await trained(cache);
    const filled = await content(cache);
    expect(Object.keys(filled).filter((name) => name.startsWith('programs'))).not.toHaveLength(0);
    expect(Object.keys(filled).filter((name) => name.startsWith('compiled'))).not.toHaveLength(0);
    const { mode } = await stat(
      path.join(cache, 'compiled', (await readdir(path.join(cache, 'compiled')))[0]),
    );
    expect(mode & 0o077).toBe(0);
    expect(await trained(cache)).toEqual(first);
    expect(await content(cache)).toEqual(filled);
  });

  it('are done without where they can not be written, and nothing is left behind', async () => {
    const [place, temporary] = [await temporaryFolder(), await temporaryFolder()];
    const file = path.join(place, 'in the way');
    await writeFile(file, '');
    expect(await trained(path.join(file, 'cache'), temporary)).toEqual(first);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('are left alone where there is no room for more', async () => {
    const place = await temporaryFolder();
    const [own] = await readdir(path.join(cache, 'compiled'));
    await mkdir(path.join(place, 'compiled'));
    // A folder of a file system that takes no files.
    await symlink('/proc/self/fd', path.join(place, 'compiled', own));
    expect(await trained(place)).toEqual(first);
  });

  it('are made anew where they are damaged', async () => {
    const before = await content(cache);
    for (const name of Object.keys(before))
      await truncate(path.join(cache, name), Math.floor(Number.parseInt(before[name]) / 2));
    expect(await trained(cache)).toEqual(first);
    const mended = await content(cache);
    const sizes = (files: Record<string, string>) =>
      Object.entries(files)
        .filter(([name]) => name.startsWith('programs'))
        .map(([name, text]) => [name, Number.parseInt(text)]);
    expect(sizes(mended)).toEqual(sizes(before));
  });
});
