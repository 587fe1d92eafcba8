/** Changes that make valid input invalid in all the ways that files and messages of strangers may be. */
export type Next = () => number;

const below = (next: Next, count: number) => Math.floor(next() * count);
export const pick = <T>(next: Next, values: readonly T[]): T => values[below(next, values.length)];

/** Values that have broken programs before. */
const oddValues: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -0,
    -1,
    0.5,
    1e308,
    -1e-320,
    2 ** 53,
    Number.NaN,
    Infinity,
    [],
    {},
    '',
    ' ',
    '0',
    '-1',
    'u',
  ],
  ...[
    '__proto__',
    'constructor',
    '../../../etc/passwd',
    '/dev/zero',
    'C:\\con',
    'x'.repeat(5000),
    '\u0000',
    '\ud800',
  ],
  ...[
    '1e999',
    '0x10',
    'u_t = u_xx',
    '((((((((((',
    'd(u, x, 40)',
    'sum(i, x[i])',
    'heat',
    '\u202e',
    '🜁',
    '1e3.5',
  ],
  { __proto__: null, constructor: 1 },
  Array.from({ length: 300 }, (_value, index) => index),
];

const keysOf = (value: object) => Object.keys(value);

/** One of them, for itself: what is put into a document may be changed there. */
const oddValue = (next: Next): unknown => structuredClone(pick(next, oddValues));

const oddTexts = oddValues.filter((value) => typeof value === 'string');

/** A place inside a document: the object or array and the key there. */
function anyPlace(value: unknown, next: Next): { holder: Record<string, unknown>; key: string } | null {
  // Arrays of numbers are changed as a whole.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  if (keysOf(value).length === 0) return null;
  const holder = value as Record<string, unknown>;
  const key = pick(next, keysOf(holder));
  return (next() < 0.75 ? anyPlace(holder[key], next) : null) ?? { holder, key };
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { of: value };
  return value;
}

/** A copy of the document with one to four changes; `strangers` lend parts of other documents. */
export function mutateDocument(document: unknown, strangers: readonly unknown[], next: Next): unknown {
  const copy: unknown = structuredClone(document);
  for (let change = 1 + below(next, 4); change > 0; change--) {
    const place = anyPlace(copy, next);
    if (place === null) return oddValue(next);
    const { holder, key } = place;
    const other = anyPlace(pick(next, strangers), next);
    switch (below(next, 8)) {
      case 0:
        delete holder[key];
        break;
      case 1:
        if (!Array.isArray(holder))
          Object.defineProperty(holder, pick(next, oddTexts), {
            value: holder[key],
            enumerable: true,
            configurable: true,
            writable: true,
          });
        break;
      case 2:
        holder[key] =
          typeof holder[key] === 'string' ? mutateText(holder[key], next) : nested(below(next, 300));
        break;
      case 3:
        holder[key] =
          typeof holder[key] === 'number'
            ? holder[key] * (next() * 4 - 2) * 10 ** below(next, 12)
            : [holder[key]];
        break;
      case 4:
        if (other !== null) holder[key] = structuredClone(other.holder[other.key]);
        break;
      default:
        holder[key] = oddValue(next);
    }
  }
  return copy;
}

/** A text with some characters changed, taken out, doubled or put in. */
export function mutateText(text: string, next: Next): string {
  let changed = text;
  for (let change = 1 + below(next, 6); change > 0; change--) {
    const at = below(next, changed.length + 1);
    const length = below(next, 9);
    const part = pick(next, [
      '',
      String.fromCharCode(below(next, 0x3000)),
      changed.slice(at, at + length).repeat(2),
      pick(next, oddTexts),
      pick(next, [',', ';', '\n', '"', '{', ']', '\t', '\r', '1e400', 'nan']),
    ]);
    changed = changed.slice(0, at) + part + changed.slice(at + length);
  }
  return changed.slice(0, 200_000);
}

/** Bytes with some changed, cut off or added. */
export function mutateBytes(bytes: Uint8Array, next: Next): Uint8Array {
  const changed = new Uint8Array(next() < 0.3 ? below(next, bytes.length + 64) : bytes.length);
  changed.set(bytes.subarray(0, changed.length));
  for (let change = 1 + below(next, 8); change > 0 && changed.length > 0; change--)
    changed[below(next, changed.length)] = pick(next, [0, 1, 0x7f, 0x80, 0xff, below(next, 256)]);
  return changed;
}
