/** Groups of terms that share a weight, in the order in which they are shown. */
export const weightGroups = ['equations', 'data', 'conditions', 'divergence'] as const;
export type WeightGroup = (typeof weightGroups)[number];

/** Weights where all groups count alike. */
export const evenWeights = {
  equations: 1,
  data: 1,
  conditions: 1,
  divergence: 1,
} as const satisfies Readonly<Record<WeightGroup, number>>;

/** Groups that an equation may belong to. */
export const equationGroups = ['equations', 'divergence'] as const satisfies readonly WeightGroup[];
