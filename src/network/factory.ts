import type { Activation } from './activations';
import {
  chained,
  crossedFeatures,
  fourierFeatures,
  periodicFeatures,
  plainFeatures,
  withFeatures,
  type FeatureMap,
} from './features';
import type { Adaptive } from './layers';
import { mlp, type LayeredSettings } from './mlp';
import { modifiedMlp } from './modified-mlp';
import type { Network } from './network';
import { pirateNet } from './pirate';
import { residualNetwork } from './residual';
import { sideBySide } from './separate';
import { siren } from './siren';
import { symmetric, type Mirror } from './symmetric';

const layered = {
  mlp,
  residual: residualNetwork,
  'modified-mlp': modifiedMlp,
  pirate: pirateNet,
} as const satisfies Record<string, (settings: LayeredSettings) => Network>;

/** A network as a study describes it; what its kind has no use for is left alone. */
export interface NetworkSettings {
  readonly kind: keyof typeof layered | 'siren';
  readonly width: number;
  readonly depth: number;
  readonly activation: Activation;
  readonly adaptive: Adaptive;
  /** ω₀ of a SIREN. */
  readonly frequency: number;
  /** One network for each output instead of one for all. */
  readonly separate: boolean;
}

/** Features as a study describes them. */
export interface FeatureSettings {
  readonly kind: 'none' | 'fourier';
  /** Rows and deviation of the random frequencies. */
  readonly count: number;
  readonly scale: number;
  /** Of periodic coordinates. */
  readonly harmonics: number;
  /** Waves across periodic coordinates, not along each of them alone. */
  readonly crossed: boolean;
}

/** The network of a study's settings, as a map of [inputs, points] to [outputs, points]. */
export function networkOf(
  settings: NetworkSettings,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Network {
  if (settings.separate && outputs > 1) {
    const one = { ...settings, separate: false };
    return sideBySide(Array.from({ length: outputs }, () => networkOf(one, { inputs, outputs: 1 })));
  }
  const shape = { ...settings, inputs, outputs };
  return settings.kind === 'siren' ? siren(shape) : layered[settings.kind](shape);
}

/**
 * The features of a study's settings.
 * @param periods of each coordinate in the units that the map is given, null where it is not periodic
 * @param seed what random frequencies are drawn from
 */
export function featuresOf(
  settings: FeatureSettings,
  { periods, seed }: { readonly periods: readonly (number | null)[]; readonly seed: number },
): FeatureMap {
  const first = periods.some((period) => period !== null)
    ? (settings.crossed ? crossedFeatures : periodicFeatures)(periods, settings.harmonics)
    : plainFeatures(periods.length);
  if (settings.kind === 'none') return first;
  return chained(first, fourierFeatures(first.count, settings.count, settings.scale, seed));
}

export interface TrialShape {
  /** Of each coordinate after it is mapped to [−1, 1]; null where it is not periodic. */
  readonly periods: readonly (number | null)[];
  readonly outputs: number;
  readonly seed: number;
  readonly mirrors: readonly Mirror[];
}

/** Features, network and symmetries of a study as one network of the mapped coordinates. */
export function trialNetwork(
  network: NetworkSettings,
  features: FeatureSettings,
  { periods, outputs, seed, mirrors }: TrialShape,
): Network {
  const map = featuresOf(features, { periods, seed });
  const inner = networkOf(network, { inputs: map.count, outputs });
  return symmetric(withFeatures(map, inner), mirrors);
}
