import { adam } from './adam';
import type { Optimiser } from './optimiser';
import { selfScaledBroyden } from './self-scaled-broyden';

export { broydenFactors, type BroydenFactors } from './self-scaled-broyden';
export type { Evaluation, Optimiser, State } from './optimiser';
export { adam, selfScaledBroyden };

/** Every optimiser by the name that studies give. */
export const optimisers: Readonly<Record<string, Optimiser>> = {
  [adam.name]: adam,
  [selfScaledBroyden.name]: selfScaledBroyden,
};
