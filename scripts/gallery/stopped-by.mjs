/**
 * What kept a study from an error of 1e-4, as its run shows it; empty for one that was not kept from it.
 * @param {any} row of the gallery's figures
 */
export function stoppedBy(row) {
  const errors = Object.values(row.errors).map(Number);
  if (errors.length === 0 || Math.max(...errors) <= 1e-4) return '';
  const found = row.stopped;
  if (!found) return 'not noted when it was measured';
  const worst = Math.max(...errors);
  const reasons = [];
  if (found.noise > 0) reasons.push(`noise of ${100 * found.noise} % in the data`);
  if (found.tolerance !== null && worst <= 3 * found.tolerance)
    reasons.push(`the reference, solved for to ${found.tolerance.toExponential(0)}`);
  if (row.outcome === 'stopped') reasons.push('the time');
  // Over the last quarter of the run.
  if (found.fell >= 1.5) reasons.push(`its steps: the error still fell by ${found.fell.toFixed(1)} times`);
  if (row.freshRatio > 3) reasons.push('its points: the loss on fresh ones is larger');
  if (reasons.length > 0) return reasons.join('; ');
  return row.outcome === 'stalled'
    ? 'a search that found no lower loss'
    : 'the network: the error no longer falls';
}

/**
 * What can stop a study, from its document and the course of its run.
 * @param {any} study
 * @param {{step: number, error: number}[]} course largest error at the steps where it was measured
 */
export function limitsOf(study, course) {
  const last = course.at(-1);
  const before = course.find(({ step }) => last && step >= 0.75 * last.step);
  const noises = (study.data ?? []).map((/** @type {any} */ { noise }) =>
    typeof noise === 'number' ? noise : 0,
  );
  return {
    noise: Math.max(0, ...noises),
    tolerance: study.reference?.kind === 'solver' ? study.reference.tolerance : null,
    fell: last && before ? before.error / last.error : 1,
  };
}
