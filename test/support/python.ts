import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../scripts/set-up/place.mjs';

/** The NumPy that tests read result files with. */
const numpy = '2.2.6';

/**
 * Runs a Python script with NumPy at hand and gives back what it prints. The packages lie in a folder of
 * their own in the cache, filled on first use.
 * @param inputs passed to the script as sys.argv[1:]
 */
export function python(script: string, inputs: readonly string[] = []): string {
  return execFileSync('python3', ['-c', script, ...inputs], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: packages() },
  });
}

function packages(): string {
  const parent = join(cacheFolder(), 'python');
  const folder = join(parent, `numpy-${numpy}`);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  // Installed beside and moved at the end: a folder under this name is always whole.
  const partial = mkdtempSync(join(parent, 'partial-'));
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--disable-pip-version-check'];
  try {
    execFileSync('python3', [...pip, '--target', partial, `numpy==${numpy}`], { stdio: 'pipe' });
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}
