/** Units of a text and their numbers. */
export interface Vocabulary {
  /** Texts of the units, by number. */
  readonly units: readonly string[];
  /** Number of what stands for unknown units; null where every text of the alphabet can be written. */
  readonly unknown: number | null;
  /** Numbers of a text's units. Characters that have no number are left to `unknown`, or named in `strangers`. */
  encode(text: string): Encoded;
  decode(elements: ArrayLike<number>): string;
}

export interface Encoded {
  readonly elements: Int32Array<ArrayBuffer>;
  readonly strangers: readonly string[];
}

export type TokenKind = 'characters' | 'words' | 'byte-pairs';

/**
 * Numbers of units, one after the other: nothing is kept of a long text but they.
 * @param most how many units there may be
 * @param numbersOf numbers of one piece of the text; null where it is not known
 */
function encoded(
  pieces: Iterable<string>,
  most: number,
  numbersOf: (piece: string) => readonly number[] | number | null,
): Encoded {
  const elements = new Int32Array(most);
  const strangers = new Set<string>();
  let count = 0;
  for (const piece of pieces) {
    const numbers = numbersOf(piece);
    if (numbers === null) strangers.add(piece);
    else if (typeof numbers === 'number') elements[count++] = numbers;
    else for (const number of numbers) elements[count++] = number;
  }
  return { elements: elements.slice(0, count), strangers: [...strangers] };
}

/** The pieces of a text that a pattern finds, one after the other. */
function* piecesOf(text: string, pattern: RegExp): Generator<string> {
  for (const [piece] of text.matchAll(pattern)) yield piece;
}

const unknownWord = '⟨unknown⟩';

/** The vocabulary of a text, learned from it; `most` bounds words and byte pairs. */
export function learnVocabulary(text: string, kind: TokenKind, most: number): Vocabulary {
  if (kind === 'words') return words(text, most);
  return kind === 'byte-pairs' ? bytePairs(text, most) : characters([...new Set(text)].sort());
}

/** Each character of the text, by code point, is a unit. */
function characters(units: readonly string[]): Vocabulary {
  const numbers = new Map(units.map((unit, k) => [unit, k]));
  return {
    units,
    unknown: null,
    encode: (text) => encoded(text, text.length, (unit) => numbers.get(unit) ?? null),
    decode: (elements) => Array.from(elements, (k) => units[k]).join(''),
  };
}

/** Symbols that have names: written one after the other where each is one sign, else with spaces between. */
export function namedSymbols(names: readonly string[]): Vocabulary {
  if (names.every((name) => [...name].length === 1)) return characters(names);
  const numbers = new Map(names.map((name, k) => [name, k]));
  return {
    units: names,
    unknown: null,
    encode: (text) => encoded(piecesOf(text, /\S+/g), text.length, (name) => numbers.get(name) ?? null),
    decode: (elements) => Array.from(elements, (k) => names[k]).join(' '),
  };
}

/** Words, runs of white space and single other signs; the most frequent ones have numbers of their own. */
function words(text: string, most: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const unit of splitWords(text)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([unit]) => unit);
  const units = [unknownWord, ...frequent.slice(0, most - 1)];
  const numbers = new Map(units.map((unit, k) => [unit, k]));
  return {
    units,
    unknown: 0,
    encode: (given) => encoded(splitWords(given), given.length, (unit) => numbers.get(unit) ?? 0),
    decode: (elements) => Array.from(elements, (k) => units[k]).join(''),
  };
}

const splitWords = (text: string) => piecesOf(text, /[\p{L}\p{M}\p{N}'’]+|\s+|./gsu);

/**
 * Byte-pair units: from single characters on, the pair of neighbours that is most frequent inside words is joined to a
 * new unit, until there are `most` (Sennrich, Haddow & Birch, ACL 2016, algorithm 1). A word keeps the space before it.
 */
function bytePairs(text: string, most: number): Vocabulary {
  const alphabet = [...new Set(text)].sort();
  const pieces = (given: string) => piecesOf(given, / ?[\p{L}\p{M}\p{N}'’]+|\s+(?!\S)|\s|./gsu);
  const counts = new Map<string, number>();
  for (const piece of pieces(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const vocabulary = [...counts].map(([piece, count]) => ({ units: [...piece], count }));
  const merges = new Map<string, number>();
  const units = [...alphabet];
  while (units.length < most) {
    const best = commonestPair(vocabulary);
    if (!best) break;
    merges.set(best.join('\u0000'), merges.size);
    units.push(best.join(''));
    for (const entry of vocabulary) entry.units = joinPair(entry.units, best);
  }
  const base = characters(alphabet);
  const numbers = new Map(units.map((unit, k) => [unit, k]));
  const known = new Map<string, number[]>();
  const split = (piece: string): number[] => {
    let parts = [...piece].filter((unit) => numbers.has(unit));
    for (;;) {
      const ranked = parts.slice(1).map((part, k) => merges.get(`${parts[k]}\u0000${part}`) ?? Infinity);
      const first = ranked.indexOf(Math.min(...ranked));
      if (first < 0 || ranked[first] === Infinity) return parts.map((part) => numbers.get(part)!);
      parts = joinPair(parts, [parts[first], parts[first + 1]]);
    }
  };
  return {
    units,
    unknown: null,
    encode(given) {
      const { elements } = encoded(pieces(given), given.length, (piece) => {
        if (!known.has(piece)) known.set(piece, split(piece));
        return known.get(piece)!;
      });
      return { elements, strangers: base.encode(given).strangers };
    },
    decode: (elements) => Array.from(elements, (k) => units[k]).join(''),
  };
}

type Pair = readonly [string, string];

/** The most frequent pair that stands at least twice; the first in the order of texts among equals. */
function commonestPair(
  words_: readonly { readonly units: readonly string[]; readonly count: number }[],
): Pair | null {
  const counts = new Map<string, number>();
  for (const { units, count } of words_)
    for (let k = 1; k < units.length; k++) {
      const key = `${units[k - 1]}\u0000${units[k]}`;
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  let best: [string, number] = ['', 1];
  for (const [key, count] of counts)
    if (count > best[1] || (count === best[1] && count > 1 && key < best[0])) best = [key, count];
  return best[0] === '' ? null : (best[0].split('\u0000') as unknown as Pair);
}

function joinPair(units: readonly string[], [left, right]: Pair): string[] {
  const joined: string[] = [];
  for (let k = 0; k < units.length; k++) {
    if (units[k] === left && units[k + 1] === right) {
      joined.push(left + right);
      k++;
    } else joined.push(units[k]);
  }
  return joined;
}
