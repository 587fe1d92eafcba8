import Papa from 'papaparse';
import { listWords, suggestion } from '../study';
import { ProblemList, refuse, type TableOutcome } from './table';

/** A decimal number with a point: what every tool that writes CSV agrees on. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads columns of numbers from a text with headings: comma, semicolon, tab or bar between cells,
 * found by itself. Empty rows and rows that begin with # are left out.
 * @param wanted for each name to be given back, the heading of its column
 */
export function readTable(text: string, wanted: Readonly<Record<string, string>>): TableOutcome {
  const content = text.replace(/^\uFEFF/, '');
  const parsed = Papa.parse<string[]>(content, { delimiter: findDelimiter(content, Object.values(wanted)) });
  const problems = new ProblemList();
  for (const error of parsed.errors) {
    if (error.type === 'Quotes') {
      problems.add(
        `Row ${(error.row ?? 0) + 1} has a double quote that is not closed or not doubled; correct it.`,
      );
    }
  }
  const rows = parsed.data
    .map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), number: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== '') && !cells[0].startsWith('#'));
  const [head, ...body] = rows;
  if (head === undefined) return refuse('The file is empty; it needs a row of headings and rows of numbers.');
  const places = findColumns(head.cells, wanted, problems);
  if (body.length === 0) problems.add('The file has headings but no row of numbers below them.');

  const columns: Record<string, Float64Array> = {};
  for (const name of Object.keys(wanted)) columns[name] = new Float64Array(body.length);
  for (const [i, { cells, number }] of body.entries()) {
    for (const [name, place] of Object.entries(places)) {
      const cell = cells[place] ?? '';
      columns[name][i] = decimal.test(cell) ? Number(cell) : NaN;
      if (!Number.isFinite(columns[name][i])) problems.add(badCell(cell, number, wanted[name]));
    }
  }
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  const fileRows = Int32Array.from(body, ({ number }) => number);
  return { ok: true, table: { columns, rows: body.length, fileRows } };
}

/** What parts the cells: the sign that parts the row of headings into the most wanted ones, else into the most. */
function findDelimiter(text: string, wanted: readonly string[]): string {
  const head = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
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
