import { constants, functions } from './functions';
import { highestOrder, splitSubscript } from './resolve';
import type { Names } from './tree';

export interface Completion {
  label: string;
  kind: 'field' | 'derivative' | 'coordinate' | 'parameter' | 'function' | 'constant';
  /** One line on what it is. */
  help: string;
  /** What to put in; the cursor belongs `caret` characters before its end. */
  insert: string;
  caret: number;
}

export interface Completions {
  /** The part of the text that a choice replaces. */
  start: number;
  end: number;
  candidates: Completion[];
}

/** What can be typed at a position of an equation: everything that begins with the word before it. */
export function complete(text: string, position: number, names: Names): Completions {
  const before = /[\p{L}_][\p{L}\p{Nd}_]*$/u.exec(text.slice(0, position));
  const word = before === null ? '' : before[0];
  // Right after a digit nothing fits: there is no product without its sign.
  if (word === '' && /[\p{Nd}.]$/u.test(text.slice(0, position))) {
    return { start: position, end: position, candidates: [] };
  }
  const all = [...derivatives(word, names), ...words(names)];
  const exact = all.filter((entry) => entry.label.startsWith(word));
  const loose = all.filter(
    (entry) => !exact.includes(entry) && entry.label.toLowerCase().startsWith(word.toLowerCase()),
  );
  return { start: position - word.length, end: position, candidates: [...exact, ...loose] };
}

function words(names: Names): Completion[] {
  const plain = (kind: Completion['kind'], help: string) => (label: string) => ({
    label,
    kind,
    help,
    insert: label,
    caret: 0,
  });
  return [
    ...names.fields.map(plain('field', 'field')),
    ...names.parameters.map(plain('parameter', 'parameter')),
    ...names.coordinates.map(plain('coordinate', 'coordinate')),
    ...Object.entries(constants).map(([label, { help }]) => plain('constant', help)(label)),
    ...Object.entries(functions).map(([label, { help, arity }]) => ({
      label,
      kind: 'function' as const,
      help,
      insert: arity === 1 ? `${label}()` : `${label}(, )`,
      caret: arity === 1 ? 1 : 3,
    })),
    {
      label: 'd',
      kind: 'function',
      help: 'derivative of an expression: d(u^2, x)',
      insert: 'd(, )',
      caret: 3,
    },
  ];
}

/** Derivatives of the fields: the first and second ones, or those that go on from a subscript begun. */
function derivatives(word: string, names: Names): Completion[] {
  const bar = word.indexOf('_');
  const fields = bar < 0 ? names.fields : names.fields.filter((field) => field === word.slice(0, bar));
  const begun = bar < 0 ? [] : splitSubscript(word.slice(bar + 1), names.coordinates);
  // Half a coordinate's name was typed: only its completion fits, from the parts read so far.
  const stems = begun === undefined ? partialStems(word.slice(bar + 1), names.coordinates) : [begun];
  const extensions = begun !== undefined && begun.length > 0 ? [[]] : [];
  const steps = [...extensions, ...names.coordinates.map((name) => [name])];
  if (begun === undefined || begun.length === 0) steps.push(...names.coordinates.map((name) => [name, name]));
  return fields.flatMap((field) =>
    stems.flatMap((stem) =>
      steps
        .map((step) => [...stem, ...step])
        .filter((parts) => parts.length > 0 && parts.length <= highestOrder)
        .map((parts) => {
          const label = `${field}_${parts.join('')}`;
          const help = `derivative of ${field} by ${parts.join(', ')}`;
          return { label, kind: 'derivative' as const, help, insert: label, caret: 0 };
        }),
    ),
  );
}

function partialStems(subscript: string, coordinates: readonly string[]): string[][] {
  for (let length = subscript.length - 1; length >= 0; length--) {
    const stem = splitSubscript(subscript.slice(0, length), coordinates);
    if (stem !== undefined) return [stem];
  }
  return [];
}
