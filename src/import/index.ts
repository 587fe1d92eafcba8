export { readTable } from './csv';
export { readData } from './data';
export type { Table, TableOutcome } from './table';
