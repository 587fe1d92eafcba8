export { createSequenceTrainer, type SequenceOptions } from './create';
export { sourceOf, type Source, type SourceFiles } from './sources';
export { continued, sharpened, type SamplingSettings } from './sampling';
export type { Sequences } from './sequences';
export { stateGrowth } from './state-growth';
export { CountingTrainer } from './counting';
export { SequenceTrainer } from './training';
