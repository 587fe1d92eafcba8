export { csvText, gridCsv, type Column } from './csv';
export { fieldWriters } from './fields';
export {
  exportFormats,
  formatByEnding,
  formatIds,
  formatOf,
  isFieldFormat,
  type ExportFormat,
  type FieldFormatId,
  type FormatId,
} from './formats';
export { curvesFigure } from './figure/curves';
export { planesOf } from './figure/fields';
export { mapFigure } from './figure/map';
export { reportPage, type ReportFigure, type ReportFormula } from './report/page';
export { gridNpz, npyBytes, npzBytes, type NumpyArray } from './npz';
export { readExpressions, readNumbers, readPlace } from './place-text';
export { pngBytes } from './png';
export { onnxModel, type NetworkProgram } from './onnx/model';
export { plainNames } from './names';
export { Unsuitable, type FieldResult, type GridPlace, type PointsPlace, type ResultFile } from './result';
export { eventsBytes, type ScalarRow } from './tensorboard';
