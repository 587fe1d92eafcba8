/**
 * What `npm run check:mhd` trains. Seeds are fixed here, before anything is run.
 *
 * @typedef {import('../kept/train.mjs').Problem} Problem
 */

const quarter = 900;
const median = [0, 1, 2];
const flow = { p: 5e-4, '*': 5e-5 };

/** @param {number} width @param {number} points */
const sized = (width, points) => [`network.width=${width}`, `points.equations=${points}`];

/** @type {Readonly<Record<string, Problem>>} */
export const problems = {
  'alfven-state': {
    study: 'alfven-state',
    set: sized(24, 900),
    seconds: quarter,
    seeds: [0],
    bounds: flow,
  },
  'alfven-state-soft': {
    study: 'alfven-state-soft',
    set: sized(24, 1000),
    seconds: quarter,
    seeds: [0],
    bounds: flow,
  },
  'magnetic-cube': {
    study: 'magnetic-cube',
    set: sized(28, 1100),
    seconds: quarter,
    seeds: [0],
    bounds: flow,
  },
  'magnetic-beltrami': {
    study: 'magnetic-beltrami',
    set: sized(28, 1100),
    seconds: quarter,
    seeds: [0],
    bounds: { '*': 1e-4 },
  },
  hartmann: { study: 'hartmann', seconds: 60, seeds: median, bounds: { '*': 1e-4 } },
  'hartmann-conducting': {
    study: 'hartmann-conducting',
    seconds: 60,
    seeds: median,
    bounds: { '*': 1e-4 },
  },
  'hartmann-plane': { study: 'hartmann-plane', seconds: 120, seeds: median },
  'shercliff-duct': { study: 'shercliff-duct', seconds: 300, seeds: median, bounds: { '*': 1e-4 } },
  'inductionless-duct': { study: 'inductionless-duct', seconds: 180, seeds: median },
  'force-free-decay': { study: 'force-free-decay', seconds: 180, seeds: median },
  'alfven-wave': { study: 'alfven-wave', seconds: 60, seeds: median },
  'magnetic-vortices': { study: 'magnetic-vortices', seconds: 120, seeds: median },
  'orszag-tang-plane': { study: 'orszag-tang-plane', seconds: 300, seeds: [0] },
  'orszag-tang': { study: 'orszag-tang', seconds: 600, seeds: [0] },
  'magnetic-taylor-green': { study: 'magnetic-taylor-green', seconds: 600, seeds: [0] },
  'magnetic-regression': { study: 'magnetic-regression', seconds: 300, seeds: [0] },
  'hidden-field': { study: 'hidden-field', seconds: 300, seeds: [0] },
  'alfven-inverse': {
    study: 'alfven-inverse',
    seconds: 120,
    seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    inferred: { values: { nu: 0.05, eta: 0.05 }, within: 0.02, of: 9 },
  },
};
