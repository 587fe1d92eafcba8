import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCompiler } from '../../../scripts/set-up/compiler.mjs';
import { needSpace } from '../../../scripts/set-up/disk.mjs';
import { checkPlatform } from '../../../scripts/set-up/platform.mjs';
import { downloadProblem, SetUpProblem } from '../../../scripts/set-up/problem.mjs';
import { missingLibraries } from '../../../scripts/set-up/system-libraries.mjs';
import { fetchWheel, findPython } from '../../../scripts/set-up/wheel.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const silent = { say: () => {}, progress: () => {}, end: () => {} };
const program = (name: string, script: string) =>
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
const problemOf = async (action: () => unknown) => {
  try {
    await action();
  } catch (error) {
    if (error instanceof SetUpProblem) return error;
    throw error;
  }
  throw new Error('Nothing failed.');
};

describe('what set-up says when something is missing', () => {
  it('names an unsupported machine at once', async () => {
    const machine = { platform: 'darwin', arch: 'arm64', versions: { node: '22.0.0' } };
    const problem = await problemOf(() => checkPlatform(machine as unknown as NodeJS.Process));
    expect(String(problem)).toContain('does not run on this machine (darwin, arm64)');
    const windows = { ...machine, platform: 'win32', arch: 'x64' };
    expect((await problemOf(() => checkPlatform(windows as unknown as NodeJS.Process))).todo).toContain(
      'WSL2',
    );
  });

  it('names a Node that is too old', async () => {
    const machine = { platform: 'linux', arch: 'x64', versions: { node: '18.20.0' } };
    const problem = await problemOf(() => checkPlatform(machine as unknown as NodeJS.Process));
    expect(problem.message).toBe('Node 18.20.0 is too old.');
  });

  it('tells how to get Python, pip and a compiler', async () => {
    const env = { PATH: folder };
    expect((await problemOf(() => findPython(env))).todo).toContain('apt-get install python3 python3-pip');
    program('python3', 'exit 1');
    const pip = await problemOf(() => findPython(env));
    expect(pip.message).toBe('Python has no pip.');
    expect(pip.todo).toContain('python3-pip');
    expect((await problemOf(() => findCompiler(env))).todo).toContain('apt-get install g++');
  });

  it('tells a network that does not answer from a damaged file and a full disk', async () => {
    const network = downloadProblem('TensorFlow', 'npm error code ENOTFOUND', '/cache');
    expect(network.why).toBe('The package server did not answer.');
    expect(downloadProblem('TensorFlow', 'THESE PACKAGES DO NOT MATCH THE HASHES', '/cache').why).toContain(
      'checksum',
    );
    expect(downloadProblem('TensorFlow', 'OSError: [Errno 28] No space left on device', '/cache').why).toBe(
      'The disk of /cache is full.',
    );
    expect(downloadProblem('TensorFlow', 'something\nnobody foresaw', '/cache').why).toContain(
      'nobody foresaw',
    );
  });

  it('tells how much room is needed before it starts', async () => {
    const problem = await problemOf(() => needSpace('TensorFlow', folder, 1e18));
    expect(problem.why).toMatch(/1,000,000,000,000 MB are needed, [\d,]+ MB are free\.$/);
    expect(problem.todo).toContain('COLLOCATE_CACHE');
  });

  it('passes on what pip said about a wheel, and leaves nothing behind', async () => {
    program('python3', 'case "$*" in *--version*) exit 0;; esac; echo "ConnectTimeout" >&2; exit 1');
    symlinkSync('/bin/sh', path.join(folder, 'sh'));
    const wheel = { name: 'some-library', version: '1.0', sha256: '0'.repeat(64) };
    const problem = await problemOf(() => fetchWheel(wheel, folder, silent, { PATH: folder }));
    expect(problem.message).toBe('some-library 1.0 could not be fetched.');
    expect(existsSync(path.join(folder, 'partial', String(process.pid), 'wheel-some-library'))).toBe(false);
    expect(problem.why).toBe('The package server did not answer.');
  });

  it('finds missing libraries in the list of the loader', () => {
    expect(missingLibraries(null)).toEqual([]);
    expect(missingLibraries('libnss3.so\0libasound.so.2\0')).toContainEqual(['libgtk-3-0t64', 'libgtk-3-0']);
    expect(missingLibraries('libnss3.so\0')).not.toContainEqual(['libnss3']);
  });
});
