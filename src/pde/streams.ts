/**
 * Which numbers of a seed are used for what; each use has a stream of its own. `fresh` is added for points that a check
 * draws, and `again` for each further draw at one step. From `noise` on each sample of the reference has one.
 */
export const streams = {
  first: 6,
  places: 2,
  uniform: 3,
  jitter: 4,
  choice: 5,
  pool: 7,
  lookback: 8,
  validation: 9,
  fresh: 16,
  again: 32,
  noise: 64,
} as const;
