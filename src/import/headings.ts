import { headRow } from './csv';
import { arraysInside } from './npz';

/** The headings of a table, or the names of the arrays of an npz file; none where the file is something else. */
export function readHeadings(file: string, content: string): string[] {
  if (/\.npz$/i.test(file)) return arraysInside(Buffer.from(content, 'latin1'));
  return headRow(content).filter((heading) => heading !== '');
}
