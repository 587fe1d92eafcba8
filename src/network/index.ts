export { mlp, type Activation, type MlpSettings } from './mlp';
export { layOut, type Network, type WeightSlot } from './network';
export { normalNumbers } from './random';
export { joinWeights, splitWeights } from './weights';
