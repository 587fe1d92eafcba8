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
export { Drawing } from './figure/drawing';
export { planesOf } from './figure/fields';
export { mapFigure } from './figure/map';
export { svgText } from './figure/svg';
export { figurePdf } from './pdf/figure';
export type { ReportContent, ReportFigure, ReportFormula } from './report/content';
export { reportPage } from './report/page';
export { reportPdf } from './report/pdf';
export { gridNpz, npyBytes, npzBytes, type NumpyArray } from './npz';
export { readExpressions, readNumbers, readPlace } from './place-text';
export { pngBytes } from './png';
export { onnxModel, type NetworkProgram } from './onnx/model';
export { plainNames } from './names';
export { Unsuitable, type FieldResult, type GridPlace, type PointsPlace, type ResultFile } from './result';
export { eventsBytes, type ScalarRow } from './tensorboard';
