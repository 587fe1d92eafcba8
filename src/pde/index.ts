export { createTrainer, type TrainerOptions } from './create';
export type { DataColumns } from './problem';
export { checkReference, exactSolution, exactSolutions } from './reference';
export { sampleTables, type SampleOptions } from './sample';
