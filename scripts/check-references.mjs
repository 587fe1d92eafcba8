import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { writePart } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run check:references`: the solver of the lab beside solutions in closed form. Writes the table of
 * docs/references.md; exits 1 when an error is larger than 1e-8 and than the solver states.
 */
const tolerance = 1e-8;

await setUpOrExit('check');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const bundle = await bundleScript(
  'scripts/references/solve.ts',
  path.join(buildFolder, 'references/solve.cjs'),
);
const { stdout } = await promisify(execFile)(process.execPath, [bundle]);
/** @typedef {{name: string, formula: string, resolution: string, seconds: number, error: Record<string, number>, statedError: Record<string, number>}} Row */
/** @type {Row[]} */
const rows = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
/** @param {Row} row */
const holds = ({ error, statedError }) =>
  Object.entries(error).every(([field, value]) => value <= Math.max(tolerance, statedError[field] ?? 0));
/** @param {Record<string, number>} errors */
const each = (errors) =>
  Object.entries(errors)
    .map(([field, value]) => `${field} ${value.toExponential(1)}`)
    .join(', ');
for (const row of rows)
  console.log(
    `${holds(row) ? 'holds' : 'WRONG'}  ${row.name}: error ${each(row.error)}; stated ${each(row.statedError)}`,
  );

const table = [
  '| study | exact solution | error | stated error | resolution | processor time |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map(
    (row) =>
      `| ${row.name} | ${row.formula} | ${each(row.error)} | ${each(row.statedError)} | ${row.resolution} | ${row.seconds.toFixed(1)} s |`,
  ),
].join('\n');
await writePart('docs/references.md', 'closed forms', table);
process.exitCode = rows.every(holds) ? 0 : 1;
