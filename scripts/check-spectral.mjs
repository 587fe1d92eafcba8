import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writePage } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run check:spectral`: the solver of flows beside verified energies and NumPy, its order in time, and the time it
 * takes. Writes docs/spectral.md; exits 1 where something differs.
 */
const tolerance = 1e-12;

/**
 * Energies to the digits that are known, and the largest current, which depends on the grid.
 * @type {Record<string, {digits: number, rows: [time: number, kinetic: string, magnetic: string, current: string][]}>}
 */
const verified = {
  'regression case of spectralDNS': { digits: 12, rows: [[0.1, '0.124565408177', '0.124637762143', '–']] },
  '3D Orszag–Tang': {
    digits: 6,
    rows: [
      [0.25, '1.917610', '1.852342', '6.97'],
      [0.5, '1.697450', '1.880469', '10.6'],
      [0.75, '1.388447', '1.926630', '14.9'],
      [1, '1.119761', '1.883447', '20.2'],
    ],
  },
  'Taylor–Green with a magnetic field': {
    digits: 6,
    rows: [
      [0.5, '0.119917', '0.122485', '1.69'],
      [1, '0.111666', '0.122082', '1.86'],
      [1.5, '0.099187', '0.123294', '3.41'],
      [2, '0.081677', '0.124855', '6.33'],
    ],
  },
};

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleScript, pythonEnv } = await import('./benchmark/entries.mjs');
const { preparePython } = await import('./benchmark/environment.mjs');

const folder = path.join(root, 'scripts/spectral');
const python = await preparePython({
  name: 'spectral',
  title: 'NumPy, which one slope is compared with',
  requirements: path.join(folder, 'requirements.txt'),
  bytes: 30_000_000,
});
mkdirSync(path.join(buildFolder, 'spectral'), { recursive: true });
const bundle = await bundleScript(
  'scripts/spectral/measured.ts',
  path.join(buildFolder, 'spectral/measured.cjs'),
);
const file = path.join(buildFolder, 'spectral/measured.json');
execFileSync(process.execPath, [bundle, file], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
/**
 * @typedef {{time: number, kinetic: number, magnetic: number, current: number}} Row
 * @type {{processor: string, threads: number, orders: {steps: number, error: number}[],
 *   runs: {name: string, points: number, width: number, steps: number, seconds: number, processor: number, rows: Row[]}[]}}
 */
const measured = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, number>} */
const differences = JSON.parse(
  execFileSync(python.python, [path.join(folder, 'judge.py'), file], {
    cwd: root,
    env: pythonEnv(python),
    encoding: 'utf8',
  }),
);

/** @type {string[]} */
const wrong = [];
const energies = measured.runs.flatMap(({ name, points, width, rows }) =>
  rows.map((row) => {
    const { digits, rows: known } = verified[name];
    const [, kinetic, magnetic, current] = /** @type {typeof known[0]} */ (
      known.find(([time]) => time === row.time)
    );
    const found = [row.kinetic, row.magnetic].map((value) => value.toFixed(digits));
    if (found[0] !== kinetic || found[1] !== magnetic) wrong.push(`${name}, ${points}³, t = ${row.time}`);
    return [
      name,
      `${points}³`,
      width,
      row.time,
      found[0],
      kinetic,
      found[1],
      magnetic,
      row.current.toPrecision(3),
      current,
    ];
  }),
);
const slopes = measured.orders.map(({ steps, error }, k, all) => {
  const order = k === 0 ? undefined : Math.log2(all[k - 1].error / error);
  if (order !== undefined && !(order >= 3.8 && order <= 4.2)) wrong.push(`order in time at ${steps} steps`);
  return [steps, error.toExponential(2), order?.toFixed(2) ?? ''];
});
for (const [name, difference] of Object.entries(differences))
  if (!(difference <= tolerance)) wrong.push(`slope of the ${name}`);

const row = (/** @type {readonly unknown[]} */ cells) => `| ${cells.join(' | ')} |`;
const table = (/** @type {string[]} */ head, /** @type {readonly (readonly unknown[])[]} */ rows) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const seconds = measured.runs.map(({ name, points, width, steps, seconds: wall, processor }) => [
  name,
  `${points}³`,
  width,
  steps,
  wall.toFixed(1),
  processor.toFixed(1),
  ((1000 * processor) / steps).toFixed(0),
]);
const text = [
  '# The solver of flows, measured',
  `Written by \`npm run check:spectral\`. [References](references.md) tells what the solver does.`,
  wrong.length === 0 ? 'Everything agrees.' : `These differ: ${wrong.join('; ')}.`,
  '## Energies',
  'Means over the box of |u|²/2 and |B|²/2 beside those of an independent code. The largest current density is taken on the grid, so it depends on it.',
  table(
    ['case', 'grid', 'step', 't', 'E_v', 'verified', 'E_b', 'verified', 'max &#124;J&#124;', 'there'],
    energies,
  ),
  '## Order in time',
  'The regression case with ν = 0.01 and η = 0.02 at 16³ up to t = 1: the largest difference of a coefficient from that of 640 steps.',
  table(['steps', 'difference', 'order'], slopes),
  '## One slope beside NumPy',
  `Random fields in a box of 12 × 16 × 18 points with three different sides and S = 0.7. NumPy computes the slope from the divergence of the stresses, not from the rotational form. The largest difference, relative to the largest value; none may exceed ${tolerance}.`,
  table(
    ['of', 'difference'],
    Object.entries(differences).map(([name, difference]) => [name, difference.toExponential(1)]),
  ),
  '## Time',
  `Steps alone, in float64, on ${measured.threads} threads of ${measured.processor}. Seconds of the processor count all threads and hold on a loaded machine, where those of the wall do not.`,
  table(
    ['case', 'grid', 'step', 'steps', 'seconds', 'of the processor', 'ms of the processor a step'],
    seconds,
  ),
].join('\n\n');
console.log(wrong.length === 0 ? 'Everything agrees.' : `These differ: ${wrong.join('; ')}.`);
await writePage('docs/spectral.md', text);
process.exitCode = wrong.length === 0 ? 0 : 1;
