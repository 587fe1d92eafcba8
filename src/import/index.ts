export { readData, readTable } from './data';
export { previewOf, unread, type DataPreview, type PreviewRequest } from './preview';
export type { Table, TableOutcome } from './table';
