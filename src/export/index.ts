export { csvText, gridCsv, type Column } from './csv';
export { gridNpz, npyBytes, npzBytes, type NumpyArray } from './npz';
export { pngBytes } from './png';
