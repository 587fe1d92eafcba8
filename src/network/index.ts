export { type Activation } from './activations';
export {
  featuresOf,
  networkOf,
  trialNetwork,
  type FeatureSettings,
  type NetworkSettings,
  type TrialShape,
} from './factory';
export { fourierFeatures, periodicFeatures, withFeatures, type FeatureMap } from './features';
export { type Adaptive } from './layers';
export { mlp, type LayeredSettings } from './mlp';
export { modifiedMlp } from './modified-mlp';
export { frozenSlots, layerOf } from './frozen';
export { layOut, type Network, type WeightSlot } from './network';
export { pirateNet } from './pirate';
export { normalNumbers, uniformNumbers } from './random';
export { residualNetwork } from './residual';
export { sideBySide } from './separate';
export { siren } from './siren';
export { symmetric, type Mirror, type Parity } from './symmetric';
export { joinWeights, splitWeights } from './weights';
