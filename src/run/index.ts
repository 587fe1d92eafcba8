/** A run of anything: its loop, its folder and where runs are kept. */
export type { Checkpoint } from './checkpoint';
export { CheckpointFolder } from './checkpoint-folder';
export type { Change } from './course';
export type { RunEntry } from './entry';
export { changesCourse, type CourseEvent } from './events';
export type { LabelChange, RunLabels } from './labels';
export type { LogEntry } from './log';
export { dataCopies } from './names';
export type { RunEnd, RunObserver, RunSetup } from './observer';
export { lifeOf, outcomes, type Outcome, type RunLife } from './outcome';
export { readDataFiles, readRecord, readRun, readStudy, type StoredRun } from './read';
export type { RunRecord } from './record';
export { recordVersion } from './migrations';
export { Run } from './run';
export { RunFolder, type ResumePoint } from './run-folder';
export { plainReason } from './sentence';
export { readStart, type StartParameters } from './start';
export { Spent } from './spent';
export { StorageProblem, explainStorage, writeAtomically } from './storage';
export {
  RunStore,
  defaultStore,
  lookAt,
  newRunName,
  type DeletedRun,
  type ListedRun,
  type StoredFolder,
} from './store';
export type { TableContent } from './table';
export type * from './trainer';
export { hasFields } from './trainer';
export { finish, finishNow, type Work } from './work';
