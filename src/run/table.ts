import { readFile } from 'node:fs/promises';
import { AppendFile } from './append-file';
import { crc32 } from './crc32';

const checksumColumn = 'crc32';

/** Rows of numbers read from a table file. */
export interface TableContent {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Rows before the last good one that their checksum rejects. */
  readonly damaged: number;
}

/** A CSV file of numbers that only grows; the last column is the checksum of the row before it. */
export class TableFile {
  private constructor(
    private readonly file: AppendFile,
    readonly columns: readonly string[],
  ) {}

  static async create(path: string, columns: readonly string[]): Promise<TableFile> {
    const table = new TableFile(await AppendFile.create(path), columns);
    table.file.add(withChecksum(columns.map(quote).join(','), checksumColumn));
    await table.file.flush();
    return table;
  }

  /** Goes on with a table: a torn row and all rows whose first column exceeds `last` are cut off. */
  static async reopen(path: string, columns: readonly string[], last: number): Promise<TableFile> {
    const { lines } = split(await readFile(path));
    const header = lines[0];
    let length = header?.end ?? 0;
    for (const line of lines.slice(1)) {
      const row = readRow(line.text);
      if (row === null) continue;
      if ((row[0] ?? 0) > last) break;
      length = line.end;
    }
    const table = new TableFile(await AppendFile.reopen(path, length), columns);
    if (header === undefined) table.file.add(withChecksum(columns.map(quote).join(','), checksumColumn));
    return table;
  }

  add(row: readonly number[]): void {
    const text = row.map(String).join(',');
    this.file.add(withChecksum(text, crc32(text)));
  }

  async flush(durable = false): Promise<void> {
    await this.file.flush(durable);
  }
}

/** Reads a table; rows that their checksum rejects are left out. */
export async function readTable(path: string): Promise<TableContent> {
  const { lines } = split(await readFile(path));
  const columns = readHeader(lines[0]?.text ?? '').slice(0, -1);
  const rows: number[][] = [];
  let rejected = 0;
  let damaged = 0;
  for (const line of lines.slice(1)) {
    const row = readRow(line.text);
    if (row === null || row.length !== columns.length) {
      rejected++;
      continue;
    }
    rows.push(row);
    damaged = rejected;
  }
  return { columns, rows, damaged };
}

function withChecksum(text: string, checksum: string): string {
  return `${text},${checksum}`;
}

/** Complete lines (those that have their line end) and the byte where each ends. */
function split(bytes: Buffer): { lines: { text: string; end: number }[] } {
  const lines: { text: string; end: number }[] = [];
  for (let start = 0; ;) {
    const end = bytes.indexOf(10, start);
    if (end < 0) return { lines };
    lines.push({ text: bytes.toString('utf8', start, end), end: end + 1 });
    start = end + 1;
  }
}

function readRow(line: string): number[] | null {
  const comma = line.lastIndexOf(',');
  if (comma < 0) return null;
  const text = line.slice(0, comma);
  if (crc32(text) !== line.slice(comma + 1)) return null;
  return text.split(',').map(Number);
}

function quote(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""').replaceAll('\n', ' ')}"` : name;
}

function readHeader(line: string): string[] {
  const names = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...names].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
}
