export { checkSequence } from './check';
export { createSequenceTrainer, type SequenceOptions } from './create';
export { sourceOf, type Source, type SourceFiles } from './sources';
export type { Sequences } from './sequences';
