import type { Study } from '../../study';
import { gradientNorm } from './gradient-norm';
import { ntk } from './ntk';
import { reLoBRaLo } from './relobralo';
import { softAdapt } from './softadapt';
import type { Weighting } from './weighting';

/** Every weighting of a study by its kind; `fixed` leaves the weights as they are set. */
export const weightings: { readonly [K in Study['weighting']['kind']]: Weighting | null } = {
  fixed: null,
  'gradient-norm': gradientNorm,
  ntk,
  relobralo: reLoBRaLo,
  softadapt: softAdapt,
};
