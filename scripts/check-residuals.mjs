import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { writePart } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run check:residuals`: residuals of typed systems, as the engine computes them, beside SymPy's, at 100 points on
 * networks with random weights. Writes docs/residuals.md; exits 1 when one differs by more than `tolerance`.
 */
const tolerance = 1e-12;

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleScript, pythonEnv } = await import('./benchmark/entries.mjs');
const { preparePython } = await import('./benchmark/environment.mjs');

const folder = path.join(root, 'scripts/residuals');
const python = await preparePython({
  name: 'residuals',
  title: 'The Python packages of the comparison with SymPy',
  requirements: path.join(folder, 'requirements.txt'),
  bytes: 100_000_000,
}).catch((error) => end(String(error)));
mkdirSync(path.join(buildFolder, 'residuals'), { recursive: true });
const bundle = await bundleScript(
  'scripts/residuals/compiled.ts',
  path.join(buildFolder, 'residuals/compiled.cjs'),
);
const file = path.join(buildFolder, 'residuals/residuals.json');
console.error('The engine computes the residuals …');
await lines(process.execPath, [bundle, file], process.env, () => {});

/** @type {{name: string, equations: string[], difference: number}[]} */
const rows = [];
await lines(python.python, [path.join(folder, 'judge.py'), file], pythonEnv(python), (line) => {
  const row = JSON.parse(line);
  rows.push(row);
  console.log(`${row.difference.toExponential(1).padStart(8)}  ${row.name}`);
});

const wrong = rows.filter(({ difference }) => !(difference <= tolerance));
const largest = Math.max(...rows.map(({ difference }) => difference));
const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|');
const report = [
  `${rows.length} systems, 100 points each: the largest difference is ${largest.toExponential(1)}` +
    (wrong.length === 0 ? '.' : `; ${wrong.length} differ by more than ${tolerance}.`),
  [
    '| system | equations | largest difference |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ name, equations, difference }) =>
        `| ${name} | ${equations.map((text) => `\`${cell(text)}\``).join('<br>')} | ${difference.toExponential(1)} |`,
    ),
  ].join('\n'),
].join('\n\n');
await writePart('docs/residuals.md', 'results', report);
process.exitCode = wrong.length === 0 ? 0 : 1;

/**
 * Runs a program and hands over each line that it prints.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} take
 * @returns {Promise<void>}
 */
function lines(program, args, env, take) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', take);
    child.on('error', (error) => end(`${program} could not be started: ${error.message}`));
    child.on('close', (code) =>
      code === 0 ? resolve() : end(`${path.basename(args[0])} ended with ${code}.`),
    );
  });
}

/** @param {string} text @returns {never} */
function end(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
