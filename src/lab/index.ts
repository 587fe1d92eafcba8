/** The lab: what the engine process, the command line and the served window are made of. */
export { formatCount, formatDuration, formatNumber } from '../field';
export {
  RunStore,
  StorageProblem,
  lookAt,
  outcomes,
  plainReason,
  readDataFiles,
  readRecord,
  readRun,
  readStart,
  type Doubt,
  type LogEntry,
  type RunEnd,
  type RunObserver,
  type RunRecord,
  type StepPart,
  type Trainer,
} from '../run';
export { sobolDimensions, sobolPoints } from '../geometry';
export {
  changedSettings,
  describePath,
  wholeGallery,
  studyText,
  type AnyStudy,
  type Problem,
} from '../study';
export { assetsFolder } from './assets';
export { contentTypes, pageHeaders } from './page-files';
export { StudyRefused, checkDocument, checkText, solvable, type CheckedStudy } from './check';
export { endCutShort } from './cut-short';
export { coreCount, nativeEngine, type Device, type Engine, type EngineChoice } from './engine';
export { runEngineProcess, type EnginePort } from './engine-process';
export {
  exportFormats,
  formatByEnding,
  formatIds,
  formatOf,
  readExpressions,
  readNumbers,
  readPlace,
  type FormatId,
} from '../export';
export { exportRun, fieldFormatOf } from './export-run';
export type { ExportRequest } from './export-source';
export { BadRequest, withFields } from './frames';
export { readPoints } from './points-file';
export { resumeRun, startRun, viewRun, type OpenRun, type StartOptions } from './open-run';
export { decode, encode } from './codec';
export {
  requests,
  type EngineStatus,
  type MachineLimits,
  type Method,
  type Parameters,
  type RequestMessage,
  type Results,
  type ServiceMessage,
} from './protocol';
export { parseFilter } from './run-filter';
export {
  cellValue,
  columnTitle,
  columns,
  filterRuns,
  measuredColumns,
  sortRuns,
  usualColumns,
  type TableRun,
} from './run-table';
export { summaryOf } from './run-state';
export { simulate, type Simulated } from './simulate';
export { Service, type ServiceOptions } from './service';
export { NodeStarter, Supervisor, type FromEngine, type Starter, type ToEngine } from './supervise';
export { version } from './version';
export { idleGpuText } from './protocol';
