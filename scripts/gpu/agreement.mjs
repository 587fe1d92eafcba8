/** How far two computations of the same float64 numbers may lie apart, relative to the largest of them. */
export const tolerance = 1e-12;

/**
 * For each study and each of its results, the largest difference of two computations over the largest value.
 * @typedef {Record<string, Record<string, number[]>>} Computed results by the study's name and their own
 * @param {Computed} first @param {Computed} second
 * @returns {{study: string, result: string, difference: number}[]}
 */
export function agreement(first, second) {
  return Object.entries(first).flatMap(([study, results]) =>
    Object.entries(results).map(([result, values]) => ({
      study,
      result,
      difference: apart(values, second[study]?.[result] ?? []),
    })),
  );
}

/** NaN where the two don't match: then nothing agrees. @param {number[]} a @param {number[]} b */
function apart(a, b) {
  if (a.length !== b.length || a.length === 0) return Number.NaN;
  const largest = (/** @type {number[]} */ values) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = largest(a);
  const difference = a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);
  // A difference that is no number must not be lost in a maximum.
  const sound = [...a, ...b].every(Number.isFinite);
  return sound && size > 0 ? difference / size : Number.NaN;
}
