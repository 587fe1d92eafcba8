import type { Problem } from '../study';

export interface Table {
  /** The wanted columns by the name they were asked for, all of one length. */
  columns: Record<string, Float64Array>;
  /** How many rows of numbers there are. */
  rows: number;
  /** Where in the file each row came from: its row in a table, of which the first is 1, or its index in an array. */
  fileRows: Int32Array;
}

export type TableOutcome = { ok: true; table: Table } | { ok: false; problems: Problem[] };

/** So many bad cells are told one by one; the rest are counted. */
const mostProblems = 20;

export class ProblemList {
  count = 0;
  private readonly first: Problem[] = [];

  add(message: string): void {
    this.count++;
    if (this.first.length < mostProblems) this.first.push(error(message));
  }

  list(): Problem[] {
    const more = this.count - this.first.length;
    return more === 0 ? this.first : [...this.first, error(`There are ${more} more problems in this file.`)];
  }
}

function error(message: string): Problem {
  return { path: [], message, severity: 'error' };
}

export function refuse(message: string): TableOutcome {
  return { ok: false, problems: [error(message)] };
}
