import type { HostArray } from '../program';
import type { AnyOptimiser, State } from './optimiser';

/** Growth of the damping λ at each retreat. */
const dampingGrowth = 100;

/** Whether the steps are as long as a learning rate says, as Adam's are. */
const hasRate = ({ settings }: AnyOptimiser) => settings.includes('learningRate');

/**
 * What an optimiser's state is kept by, for training to go back to it: the moments of Adam and its kin belong to the parameters; an inverse
 * Hessian is what went wrong or can be found again, and is large.
 */
export function keptNames(optimiser: AnyOptimiser, stateNames: readonly string[]): readonly string[] {
  if (hasRate(optimiser)) return stateNames;
  return stateNames.filter((name) => name === 'parameters' || name === 'damping');
}

/**
 * The state with which an optimiser goes on from a kept one: one with a learning rate as it was (the rate is lowered by its
 * settings), others from the parameters alone, with H = I or a larger damping λ.
 * @param kept by `keptNames`, or the parameters alone where another optimiser kept them
 * @param times how often training has gone back in this phase, this time included
 */
export function retreated(
  optimiser: AnyOptimiser,
  kept: State<HostArray>,
  times: number,
  termCount: number,
): State<HostArray> {
  if (hasRate(optimiser) && 'step' in kept) return kept;
  const state = optimiser.initial(kept.parameters, termCount);
  if (!('damping' in state)) return state;
  const damping = state.damping.slice();
  damping[0] = Math.max(damping[0], kept.damping?.[0] ?? 0) * dampingGrowth ** times;
  return { ...state, damping };
}

/** What a retreat changes, as the part of a sentence behind "with". */
export function changeOf(optimiser: AnyOptimiser): string {
  if (hasRate(optimiser)) return 'half the learning rate';
  return optimiser.kind === 'least-squares' ? 'a larger damping' : 'a new inverse Hessian';
}
