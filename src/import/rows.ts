import { isComment } from './layout';

const [quote, newLine, carriageReturn, space, tab] = [0x22, 0x0a, 0x0d, 0x20, 0x09];

/** Reads a text of separated values row by row (RFC 4180), and tells where its cells stand without copying them. */
export class Rows {
  /** The number of the present row; the first is 1. */
  number = 0;
  /** How many cells the present row has. */
  count = 0;
  /** Whether the present row has a double quote that is not closed or not doubled. */
  badQuote = false;
  private at = 0;
  private ended = false;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly delimiter: number;

  constructor(
    private readonly text: string,
    delimiter: string,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** Goes to the next row; false when there is none. */
  next(): boolean {
    if (this.ended) return false;
    this.number++;
    this.count = 0;
    this.badQuote = false;
    while (this.readCell());
    return true;
  }

  /** A cell of the present row without spaces around it; empty where the row is shorter. */
  cell(index: number): string {
    if (index >= this.count) return '';
    const content = this.text.slice(this.starts[index], this.ends[index]).trim();
    return content.includes('"') ? content.replaceAll('""', '"') : content;
  }

  /** Whether all cells of the present row are empty, or it is a comment. */
  get isVoid(): boolean {
    if (isComment(this.cell(0))) return true;
    for (let k = 0; k < this.count; k++) if (this.cell(k) !== '') return false;
    return true;
  }

  /** Reads one cell; whether another one follows in this row. */
  private readCell(): boolean {
    const { text, delimiter } = this;
    let [start, end] = [this.at, text.length];
    if (text.charCodeAt(start) === quote) {
      end = this.closingQuote(++start);
      this.badQuote ||= end < 0;
      if (end < 0) end = text.length;
      this.at = end + 1;
      let code = text.charCodeAt(this.at);
      while (code === space || (code === tab && delimiter !== tab)) code = text.charCodeAt(++this.at);
      if (this.at < text.length && code !== delimiter && code !== newLine && code !== carriageReturn)
        this.badQuote = true;
    }
    let code = text.charCodeAt(this.at);
    while (this.at < text.length && code !== delimiter && code !== newLine && code !== carriageReturn)
      code = text.charCodeAt(++this.at);
    this.starts[this.count] = start;
    this.ends[this.count] = Math.min(end, this.at);
    this.count++;
    if (this.at >= text.length) {
      this.ended = true;
      return false;
    }
    this.at++;
    if (code === carriageReturn && text.charCodeAt(this.at) === newLine) this.at++;
    return code === delimiter;
  }

  /** The place of the quote that ends a cell; a doubled one stands for itself. Negative where there is none. */
  private closingQuote(from: number): number {
    for (;;) {
      const place = this.text.indexOf('"', from);
      if (place < 0 || this.text.charCodeAt(place + 1) !== quote) return place;
      from = place + 2;
    }
  }
}
