export { readTable, type Table, type TableOutcome } from './csv';
