/**
 * The filter of the table of runs: what a person types to find runs. Pure.
 *
 *     loss < 1e-6 and precision = float64
 *     "error u" <= 1e-3 (tag = paper or tag = draft)
 *     heat not archived = true
 *
 * A word alone is looked for in names, titles, tags, notes and states. `and` may be left out.
 */

/** A value of a run in a column; several where a run has several, such as its tags. */
export type CellValue = string | number | boolean | null | undefined | readonly string[];

/** What a filter asks of a run. */
export interface Filterable {
  value(column: string): CellValue;
  /** What a word alone is looked for in, in lower case. */
  readonly text: string;
}

export type Filter = (run: Filterable) => boolean;

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter; readonly columns: readonly string[] }
  /** `at` is the place in the text, counted from 0. */
  | { readonly ok: false; readonly message: string; readonly at: number };

interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'end';
  readonly text: string;
  readonly at: number;
}

const operators = {
  '=': (order: number) => order === 0,
  '!=': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const;

const pattern = /\s+|"([^"]*)"|(!=|<=|>=|=|<|>|~)|(\()|(\))|([^\s"=<>~!()]+)|(.)/gy;

class FilterProblem extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Reads a filter; an empty text lets every run through. */
export function parseFilter(text: string): ParsedFilter {
  try {
    const columns: string[] = [];
    const parser = new Parser(tokens(text), columns);
    return { ok: true, filter: parser.whole(), columns };
  } catch (error) {
    if (error instanceof FilterProblem) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const at = match.index;
    const [, quoted, operator, open, close, word, other] = match;
    if (quoted !== undefined) found.push({ kind: 'quoted', text: quoted, at });
    else if (operator !== undefined) found.push({ kind: 'operator', text: operator, at });
    else if (open !== undefined) found.push({ kind: 'open', text: open, at });
    else if (close !== undefined) found.push({ kind: 'close', text: close, at });
    else if (word !== undefined) found.push({ kind: 'word', text: word, at });
    else if (other !== undefined)
      throw new FilterProblem(
        other === '"' ? 'A quotation mark is not closed.' : `"${other}" can't stand here.`,
        at,
      );
  }
  return [...found, { kind: 'end', text: '', at: text.length }];
}

class Parser {
  private next = 0;

  constructor(
    private readonly found: readonly Token[],
    private readonly columns: string[],
  ) {}

  whole(): Filter {
    if (this.peek().kind === 'end') return () => true;
    const filter = this.either();
    const { kind, text, at } = this.peek();
    if (kind !== 'end') throw new FilterProblem(`"${text}" can't stand here.`, at);
    return filter;
  }

  private either(): Filter {
    const parts = [this.all()];
    while (this.takeWord('or')) parts.push(this.all());
    return parts.length === 1 ? parts[0]! : (run) => parts.some((part) => part(run));
  }

  private all(): Filter {
    const parts = [this.one()];
    for (;;) {
      const together = this.takeWord('and');
      const { kind, text } = this.peek();
      const ended = kind === 'end' || kind === 'close' || (kind === 'word' && text === 'or');
      if (ended && !together)
        return parts.length === 1 ? parts[0]! : (run) => parts.every((part) => part(run));
      parts.push(this.one());
    }
  }

  private one(): Filter {
    if (this.takeWord('not')) {
      const part = this.one();
      return (run) => !part(run);
    }
    const token = this.take();
    if (token.kind === 'open') {
      const inner = this.either();
      const close = this.take();
      if (close.kind !== 'close') throw new FilterProblem('A parenthesis is not closed.', token.at);
      return inner;
    }
    if (token.kind !== 'word' && token.kind !== 'quoted') {
      const expected = 'A word, or a comparison such as loss < 1e-6, is expected here.';
      throw new FilterProblem(
        token.kind === 'end' ? expected : `"${token.text}" can't stand here. ${expected}`,
        token.at,
      );
    }
    if (this.peek().kind === 'operator') return this.comparison(token.text);
    const word = token.text.toLowerCase();
    return (run) => run.text.includes(word);
  }

  private comparison(column: string): Filter {
    const operator = this.take().text;
    const value = this.take();
    if (value.kind !== 'word' && value.kind !== 'quoted')
      throw new FilterProblem(`A value is expected after ${column} ${operator}.`, value.at);
    this.columns.push(column);
    if (operator === '~') {
      const part = value.text.toLowerCase();
      return (run) => valuesOf(run.value(column)).some((one) => String(one).toLowerCase().includes(part));
    }
    const holds = operators[operator as keyof typeof operators];
    const number = value.kind === 'quoted' || value.text === '' ? NaN : Number(value.text);
    const holdsFor = (one: string | number | boolean): boolean => {
      if (typeof one === 'number' && !Number.isNaN(number)) return !Number.isNaN(one) && holds(one - number);
      const [a, b] = [String(one).toLowerCase(), value.text.toLowerCase()];
      return holds(a < b ? -1 : a > b ? 1 : 0);
    };
    // A run that lacks a value is unequal to everything, and neither above nor below.
    if (operator === '!=') return (run) => valuesOf(run.value(column)).every(holdsFor);
    return (run) => valuesOf(run.value(column)).some(holdsFor);
  }

  private peek(): Token {
    return this.found[this.next]!;
  }

  private take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.next++;
    return token;
  }

  private takeWord(word: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'word' || text !== word) return false;
    this.next++;
    return true;
  }
}

function valuesOf(value: CellValue): readonly (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? (value as readonly string[]) : [value as string | number | boolean];
}
