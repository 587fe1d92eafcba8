export { createTrainer, type TrainerOptions } from './create';
export type { DataColumns } from './problem';
export { checkReference, exactSolution, exactSolutions } from './reference';
export { frameTable, type FrameRequest } from './frame-table';
export { sampleTables, type SampleOptions } from './sample';
