export { readData, readTable } from './data';
export { readHeadings } from './headings';
export type { Table, TableOutcome } from './table';
