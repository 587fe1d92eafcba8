import { bounds } from './watch.mjs';
import { stoppedBy } from './stopped-by.mjs';

/**
 * The page of the gallery's figures.
 * @param {Record<string, any>} rows by study
 * @param {number} secondsEach
 * @param {Record<string, number>} secondsOf studies that were given another time
 * @param {string} machine
 */
export function galleryPage(rows, secondsEach, secondsOf, machine) {
  const longer = Object.entries(secondsOf).map(([name, seconds]) => `${name} ${seconds / 60}`);
  const all = Object.values(rows);
  const worst = (/** @type {any} */ row) => Math.max(...Object.values(row.errors).map(Number));
  const within = (/** @type {number} */ bound) =>
    all.filter((row) => Object.keys(row.errors).length > 0 && worst(row) <= bound).length;
  const lines = [
    '# The gallery, measured',
    '',
    `Written by \`npm run check:gallery\`: every study of the gallery, trained from its document by the command line for at most ${secondsEach / 60} minutes after the first step (${longer.join(', ')} minutes), on ${machine}. Errors are relative L2 errors against the study's reference; of several fields the largest counts for the times. Of a study that does not reach 1e-4 the table tells what stopped it, as its run shows it.`,
    '',
    `${within(1e-3)} of ${all.length} end at 1e-3 or below, ${within(1e-4)} at 1e-4 or below.`,
    '',
    `| study | errors | ${bounds.map((bound) => `s to ${bound.toExponential(0)}`).join(' | ')} | seconds | steps | fresh / trained loss | load | date | stopped by | remarks |`,
    `| --- | --- | ${bounds.map(() => '--- |').join(' ')} --- | --- | --- | --- | --- | --- | --- |`,
    ...Object.entries(rows).map(([name, row]) => line(name, row)),
    '',
  ];
  return lines.join('\n');
}

/**
 * @param {string} name
 * @param {any} row
 */
function line(name, row) {
  const errors = Object.entries(row.errors).map(
    ([field, error]) => `${field} ${Number(error).toExponential(1)}`,
  );
  const times = bounds.map((bound) =>
    row.reached[bound] === undefined ? '–' : row.reached[bound].toFixed(0),
  );
  const inferred = Object.entries(row.inferred ?? {}).map(
    ([unknown, value]) => `${unknown} = ${Number(value).toPrecision(6)}`,
  );
  const warnings = (row.warnings ?? []).map((/** @type {any} */ warning) => warning.message ?? warning);
  const remarks = [row.message, ...inferred, ...warnings].filter(Boolean).join('; ').replaceAll('|', '\\|');
  const cells = [
    name,
    errors.join(', ') || 'no reference',
    ...times,
    row.seconds.toFixed(0),
    row.steps ?? '–',
    row.freshRatio === null || row.freshRatio === undefined ? '–' : Number(row.freshRatio).toFixed(1),
    row.load === undefined ? '–' : row.load.toFixed(1),
    row.date,
    stoppedBy(row),
    [row.outcome === 'finished' ? '' : row.outcome, remarks].filter(Boolean).join(': '),
  ];
  return `| ${cells.join(' | ')} |`;
}
