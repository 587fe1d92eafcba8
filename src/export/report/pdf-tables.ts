import type { ReportTable } from './content';
import { sizes, type Sheets } from './sheets';

type Row = readonly (string | number)[];

/** Between two columns, and above and below the words of a row, in points. */
const [columnGap, rowGap] = [14, 1.6];
const [thick, thin] = [0.8, 0.4];
/** With less room than this, in points, a table begins on the next page. */
const leastRest = 60;

/** A table with rules above, below and under its headings; rows go on on further pages, under the headings again. */
export function drawTable(sheets: Sheets, { headings, rows }: ReportTable): void {
  const { left, width } = sheets;
  const columns = columnsOf(sheets, headings, rows, left, width);
  const head = (): void => {
    sheets.rule(left, width, thick);
    if (headings.length === 0) return;
    drawRow(sheets, columns, headings, true);
    sheets.rule(left, width, thin);
  };
  head();
  for (const row of rows) {
    if (sheets.room(rowHeight(sheets, columns, row))) head();
    drawRow(sheets, columns, row);
  }
  sheets.rule(left, width, thick);
  sheets.y += 4;
}

/** Names and values, too many for one column: they run down the left half of the page and then down the right. */
export function drawPairs(sheets: Sheets, { rows }: ReportTable): void {
  const { left, width } = sheets;
  const between = 1.5 * columnGap;
  const half = (width - between) / 2;
  const sides = [0, half + between].map((shift) => columnsOf(sheets, [], rows, left + shift, half));
  const heights = rows.map((row) => rowHeight(sheets, sides[0], row));
  for (let first = 0; first < rows.length;) {
    sheets.room(leastRest);
    const deep = fittingLines(heights.slice(first), sheets.rest);
    sheets.rule(left, width, thick);
    for (let k = first; k < first + deep; k++) {
      const { y } = sheets;
      const ends = [k, k + deep].map((place, side) => {
        sheets.y = y;
        if (place < rows.length) drawRow(sheets, sides[side], rows[place]);
        return sheets.y;
      });
      sheets.y = Math.max(...ends);
    }
    first += 2 * deep;
    sheets.rule(left, width, thick);
    sheets.y += 4;
  }
}

/** The most lines, of one row on the left and one on the right, that fit into a height. */
function fittingLines(heights: readonly number[], rest: number): number {
  for (let deep = Math.ceil(heights.length / 2); deep > 1; deep--) {
    let height = 0;
    for (let k = 0; k < deep; k++) height += Math.max(heights[k], heights[k + deep] ?? 0);
    if (height <= rest) return deep;
  }
  return 1;
}

interface Column {
  readonly left: number;
  readonly width: number;
}

/** As wide as their words; where that is too much, the last one gives way and breaks its lines. */
function columnsOf(
  { pdf }: Sheets,
  headings: readonly string[],
  rows: readonly Row[],
  left: number,
  width: number,
): Column[] {
  const count = Math.max(headings.length, ...rows.map((row) => row.length));
  pdf.font('text').fontSize(sizes.small);
  const wished = Array.from({ length: count }, (_, k) =>
    Math.max(...[headings, ...rows].map((row) => pdf.widthOfString(String(row[k] ?? '')))),
  );
  let from = left;
  return wished.map((own, k) => {
    const rest = left + width - from;
    // A column before the last takes at most two thirds of what is left.
    const share = k === count - 1 ? rest : Math.min(own + 1, (2 / 3) * rest);
    const column = { left: from, width: share };
    from += share + columnGap;
    return column;
  });
}

function rowHeight({ pdf }: Sheets, columns: readonly Column[], row: Row): number {
  pdf.font('text').fontSize(sizes.small);
  const heights = columns.map(({ width }, k) => pdf.heightOfString(String(row[k] ?? ''), { width }));
  return Math.max(...heights) + 2 * rowGap;
}

function drawRow(sheets: Sheets, columns: readonly Column[], row: Row, isHeading = false): void {
  const height = rowHeight(sheets, columns, row);
  columns.forEach(({ left, width }, k) =>
    sheets.write(String(row[k] ?? ''), left, sheets.y + rowGap, width, { font: isHeading ? 'bold' : 'text' }),
  );
  sheets.y += height;
}
