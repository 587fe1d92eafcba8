import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, stopCommands } from '../set-up/command.mjs';
import { buildFolder, folderBytes, needSpace, removePartials } from '../set-up/disk.mjs';
import { takeLock } from '../set-up/lock.mjs';
import { cacheFolder, root } from '../set-up/place.mjs';
import { downloadProblem, megabytes } from '../set-up/problem.mjs';
import { makeReport } from '../set-up/report.mjs';
import { findPython } from '../set-up/wheel.mjs';

export const peersFolder = path.join(root, 'scripts/benchmark/peers');
/** JAX, a CPU build of PyTorch and SciPy, unpacked; PyTorch's CUDA build asks for more and says so itself. */
const peerBytes = 2_000_000_000;

/** The Python packages of the peers. */
export function preparePeers() {
  return preparePython({
    name: 'peers',
    title: 'The Python packages of the peers of the benchmark',
    requirements: path.join(peersFolder, 'requirements.txt'),
    bytes: peerBytes,
  });
}

/**
 * Python packages in a folder of their own in the cache, named by what is asked for and by the Python that will run
 * them. Installed when they are not there.
 * @param {{name: string, title: string, requirements: string, bytes: number}} wish
 * @returns {Promise<{python: string, packages: string}>}
 */
export async function preparePython(
  { name, title, requirements, bytes },
  env = process.env,
  report = makeReport(),
) {
  const python = await findPython(env);
  const { output } = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { env });
  const asked = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = cacheFolder(env);
  const packages = path.join(cache, name, `python-${output.trim()}-${asked}`);
  if (existsSync(packages)) return { python, packages };

  const giveBack = await takeLock(cache, report);
  const interrupted = () => {
    stopCommands();
    removePartials(cache);
    giveBack();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    removePartials(cache);
    if (!existsSync(packages))
      await install({ python, title, requirements, bytes, cache, packages, env, report });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    giveBack();
  }
  return { python, packages };
}

/**
 * @param {{python: string, title: string, requirements: string, bytes: number, cache: string, packages: string, env: NodeJS.ProcessEnv,
 *   report: import('../set-up/report.mjs').Report}} job
 */
async function install({ python, title, requirements, bytes, cache, packages, env, report }) {
  report.say(`Setting up: ${title} …`);
  needSpace(title, cache, bytes);
  await buildFolder(cache, packages, async (partial) => {
    const { code, output } = await run(
      python,
      [
        ...['-m', 'pip', 'install', '--target', partial, '--requirement', requirements],
        ...['--only-binary=:all:', '--no-cache-dir', '--progress-bar=off', '--disable-pip-version-check'],
      ],
      {
        // pip unpacks into TMPDIR first and moves it at the end: kept on the same disk.
        env: { ...env, TMPDIR: path.dirname(partial) },
        watch: () => report.progress(`${megabytes(folderBytes(path.dirname(partial)))} so far`),
        every: 5_000,
      },
    );
    report.end();
    if (code !== 0) throw downloadProblem(title, output, cache);
  });
  report.say(`  ${title}: done`);
}
