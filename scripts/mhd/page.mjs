/** @typedef {import('./problems.mjs').Problem} Problem */

/** @param {number} value */
const short = (value) => value.toExponential(1);

/** The middle value; of two the larger one. @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Rows of a problem that are measured. @param {string} name @param {Problem} problem @param {Record<string, any>} rows */
const rowsOf = (name, { seeds }, rows) => seeds.flatMap((seed) => rows[`${name}:${seed}`] ?? []);

/**
 * The median error of each field over the seeds.
 * @param {readonly any[]} rows
 * @returns {[field: string, error: number][]}
 */
function errorsOf(rows) {
  const fields = Object.keys(rows[0]?.errors ?? {});
  return fields.map((field) => [field, median(rows.map(({ errors }) => Number(errors[field])))]);
}

/**
 * Whether the promise of a problem is kept: 'yes', 'no', or 'open' where there is none or seeds are missing.
 * @param {string} name
 * @param {Problem} problem
 * @param {Record<string, any>} rows
 */
export function verdict(name, problem, rows) {
  const own = rowsOf(name, problem, rows);
  if (own.length < problem.seeds.length) return 'open';
  if (own.some(({ outcome }) => outcome === 'failed')) return 'no';
  const { bounds, inferred } = problem;
  if (inferred !== undefined) {
    const close = own.filter((row) =>
      Object.entries(inferred.values).every(
        ([unknown, value]) => Math.abs(row.inferred[unknown] / value - 1) <= inferred.within,
      ),
    );
    return close.length >= inferred.of ? 'yes' : 'no';
  }
  if (bounds === undefined) return 'open';
  return errorsOf(own).every(([field, error]) => error <= (bounds[field] ?? bounds['*'])) ? 'yes' : 'no';
}

/** @param {Problem} problem */
function promiseOf({ bounds, inferred }) {
  if (inferred !== undefined)
    return `${Object.keys(inferred.values).join(', ')} within ${100 * inferred.within} % from ${inferred.of} seeds`;
  const { '*': others, ...named } = bounds ?? {};
  return [
    ...Object.entries(named).map(([field, bound]) => `${field} ${short(bound)}`),
    ...(others === undefined
      ? []
      : [`${bounds && Object.keys(named).length > 0 ? 'others' : 'all'} ${short(others)}`]),
  ].join(', ');
}

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
