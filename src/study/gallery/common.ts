/**
 * A training by Levenberg–Marquardt alone, which suits networks of up to about 1,500 parameters.
 * @param steps accepted or rejected trials of a step
 */
export function secondOrder(steps: number) {
  return {
    precision: 'float64' as const,
    phases: [{ optimiser: 'levenberg-marquardt' as const, steps }],
    measureEvery: 20,
    checkpointEvery: 100,
  };
}
