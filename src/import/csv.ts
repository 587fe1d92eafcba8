import type { Work } from '../run';
import { listWords, suggestion } from '../study';
import { decimal, decimalWithComma, layoutOf, type Layout } from './layout';
import { Rows } from './rows';
import { ProblemList, refuse, type TableOutcome } from './table';

/** Characters of a text that are looked at for its first rows. */
const headLength = 2 ** 20;

/** Rows between two pauses. */
const breath = 4096;

/**
 * Reads columns of numbers from a text with headings: comma, semicolon, tab, bar or spaces between cells, found by
 * itself. Numbers have a decimal point or, where no comma parts the cells, a decimal comma. Empty rows and rows that
 * begin with # or % are left out; the headings may be the comment above the numbers.
 * @param wanted for each name to be given back, the heading of its column
 * @param gaps names of columns whose cells may be NaN or empty
 */
export function* tableWork(
  text: string,
  wanted: Readonly<Record<string, string>>,
  gaps: readonly string[] = [],
): Work<TableOutcome> {
  const layout = layoutOf(text, Object.values(wanted));
  const rows = new Rows(layout.text, layout.delimiter);
  const numberIn = numberReader(layout);
  const problems = new ProblemList();
  const checkQuotes = () => {
    if (rows.badQuote)
      problems.add(`Row ${rows.number} has a double quote that is not closed or not doubled; correct it.`);
  };
  do {
    if (!rows.next()) return refuse('The file is empty; it needs a row of headings and rows of numbers.');
  } while (rows.isVoid);
  checkQuotes();
  const headings = layout.headings ?? Array.from({ length: rows.count }, (_, k) => rows.cell(k));
  const places = Object.entries(findColumns(headings, wanted, problems));

  const columns = Object.fromEntries(Object.keys(wanted).map((name) => [name, new GrowingNumbers()]));
  const fileRows: number[] = [];
  // Where the headings stand in a comment the first row holds numbers.
  for (let more = layout.headings !== undefined || rows.next(); more; more = rows.next()) {
    if (rows.isVoid) continue;
    checkQuotes();
    fileRows.push(rows.number);
    for (const [name, place] of places) {
      const cell = rows.cell(place);
      const value = numberIn(cell);
      if (!Number.isFinite(value) && !(gaps.includes(name) && isGap(cell)))
        problems.add(badCell(cell, rows.number, wanted[name]));
      columns[name].push(value);
    }
    if (fileRows.length % breath === 0) yield;
  }
  if (fileRows.length === 0) problems.add('The file has headings but no row of numbers below them.');
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  const read = Object.entries(columns).map(([name, numbers]) => [name, numbers.values()]);
  return {
    ok: true,
    table: {
      columns: Object.fromEntries(read),
      rows: fileRows.length,
      fileRows: Int32Array.from(fileRows),
    },
  };
}

/** Reads a cell; NaN where it is no number. A table has decimal points or decimal commas, not both. */
function numberReader({ delimiter }: Layout): (cell: string) => number {
  let sign: '.' | ',' | undefined;
  return (cell) => {
    if (decimal.test(cell)) {
      if (cell.includes('.')) sign ??= '.';
      return sign === ',' && cell.includes('.') ? NaN : Number(cell);
    }
    if (delimiter === ',' || sign === '.' || !decimalWithComma.test(cell)) return NaN;
    sign = ',';
    return Number(cell.replace(',', '.'));
  };
}

/** The headings of a table and the numbers of its first rows, column by column; NaN where there are none. */
export function tableHead(
  text: string,
  rowCount: number,
): { headings: readonly string[]; first: number[][] } {
  const layout = layoutOf(text.slice(0, headLength), []);
  const rows = new Rows(layout.text, layout.delimiter);
  const numberIn = numberReader(layout);
  do if (!rows.next()) return { headings: [], first: [] };
  while (rows.isVoid);
  const headings = layout.headings ?? Array.from({ length: rows.count }, (_, k) => rows.cell(k));
  const first: number[][] = headings.map(() => []);
  for (let more = layout.headings !== undefined || rows.next(); more; more = rows.next()) {
    if (rows.isVoid) continue;
    first.forEach((column, k) => column.push(numberIn(rows.cell(k))));
    if (first.length === 0 || first[0].length === rowCount) break;
  }
  return { headings, first };
}

/** A column that becomes longer as it is read. */
class GrowingNumbers {
  private kept = new Float64Array(1024);
  private count = 0;

  push(value: number): void {
    if (this.count === this.kept.length) {
      const longer = new Float64Array(2 * this.count);
      longer.set(this.kept);
      this.kept = longer;
    }
    this.kept[this.count++] = value;
  }

  values(): Float64Array {
    return this.kept.slice(0, this.count);
  }
}

function findColumns(
  headings: readonly string[],
  wanted: Readonly<Record<string, string>>,
  problems: ProblemList,
): Record<string, number> {
  if (headings.every((heading) => decimal.test(heading))) {
    problems.add(
      `The first row holds numbers; put the headings ${listWords(Object.values(wanted))} above it.`,
    );
    return {};
  }
  const places: Record<string, number> = {};
  for (const [name, heading] of Object.entries(wanted)) {
    const place = headings.indexOf(heading.trim());
    if (place < 0) {
      const near = suggestion(heading, headings);
      const help =
        near === '' ? ` Its headings are ${listWords(headings.map((text) => `"${text}"`))}.` : near;
      problems.add(`The file has no column "${heading}".${help}`);
    } else if (headings.indexOf(heading.trim(), place + 1) >= 0) {
      problems.add(`The heading "${heading}" stands above two columns; rename one.`);
    } else places[name] = place;
  }
  return places;
}

function isGap(cell: string): boolean {
  return cell === '' || /^[+-]?(nan|na|n\/a)$/i.test(cell);
}

function badCell(cell: string, row: number, heading: string): string {
  const place = `Row ${row}, column "${heading}"`;
  if (cell === '') return `${place} is empty; fill in a number or remove the row.`;
  if (/^[+-]?(nan|inf|infinity|na|n\/a)$/i.test(cell)) {
    return `${place} is ${cell}, which is no measured value; remove the row.`;
  }
  if (/^[+-]?\d+,\d+$/.test(cell))
    return `${place} is "${cell}"; write decimal points, or nothing but decimal commas with semicolons between the cells.`;
  if (decimal.test(cell)) return `${place} is ${cell}, which is too large for a number.`;
  const shown = cell.length > 30 ? `${cell.slice(0, 30)}…` : cell;
  return `${place} is "${shown}", which is not a number.`;
}
