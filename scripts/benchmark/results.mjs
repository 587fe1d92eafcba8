import { own } from './entries.mjs';

/** What a step of ours may cost at most, as a multiple of a peer's. */
export const targets = [
  { peer: 'jax-taylor', most: 0.8 },
  { peer: 'deepxde-torch', most: 0.35 },
];
/** How far the first loss may be from the float64 value, relative to it. */
const tolerance = { float32: 1e-4, float64: 1e-10 };

/**
 * A judged run.
 * @typedef {import('./entries.mjs').Run & {loss: number, error: number, sameWork: boolean}} Row
 */

/** @param {import('./entries.mjs').Run} run @param {number} expected the first loss, in float64 */
export function isSameWork({ firstLoss, precision }, expected) {
  return Math.abs(firstLoss / expected - 1) < tolerance[/** @type {keyof typeof tolerance} */ (precision)];
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** "10.2 (9.8–11.4)", or "10.2" when all are the same. @param {number[]} numbers */
export function spread(numbers) {
  if (numbers.length === 0) return '–';
  const [least, middle, most] = [Math.min(...numbers), median(numbers), Math.max(...numbers)].map(short);
  return least === most ? middle : `${middle} (${least}–${most})`;
}

/** Three digits. @param {number} number */
const short = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3));

/**
 * Times of one entry over those of another: taken within each round, where both met the same machine.
 * @param {Row[]} rows of one precision
 * @param {string} entry
 * @param {string} base
 * @param {'wall' | 'cpu'} kind
 */
export function ratios(rows, entry, base, kind) {
  return rows.flatMap((row) => {
    const other = rows.find(({ entry, round }) => entry === base && round === row.round);
    return row.entry === entry && other ? [row[kind] / other[kind]] : [];
  });
}

/** The table of one precision, the fastest first. @param {Row[]} rows @param {string} base */
export function table(rows, base = targets[0].peer) {
  const entries = [...new Set(rows.map(({ entry }) => entry))].map((entry) => {
    const its = rows.filter((row) => row.entry === entry);
    return { entry, its, wall: median(its.map(({ wall }) => wall)) };
  });
  entries.sort((a, b) => a.wall - b.wall);
  const head = [
    ...['entry', 'ms a step', 'CPU ms a step', `× ${base}`, `× ${base}, CPU`],
    ...['first step, s', 'peak MB', 'loss at the end', 'error', 'same work'],
  ];
  const body = entries.map(({ entry, its }) => [
    entry,
    spread(its.map(({ wall }) => wall)),
    spread(its.map(({ cpu }) => cpu)),
    spread(ratios(rows, entry, base, 'wall')),
    spread(ratios(rows, entry, base, 'cpu')),
    median(its.map(({ ready }) => ready)).toFixed(1),
    median(its.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
    its[0].loss.toPrecision(8),
    its[0].error.toPrecision(5),
    its.every(({ sameWork }) => sameWork) ? 'yes' : 'NO',
  ]);
  return aligned(head, body);
}

/** A Markdown table, its first column to the left and the others to the right. @param {string[]} head @param {string[][]} body */
export function aligned(head, body) {
  const widths = head.map((name, k) => Math.max(3, name.length, ...body.map((cells) => cells[k].length)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join(' | ')} |`;
  const rule = widths.map((width, k) => (k === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

/** One sentence for each target and precision. @param {Row[]} rows */
export function verdicts(rows) {
  const precisions = [...new Set(rows.map(({ precision }) => precision))];
  return precisions.flatMap((precision) =>
    targets.flatMap(({ peer, most }) => {
      const its = rows.filter((row) => row.precision === precision);
      const wall = ratios(its, own, peer, 'wall');
      if (wall.length === 0) return [];
      const cpu = spread(ratios(its, own, peer, 'cpu'));
      const word = median(wall) <= most ? 'holds' : 'does NOT hold';
      return [
        `- ${precision}: ${spread(wall)} of ${peer} (CPU time: ${cpu}); the target, at most ${most}, ${word}.`,
      ];
    }),
  );
}

/**
 * How much the figures can be trusted, in words.
 * @param {Row[]} rows
 * @param {{cores: number, loads: number[]}} machine load averages seen while it ran
 */
export function noise(rows, { cores, loads }) {
  const shares = rows.map(({ cpu, wall }) => Math.round(100 * Math.min(1, cpu / wall)));
  const [least, middle] = [Math.min(...shares), median(shares)];
  const busy = `The load average was ${spread(loads)} on ${cores} cores (1 of it is the benchmark's own). An entry had ${middle}% of its core, and ${least}% in the worst run.`;
  const rounds = new Set(rows.map(({ round }) => round)).size;
  const advice =
    least < 90
      ? 'Other programs took the rest: where they did, the milliseconds are longer than on a quiet machine, and the ratios, although taken within a round, are noisy; the CPU columns are the fairer ones.'
      : 'The machine was quiet enough for the milliseconds to be taken at their word.';
  return `${busy} ${advice} Medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, with the least and the greatest in brackets; differences within these brackets mean nothing.`;
}
