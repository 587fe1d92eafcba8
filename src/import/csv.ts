import type { Work } from '../run';
import { listWords, suggestion } from '../study';
import { Rows } from './rows';
import { ProblemList, refuse, type TableOutcome } from './table';

/** A decimal number with a point: what every tool that writes CSV agrees on. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Rows between two pauses. */
const breath = 4096;

/**
 * Reads columns of numbers from a text with headings: comma, semicolon, tab or bar between cells,
 * found by itself. Empty rows and rows that begin with # are left out.
 * @param wanted for each name to be given back, the heading of its column
 * @param gaps names of columns whose cells may be NaN or empty
 */
export function* tableWork(
  text: string,
  wanted: Readonly<Record<string, string>>,
  gaps: readonly string[] = [],
): Work<TableOutcome> {
  const rows = rowsOf(text, Object.values(wanted));
  const problems = new ProblemList();
  const checkQuotes = () => {
    if (rows.badQuote)
      problems.add(`Row ${rows.number} has a double quote that is not closed or not doubled; correct it.`);
  };
  do {
    if (!rows.next()) return refuse('The file is empty; it needs a row of headings and rows of numbers.');
  } while (rows.isVoid);
  checkQuotes();
  const headings = Array.from({ length: rows.count }, (_, k) => rows.cell(k));
  const places = Object.entries(findColumns(headings, wanted, problems));

  const columns = Object.fromEntries(Object.keys(wanted).map((name) => [name, new GrowingNumbers()]));
  const fileRows: number[] = [];
  while (rows.next()) {
    if (rows.isVoid) continue;
    checkQuotes();
    fileRows.push(rows.number);
    for (const [name, place] of places) {
      const cell = rows.cell(place);
      const value = decimal.test(cell) ? Number(cell) : NaN;
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

/** The headings of a table; none where the text is empty. */
export function headRow(text: string): string[] {
  const rows = rowsOf(text, []);
  do if (!rows.next()) return [];
  while (rows.isVoid);
  return Array.from({ length: rows.count }, (_, k) => rows.cell(k));
}

function rowsOf(text: string, wanted: readonly string[]): Rows {
  const content = text.replace(/^\uFEFF/, '');
  return new Rows(content, findDelimiter(content, wanted));
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

/** What parts the cells: the sign that parts the row of headings into the most wanted ones, else into the most. */
function findDelimiter(text: string, wanted: readonly string[]): string {
  let head = '';
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    head = line;
    break;
  }
  let best = { delimiter: ',', score: -1 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const headings = head.split(delimiter).map((heading) => heading.trim().replace(/^"|"$/g, ''));
    const found = wanted.filter((heading) => headings.includes(heading.trim())).length;
    const score = found * head.length + headings.length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
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
    return `${place} is "${cell}"; write a decimal point instead of the comma.`;
  if (decimal.test(cell)) return `${place} is ${cell}, which is too large for a number.`;
  const shown = cell.length > 30 ? `${cell.slice(0, 30)}…` : cell;
  return `${place} is "${shown}", which is not a number.`;
}
