// Makes the measurements that ship with the gallery: an exact solution at random points, with seeded noise.
//   node scripts/make-gallery-data.mjs           writes assets/gallery
//   node scripts/make-gallery-data.mjs --check   fails when the files there are not what it would write
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { extrapolatedCavity } from './gallery/cavity.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const files = {
  'burgers-data.csv': await burgersMeasurements({ count: 400, nu: 0.02, seed: 20240501 }),
  'conductivity-inverse.csv': conductivityMeasurements(),
  'cavity.csv': cavityVelocities({ cells: 32, re: 100 }),
};
for (const [name, text] of Object.entries(files)) {
  const path = join(root, 'assets', 'gallery', name);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${path} is not what scripts/make-gallery-data.mjs makes; run it to write it anew.`);
    process.exitCode = 1;
  }
}

/**
 * The viscous Burgers equation at uniform random points of [-1, 1] × [0, 1]; the noise is Gaussian with a standard
 * deviation of 1% of the rms of u over these points.
 */
async function burgersMeasurements({ count, nu, seed }) {
  const { exactSolution } = await load('src/pde/reference/index.ts');
  const uniform = seeded(seed);
  const x = Float64Array.from({ length: count }, () => round(2 * uniform() - 1));
  const t = Float64Array.from({ length: count }, () => round(uniform()));
  const { u } = exactSolution('burgers-cole-hopf').evaluate({ x, t }, { nu });
  const rms = Math.sqrt(u.reduce((sum, value) => sum + value * value, 0) / count);
  const rows = Array.from(u, (value, i) => {
    const measured = value + 0.01 * rms * gaussian(uniform);
    return [x[i], t[i], round(measured)].map((number) => number.toFixed(6)).join(',');
  });
  return `x,t,u\n${rows.join('\n')}\n`;
}

/** The velocity in a square below a moving lid, at the nodes of a grid. */
function cavityVelocities({ cells, re }) {
  const flow = extrapolatedCavity(cells, re);
  const along = Array.from({ length: cells + 1 }, (_, k) => k);
  // In the two corners at the lid the velocity has no value.
  const isCorner = (i, j) => j === cells && (i === 0 || i === cells);
  const rows = along.flatMap((i) =>
    along
      .filter((j) => !isCorner(i, j))
      .map((j) =>
        [i / cells, j / cells, flow.u(i, j), flow.v(i, j)].map((number) => number.toFixed(6)).join(','),
      ),
  );
  return `x,y,u,v\n${rows.join('\n')}\n`.replaceAll('-0.000000', '0.000000');
}

/**
 * −div(k grad u) = 20 sin πx sin πy on the unit square with u = 0 on its sides and k = 1 + exp(−30 ((x − 0.6)² +
 * (y − 0.4)²)), at 1,000 uniform random points, without noise: Chebyshev collocation, with u between its points by barycentric interpolation
 * (Berrut & Trefethen, SIAM Rev. 46, 2004; Trefethen, Spectral Methods in MATLAB, 2000, ch. 6 and 7).
 */
function conductivityMeasurements() {
  const n = 32;
  const nodes = Array.from({ length: n + 1 }, (_, j) => (1 + Math.cos((Math.PI * j) / n)) / 2);
  const weights = nodes.map((_, j) => (j % 2 === 0 ? 1 : -1) * (j === 0 || j === n ? 0.5 : 1));
  const derivative = nodes.map((at, i) =>
    nodes.map((from, j) => (i === j ? 0 : weights[j] / weights[i] / (at - from))),
  );
  derivative.forEach((row, i) => (row[i] = -row.reduce((sum, value) => sum + value, 0)));
  const k = (x, y) => 1 + Math.exp(-30 * ((x - 0.6) ** 2 + (y - 0.4) ** 2));
  const inner = n - 1;
  const at = (i, j) => (i - 1) * inner + j - 1;
  const system = Array.from({ length: inner ** 2 }, () => new Float64Array(inner ** 2 + 1));
  for (let i = 1; i < n; i++)
    for (let j = 1; j < n; j++) {
      const row = system[at(i, j)];
      row[inner ** 2] = 20 * Math.sin(Math.PI * nodes[i]) * Math.sin(Math.PI * nodes[j]);
      // row of D k D along one coordinate, the other one held
      for (let m = 1; m < n; m++)
        for (let l = 0; l <= n; l++) {
          row[at(m, j)] -= derivative[i][l] * k(nodes[l], nodes[j]) * derivative[l][m];
          row[at(i, m)] -= derivative[j][l] * k(nodes[i], nodes[l]) * derivative[l][m];
        }
    }
  const values = solve(system);
  const shares = (x) => {
    const parts = nodes.map((node, j) => weights[j] / (x - node));
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  };
  const uniform = seeded(20240503);
  const rows = Array.from({ length: 1000 }, () => {
    const [x, y] = [round(uniform()), round(uniform())];
    const [alongX, alongY] = [shares(x), shares(y)];
    let u = 0;
    for (let i = 1; i < n; i++) for (let j = 1; j < n; j++) u += alongX[i] * alongY[j] * values[at(i, j)];
    return `${x.toFixed(6)},${y.toFixed(6)},${u.toFixed(8)}`;
  });
  return `x,y,u\n${rows.join('\n')}\n`;
}

/** Solves [A | b] by Gaussian elimination with partial pivoting; the rows are used up. */
function solve(rows) {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++)
      if (Math.abs(rows[r][column]) > Math.abs(rows[pivot][column])) pivot = r;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const top = rows[column];
    for (let r = column + 1; r < n; r++) {
      const factor = rows[r][column] / top[column];
      if (factor !== 0) for (let c = column; c <= n; c++) rows[r][c] -= factor * top[c];
    }
  }
  const x = new Float64Array(n);
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r][n];
    for (let c = r + 1; c < n; c++) sum -= rows[r][c] * x[c];
    x[r] = sum / rows[r][r];
  }
  return x;
}

/** The lab's own code, bundled in memory: this script then runs on plain Node. */
async function load(entry) {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

function round(value) {
  return Math.round(value * 1e6) / 1e6;
}

/** One normal variate from two uniform ones (Box and Muller). */
function gaussian(uniform) {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Uniform numbers in [0, 1): a 32-bit Weyl counter, mixed as splitmix does. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}
