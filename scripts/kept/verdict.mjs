/** @typedef {import('./train.mjs').Problem} Problem */

/** @param {number} value */
export const short = (value) => value.toExponential(1);

/** The middle value; of two the larger one. @param {readonly number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Rows of a problem that are measured. @param {string} name @param {Problem} problem @param {Record<string, any>} rows */
export const rowsOf = (name, { seeds }, rows) => seeds.flatMap((seed) => rows[`${name}:${seed}`] ?? []);

/**
 * The median error of each field over the seeds.
 * @param {readonly any[]} rows
 * @returns {[field: string, error: number][]}
 */
export function errorsOf(rows) {
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

/** What is promised, in a few words. @param {Problem} problem */
export function promiseOf({ bounds, inferred }) {
  if (inferred !== undefined)
    return `${Object.keys(inferred.values).join(', ')} within ${Number((100 * inferred.within).toPrecision(3))} % from ${inferred.of} seeds`;
  const { '*': others, ...named } = bounds ?? {};
  return [
    ...Object.entries(named).map(([field, bound]) => `${field} ${short(bound)}`),
    ...(others === undefined
      ? []
      : [`${bounds && Object.keys(named).length > 0 ? 'others' : 'all'} ${short(others)}`]),
  ].join(', ');
}
