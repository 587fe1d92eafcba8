/** Where a text stops being JSON (RFC 8259), and in which way. */
export interface JsonFault {
  /** Index of the first character that can't stand where it stands. */
  offset: number;
  message: string;
}

/** A key that one object of a text has twice: `JSON.parse` keeps the last value without a word. */
export interface RepeatedKey {
  /** Index of the second one. */
  offset: number;
  key: string;
}

/** The first key that stands twice in an object of a valid text; undefined where there is none. */
export function findRepeatedKey(text: string): RepeatedKey | undefined {
  const scanner = new Scanner(text);
  scanner.value();
  return scanner.repeated;
}

/**
 * Finds the first fault of a text that `JSON.parse` refused. The engines' own messages differ from
 * version to version and often carry no position, so the place is found here.
 */
export function findJsonFault(text: string): JsonFault {
  try {
    const scanner = new Scanner(text);
    scanner.value();
    scanner.end();
  } catch (error) {
    if (error instanceof Fault) return { offset: error.offset, message: error.message };
    throw error;
  }
  return { offset: text.length, message: 'it could not be read.' };
}

class Fault extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

class Scanner {
  /** The first key that stood in its object before. */
  repeated: RepeatedKey | undefined;
  private position = 0;

  constructor(private readonly text: string) {}

  end(): void {
    this.space();
    if (this.position < this.text.length) this.fail('there is more text after the end of the study.');
  }

  value(): void {
    this.space();
    const character = this.text[this.position];
    if (character === '{') {
      const keys = new Set<string>();
      this.list('}', () => this.member(keys));
    } else if (character === '[') this.list(']', () => this.value());
    else if (character === '"') this.string();
    else this.word();
  }

  private list(close: string, item: () => void): void {
    const open = this.position;
    this.position++;
    this.space();
    if (this.skip(close)) return;
    for (;;) {
      item();
      this.space();
      if (this.skip(close)) return;
      if (this.position >= this.text.length) {
        this.fail(`the "${this.text[open] ?? ''}" of line ${this.line(open)} is never closed.`);
      }
      if (!this.skip(',')) this.fail(`expected a comma or "${close}", found ${this.here()}.`);
      this.space();
      if (this.text[this.position] === close) this.fail(`remove the comma before this "${close}".`);
    }
  }

  private member(keys: Set<string>): void {
    const start = this.position;
    if (this.text[this.position] !== '"') this.fail(`expected a key in double quotes, found ${this.here()}.`);
    this.string();
    const key = JSON.parse(this.text.slice(start, this.position)) as string;
    if (keys.has(key)) this.repeated ??= { offset: start, key };
    keys.add(key);
    this.space();
    if (!this.skip(':')) this.fail(`expected a colon after the key, found ${this.here()}.`);
    this.value();
  }

  private string(): void {
    const open = this.position;
    const pattern = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
    pattern.lastIndex = open;
    pattern.exec(this.text);
    this.position = Math.max(pattern.lastIndex, open + 1);
    if (this.skip('"')) return;
    const character = this.text[this.position];
    if (character === '\\') this.fail('this backslash starts no known escape; write \\\\ for a backslash.');
    this.position = open;
    this.fail('this text has no closing double quote on its line.');
  }

  private word(): void {
    const pattern = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    pattern.lastIndex = this.position;
    if (pattern.exec(this.text) === null) this.fail(`expected a value, found ${this.here()}.`);
    this.position = pattern.lastIndex;
  }

  private space(): void {
    const pattern = /[ \t\r\n]*/y;
    pattern.lastIndex = this.position;
    pattern.exec(this.text);
    this.position = pattern.lastIndex;
  }

  private skip(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private here(): string {
    const character = this.text[this.position];
    if (character === undefined) return 'the end of the text';
    if (character === "'") return 'a single quote (JSON uses double quotes)';
    return `"${character}"`;
  }

  private line(offset: number): number {
    return this.text.slice(0, offset).split('\n').length;
  }

  private fail(message: string): never {
    throw new Fault(this.position, message);
  }
}
