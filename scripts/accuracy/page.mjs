import { errorsOf, median, promiseOf, rowsOf, short, verdict } from '../kept/verdict.mjs';

/** @typedef {import('../kept/train.mjs').Problem} Problem */

const words = { yes: 'yes', no: 'no', open: '–' };

/**
 * The page of accuracy and repeatability.
 * @param {Readonly<Record<string, Problem>>} problems
 * @param {readonly string[]} checks names of what is checked beside them
 * @param {Record<string, any>} rows by name and seed
 * @param {string} machine
 */
export function accuracyPage(problems, checks, rows, machine) {
  return [
    '# Accuracy and repeatability',
    '',
    `Written by \`npm run check:accuracy\` on ${machine}. Studies of the gallery are trained by the command line in float64, from seeds fixed beforehand; the table has the middle one of each figure. Errors are relative L2 errors against the study's reference, an inferred number's its relative error.`,
    '',
    '| problem | reached | promised | kept | seconds | steps | threads | loss | fresh / trained loss | load | date |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(problems).flatMap(([name, problem]) => line(name, problem, rows)),
    '',
    '| measured | value | promised | kept | date |',
    '| --- | --- | --- | --- | --- |',
    ...checks.flatMap((name) => {
      const { date, promised } = rows[`${name}:0`] ?? { promised: [] };
      return promised.map(
        (/** @type {import('./repeatability.mjs').Promised} */ one) =>
          `| ${one.name} | ${one.value} | ${one.bound} | ${one.holds ? 'yes' : 'no'} | ${date} |`,
      );
    }),
    '',
  ].join('\n');
}

/** @param {string} name @param {Problem} problem @param {Record<string, any>} rows */
function line(name, problem, rows) {
  const own = rowsOf(name, problem, rows);
  if (own.length === 0) return [];
  const middle = (/** @type {string} */ key) => median(own.map((row) => Number(row[key] ?? NaN)));
  const errors = Object.entries(problem.inferred?.values ?? {}).map(([unknown, value]) => {
    const off = own.map(({ inferred }) => Math.abs(inferred[unknown] / value - 1));
    return [unknown, median(off)];
  });
  const reached = [...errors, ...errorsOf(own)].map(([what, error]) => `${what} ${short(Number(error))}`);
  const seeds = `${own.length} of ${problem.seeds.length} seed${problem.seeds.length > 1 ? 's' : ''}`;
  const cells = [
    [name, problem.about, seeds].filter(Boolean).join(', '),
    own.find(({ message }) => message)?.message ?? reached.join(', '),
    `${promiseOf(problem)} in ${problem.seconds} s`,
    words[verdict(name, problem, rows)],
    middle('seconds').toFixed(0),
    middle('steps').toFixed(0),
    own[0].threads ?? '–',
    short(middle('loss')),
    middle('freshRatio').toFixed(1),
    middle('load').toFixed(1),
    own[0].date,
  ];
  return [`| ${cells.join(' | ')} |`];
}
