/**
 * The figures that `npm run check:accuracy` trains for. Seeds are fixed here, before anything is run.
 *
 * @typedef {import('../kept/train.mjs').Problem} Problem
 */

const three = [0, 1, 2];

/** @type {Readonly<Record<string, Problem>>} */
export const problems = {
  'burgers-minute': { study: 'burgers', seconds: 60, seeds: three, bounds: { u: 1e-6 } },
  'allen-cahn-minute': { study: 'allen-cahn', seconds: 50, seeds: three, bounds: { u: 5e-5 } },
  'burgers-inverse': {
    study: 'burgers-inverse',
    about: 'without noise',
    set: ['data[0].noise=0'],
    seconds: 300,
    seeds: three,
    inferred: { values: { nu: 0.01 / Math.PI }, within: 1e-6, of: 2 },
  },
  'allen-cahn': { study: 'allen-cahn', seconds: 600, seeds: three, bounds: { u: 5e-6 } },
  kdv: { study: 'kdv', seconds: 1200, ownSteps: true, seeds: [0], bounds: { u: 1e-4 } },
  'kuramoto-sivashinsky': {
    study: 'kuramoto-sivashinsky',
    seconds: 1200,
    ownSteps: true,
    seeds: [0],
    bounds: { u: 6e-4 },
  },
  burgers: { study: 'burgers', seconds: 900, seeds: [0], bounds: { u: 1e-8 } },
};
