import { errorsOf, median, promiseOf, rowsOf, short, verdict } from '../kept/verdict.mjs';

/** @typedef {import('../kept/train.mjs').Problem} Problem */

/**
 * The page of the figures.
 * @param {Readonly<Record<string, Problem>>} problems
 * @param {Record<string, any>} rows by problem and seed
 * @param {string} machine
 */
export function mhdPage(problems, rows, machine) {
  const lines = [
    '# Magnetohydrodynamics, measured',
    '',
    `Written by \`npm run check:mhd\`: studies of the gallery trained by the command line in float64 on ${machine}. Errors are relative L2 errors against the exact solution on a grid of 17 points along each coordinate (in space and time), of the pressure after its mean is taken out at each time. With several seeds, fixed beforehand, the median is given. B is compared, never a potential. div is the largest |∇·B| found, over 20,000 points.`,
    '',
    '| problem | fields | promised | kept | seconds | steps | network | parameters | points | div B | fresh / trained loss | first step | load | date |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(problems).flatMap(([name, problem]) =>
      line(name, problem, rowsOf(name, problem, rows), rows),
    ),
    '',
    ...inferredTable(problems, rows),
  ];
  return lines.join('\n');
}

/** @param {string} name @param {Problem} problem @param {readonly any[]} own @param {Record<string, any>} rows */
function line(name, problem, own, rows) {
  if (own.length === 0) return [];
  const [first] = own;
  const errors = errorsOf(own).map(([field, error]) => `${field} ${short(Number(error))}`);
  const sources = own.map(({ measures }) => measures['div B, max']).filter((value) => value !== undefined);
  const number = (/** @type {string} */ key, digits = 0) => {
    const values = own.map((row) => row[key]).filter((value) => typeof value === 'number');
    return values.length === 0 ? '–' : median(values).toFixed(digits);
  };
  const cells = [
    [name, problem.about, own.length > 1 ? `${own.length} seeds` : ''].filter(Boolean).join(', '),
    first.message ?? errors.join(', '),
    promiseOf(problem) || '–',
    { yes: 'yes', no: 'no', open: '–' }[verdict(name, problem, rows)],
    number('seconds'),
    number('steps'),
    first.network ?? '–',
    first.parameters ?? '–',
    first.points ?? '–',
    sources.length === 0 ? '–' : short(median(sources)),
    number('freshRatio', 1),
    `${number('firstStep', 1)} s`,
    number('load', 1),
    first.date,
  ];
  return [`| ${cells.join(' | ')} |`];
}

/** @param {Readonly<Record<string, Problem>>} problems @param {Record<string, any>} rows */
function inferredTable(problems, rows) {
  return Object.entries(problems).flatMap(([name, { inferred, seeds }]) => {
    const measured = seeds.filter((seed) => rows[`${name}:${seed}`] !== undefined);
    if (inferred === undefined || measured.length === 0) return [];
    const unknowns = Object.keys(inferred.values);
    return [
      `## What ${name} infers`,
      '',
      `True values: ${Object.entries(inferred.values)
        .map(([unknown, value]) => `${unknown} = ${value}`)
        .join(', ')}.`,
      '',
      `| seed | ${unknowns.join(' | ')} | seconds |`,
      `| --- | ${unknowns.map(() => '---').join(' | ')} | --- |`,
      ...measured.map((seed) => {
        const row = rows[`${name}:${seed}`];
        const values = unknowns.map((unknown) => Number(row.inferred[unknown]).toPrecision(5));
        return `| ${seed} | ${values.join(' | ')} | ${row.seconds.toFixed(0)} |`;
      }),
      '',
    ];
  });
}
