/** How a table of numbers is written: found by itself. */

/** A decimal number with a point: what every tool that writes CSV agrees on. */
export const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** One with a comma, as spreadsheets write it in many languages. */
export const decimalWithComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;

const comment = /^\s*[#%]+/;

export interface Layout {
  /** The text to be read: where cells stand between spaces, with one between two of them. */
  readonly text: string;
  readonly delimiter: string;
  /** Headings that stand in a comment above the numbers; undefined where they are the first row. */
  readonly headings?: readonly string[];
}

/** @param wanted headings that the table should have */
export function layoutOf(content: string, wanted: readonly string[]): Layout {
  const text = content.replace(/^\uFEFF/, '');
  const [head, second, above] = firstLines(text);
  const delimiter = findDelimiter(head, second, wanted);
  const cells = cellsOf(head, delimiter);
  const isNumber = (cell: string) => decimal.test(cell) || (delimiter !== ',' && decimalWithComma.test(cell));
  const commented =
    cells.every(isNumber) && above !== undefined ? headingsIn(above, delimiter, cells.length) : null;
  return {
    text: delimiter === ' ' ? text.replace(/^[ \t]+|[ \t]+(?=[\r\n]|$)/gm, '').replace(/[ \t]+/g, ' ') : text,
    delimiter,
    ...(commented && { headings: commented }),
  };
}

/** Whether a row is a comment, by its first cell. */
export const isComment = (cell: string) => comment.test(cell);

/** The first two lines that are neither empty nor comments, and the comment right above them. */
function firstLines(text: string): [head: string, second: string, above: string | undefined] {
  const found: string[] = [];
  let above: string | undefined;
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() === '') continue;
    if (!comment.test(line)) found.push(line);
    else if (found.length === 0) above = line;
    if (found.length === 2) break;
  }
  return [found[0] ?? '', found[1] ?? '', above];
}

/** What parts the cells: the sign that parts the row of headings into the most wanted ones, else into the most. */
function findDelimiter(head: string, second: string, wanted: readonly string[]): string {
  let best = { delimiter: ',', score: -1, count: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const headings = cellsOf(head, delimiter);
    const found = wanted.filter((heading) => headings.includes(heading.trim())).length;
    const score = found * head.length + headings.length;
    if (score > best.score) best = { delimiter, score, count: headings.length };
  }
  const count = cellsOf(head, ' ').length;
  const isSpaced = best.count === 1 && count > 1 && best.score < head.length;
  if (isSpaced && (second === '' || cellsOf(second, ' ').length === count)) return ' ';
  return best.delimiter;
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells = delimiter === ' ' ? line.trim().split(/\s+/) : line.split(delimiter);
  return cells.map((cell) => cell.trim().replace(/^"|"$/g, ''));
}

/** The headings in a comment, as NumPy and COMSOL write them; null where they are not as many as there are columns. */
function headingsIn(line: string, delimiter: string, count: number): string[] | null {
  const text = line.replace(comment, '').trim();
  for (const sign of [delimiter, ',', ' ']) {
    const headings = cellsOf(text, sign);
    if (headings.length === count) return headings;
  }
  return null;
}
