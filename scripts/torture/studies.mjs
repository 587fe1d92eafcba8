/** The studies that are tortured: small, each with the one thing in it whose interruption is tried. */

const common = {
  collocate: 1,
  coordinates: { x: [-1, 1], t: [0, 1] },
  fields: ['u'],
  parameters: { nu: 0.02 },
  equations: ['u_t + u*u_x = nu*u_xx'],
  conditions: [
    { on: 't = 0', require: 'u = -sin(pi*x)', hard: true },
    { on: 'x = -1', require: 'u = 0' },
    { on: 'x = 1', require: 'u = 0' },
  ],
  network: { kind: 'mlp', width: 12, depth: 3, activation: 'tanh' },
  seed: 5,
};

/** @param {string} title @param {{optimiser: string, steps: number}[]} phases @param {object} points */
const study = (title, phases, points) => ({
  ...common,
  title,
  points: { equations: 512, sampler: 'jittered-rad', ...points },
  // Checkpoints come so often that many a process is killed while it writes one.
  training: { precision: 'float64', phases, checkpointEvery: 11, measureEvery: 25 },
});

/** By the name of what is interrupted. @type {Record<string, object>} */
export const studies = {
  Adam: study('Torture of Adam', [{ optimiser: 'adam', steps: 1200 }], { every: 1_000_000 }),
  'self-scaled Broyden': study('Torture of Broyden', [{ optimiser: 'self-scaled-broyden', steps: 600 }], {
    every: 1_000_000,
  }),
  'Levenberg–Marquardt': study(
    'Torture of Levenberg–Marquardt',
    [{ optimiser: 'levenberg-marquardt', steps: 90 }],
    { every: 1_000_000 },
  ),
  // Points are drawn anew before every fourth step, in both phases.
  resampling: study(
    'Torture of resampling',
    [
      { optimiser: 'adam', steps: 500 },
      { optimiser: 'self-scaled-broyden', steps: 300 },
    ],
    { every: 4 },
  ),
};
