// Makes the measurements that ship with the gallery: an exact solution at random points, with seeded noise.
//   node scripts/make-gallery-data.mjs           writes assets/gallery
//   node scripts/make-gallery-data.mjs --check   fails when the files there are not what it would write
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const files = {
  'burgers-data.csv': await burgersMeasurements({ count: 400, nu: 0.02, seed: 20240501 }),
  'burgers-inverse.csv': await burgersMeasurements({ count: 2000, nu: 0.01 / Math.PI, seed: 20240502 }),
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
