export { readData, readTable } from './data';
export type { Table, TableOutcome } from './table';
