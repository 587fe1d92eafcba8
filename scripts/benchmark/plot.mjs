import { own } from './entries.mjs';
import { groups, median } from './results.mjs';

const width = 860;
const left = 250;
const rowHeight = 34;
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#6b6b6b'];

/**
 * The times of a step on one core as multiples of ours, on a logarithmic axis: a row for each case and precision, a dot
 * for each entry. An SVG picture.
 * @param {import('./results.mjs').Row[]} rows
 */
export function plot(rows) {
  const alone = groups(rows).filter(({ cores }) => cores === 1);
  const entries = [own, ...new Set(rows.map(({ entry }) => entry).filter((entry) => entry !== own))];
  const lines = alone.map(({ work, precision, its }) => {
    const time = (/** @type {string} */ entry) =>
      median(its.filter((row) => row.entry === entry).map(({ wall }) => wall));
    const ours = time(own);
    return { name: `${work}, ${precision}`, ours, factors: entries.map((entry) => time(entry) / ours) };
  });
  const largest = Math.max(...lines.flatMap(({ factors }) => factors.filter(Number.isFinite)), 10);
  const place = (/** @type {number} */ factor) =>
    left + ((width - left - 40) * Math.log(factor)) / Math.log(largest * 1.1);
  const height = 90 + rowHeight * lines.length;
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200].filter((tick) => tick <= largest * 1.1);
  const foot = 50 + rowHeight * lines.length;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...entries.map((entry, k) => {
      const x = 20 + k * 118;
      return `<circle cx="${x}" cy="20" r="5" fill="${colours[k % colours.length]}"/><text x="${x + 9}" y="24">${entry}</text>`;
    }),
    ...ticks.map(
      (tick) =>
        `<path d="M${place(tick).toFixed(1)} 40V${foot}" stroke="#dddddd"/><text x="${place(tick).toFixed(1)}" y="${foot + 16}" text-anchor="middle">${tick}</text>`,
    ),
    `<text x="${(left + width) / 2}" y="${foot + 34}" text-anchor="middle">time of a step on one core, as a multiple of ours</text>`,
    ...lines.flatMap(({ name, ours, factors }, k) => {
      const y = 60 + rowHeight * k;
      return [
        `<text x="${left - 14}" y="${y + 4}" text-anchor="end">${name} (${ours.toPrecision(3)} ms)</text>`,
        ...factors.flatMap((factor, e) =>
          Number.isFinite(factor)
            ? [
                `<circle cx="${place(factor).toFixed(1)}" cy="${y}" r="5" fill="${colours[e % colours.length]}"/>`,
              ]
            : [],
        ),
      ];
    }),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}
