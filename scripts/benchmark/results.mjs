import { own } from './entries.mjs';

/** What a step of ours may cost at most on one core, as a multiple of the best peer's and of DeepXDE's. */
export const targets = {
  burgers: { best: 0.7, 'deepxde-torch': 0.33 },
  'burgers-small': { best: 0.7, 'deepxde-torch': 0.33 },
  'navier-stokes-3d': { best: 0.7, 'deepxde-torch': 0.15 },
  'mhd-3d': { best: 0.7, 'deepxde-torch': 0.08 },
};
/** The least part of the factor by which products on all cores at once are faster that ours has to reach. */
const scaling = 0.85;
/** The peer whose time the others are told in. */
export const yardstick = 'jax-taylor';
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
 * @param {Row[]} rows of one case, precision and number of cores
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

/** The table of one case, precision and number of cores, the fastest first. @param {Row[]} rows @param {string} base */
export function table(rows, base = yardstick) {
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

/** Rows that were measured alike. @param {Row[]} rows */
export function groups(rows) {
  const keys = [...new Set(rows.map(({ work, precision, cores }) => `${work}, ${precision}, ${cores}`))];
  return keys.map((key) => {
    const its = rows.filter(({ work, precision, cores }) => `${work}, ${precision}, ${cores}` === key);
    const { work, precision, cores, steps } = its[0];
    const name = `${work}, ${precision}, ${cores === 1 ? 'one core' : `${cores} cores`}`;
    return { name, work, precision, cores, steps, its };
  });
}

/** One sentence for each target of a case and precision on one core. @param {Row[]} rows */
export function verdicts(rows) {
  return groups(rows).flatMap(({ name, work, cores, its }) => {
    if (cores !== 1) return [];
    const others = [...new Set(its.map(({ entry }) => entry))].filter((entry) => entry !== own);
    const wall = (/** @type {string} */ entry) =>
      median(its.filter((row) => row.entry === entry).map((row) => row.wall));
    const best = others.sort((a, b) => wall(a) - wall(b))[0];
    const limits = targets[/** @type {keyof typeof targets} */ (work)];
    return [
      { peer: best, most: limits.best, also: ', the best peer here' },
      { peer: 'deepxde-torch', most: limits['deepxde-torch'], also: '' },
    ].flatMap(({ peer, most, also }) => {
      const found = ratios(its, own, peer, 'wall');
      if (found.length === 0) return [];
      const word = median(found) <= most ? 'holds' : 'does NOT hold';
      const cpu = spread(ratios(its, own, peer, 'cpu'));
      return [
        `- ${name}: ${spread(found)} of ${peer}${also} (CPU time: ${cpu}); the target, at most ${most}, ${word}.`,
      ];
    });
  });
}

/**
 * What cores did in a second, measured in one round: one alone, and all at the same time.
 * @typedef {{products: number, transcendentals: number}} Limit
 * @typedef {{work: string, precision: string, round: number, alone: Limit, together: Limit[]}} Limits
 */

/**
 * The table of where the CPU time of a step of ours goes on one core: its matrix products and tanh at the speed of their
 * limits, each measured in the same round, and what is left.
 * @param {Row[]} rows @param {Limits[]} limits
 */
export function roofline(rows, limits) {
  const body = groups(rows).flatMap(({ work, precision, cores, its }) => {
    if (cores !== 1) return [];
    const parts = its.flatMap(({ entry, round, cpu, counted }) => {
      const limit = limits.find(
        (one) => one.work === work && one.precision === precision && one.round === round,
      );
      if (entry !== own || !counted || !limit) return [];
      const products = (1000 * counted.products) / limit.alone.products / cpu;
      const transcendentals = (1000 * counted.transcendentals) / limit.alone.transcendentals / cpu;
      return [{ products, transcendentals, share: products + transcendentals, rate: limit.alone.products }];
    });
    if (parts.length === 0) return [];
    const percent = (/** @type {(part: (typeof parts)[0]) => number} */ of) =>
      spread(parts.map((part) => 100 * of(part)));
    return [
      [
        `${work}, ${precision}`,
        spread(parts.map(({ rate }) => rate / 1e9)),
        percent(({ products }) => products),
        percent(({ transcendentals }) => transcendentals),
        percent(({ share }) => 1 - share),
        percent(({ share }) => share),
      ],
    ];
  });
  const head = [
    'case',
    'products, GFLOP/s',
    'products, %',
    'tanh, %',
    'the rest, %',
    'share of the limit, %',
  ];
  return body.length === 0 ? '' : aligned(head, body);
}

/**
 * One sentence for each case and precision: how much faster all cores are than one, ours and that of products.
 * @param {Row[]} rows @param {Limits[]} limits
 */
export function scalings(rows, limits) {
  return limits
    .filter(({ round, together }) => round === 0 && together.length > 1)
    .flatMap(({ work, precision }) => {
      const alike = (/** @type {{work: string, precision: string}} */ one) =>
        one.work === work && one.precision === precision;
      const ours = rows.filter((row) => row.entry === own && alike(row));
      const factors = ours.flatMap(({ cores, round, wall }) => {
        const one = ours.find((row) => row.cores === 1 && row.round === round);
        const limit = limits.find((found) => alike(found) && found.round === round);
        if (cores === 1 || !one || !limit) return [];
        const sum = limit.together.reduce((total, { products }) => total + products, 0);
        return [{ own: one.wall / wall, products: sum / limit.alone.products }];
      });
      if (factors.length === 0) return [];
      const part = median(factors.map((factor) => factor.own / factor.products));
      return [
        `- ${work}, ${precision}: all cores are ${spread(factors.map((factor) => factor.own))} times as fast as one, products ` +
          `${spread(factors.map((factor) => factor.products))} times; the target, at least ${scaling} of that, ${part >= scaling ? 'holds' : 'does NOT hold'}.`,
      ];
    });
}

/**
 * How much the figures can be trusted, in words.
 * @param {Row[]} rows
 * @param {{cores: number, loads: number[]}} machine load averages seen while it ran
 */
export function noise(rows, { cores, loads }) {
  const alone = rows.filter((row) => row.cores === 1);
  const shares = alone.map(({ cpu, wall }) => Math.round(100 * Math.min(1, cpu / wall)));
  const [least, middle] = [Math.min(...shares), median(shares)];
  const busy = `The load average was ${spread(loads)} on ${cores} cores (1 to ${cores} of it is the benchmark's own). An entry on one core had ${middle}% of its core, and ${least}% in the worst run.`;
  const rounds = new Set(rows.map(({ round }) => round)).size;
  const advice =
    least < 90
      ? 'Other programs took the rest: where they did, the milliseconds are longer than on a quiet machine, and the ratios, although taken within a round, are noisy; the CPU columns are the fairer ones.'
      : 'The machine was quiet enough for the milliseconds to be taken at their word.';
  return `${busy} ${advice} Medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, with the least and the greatest in brackets; differences within these brackets mean nothing.`;
}
