import { constants, functions, normalName, vectorOperators } from './functions';
import { scopeOf } from './resolve';
import { highestOrder, splitSubscript } from './subscripts';
import type { Names } from './tree';

export interface Completion {
  label: string;
  kind:
    | ('field' | 'derivative' | 'coordinate' | 'parameter' | 'function' | 'constant')
    | ('vector' | 'definition' | 'unknown' | 'operator');
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
  const {
    unknowns = [],
    complex = [],
    functions: inferred = {},
    vectors = {},
    definitions = {},
    families = {},
  } = names;
  const known = names.parameters.filter((name) => !unknowns.includes(name));
  const single = names.coordinates.filter((name) => !isOfFamily(name, families));
  const called = (label: string, arity: number) => ({
    insert: `${label}(${', '.repeat(arity - 1)})`,
    caret: 1 + 2 * (arity - 1),
  });
  const components = Object.keys(definitions).length === 0 ? [] : scopeOf(names).componentNames();
  return [
    ...names.fields.map(plain('field', 'field')),
    ...complex.map(plain('field', 'complex')),
    ...(complex.length === 0 ? [] : ['i']).map(plain('constant', 'imaginary unit')),
    ...(complex.length === 0 ? [] : ['re', 'im', 'conj']).map((label) => ({
      label,
      kind: 'function' as const,
      help: { re: 'real part', im: 'imaginary part', conj: 'complex conjugate' }[label] ?? '',
      ...called(label, 1),
    })),
    ...Object.entries(vectors).map(([label, parts]) =>
      plain('vector', `vector (${parts.join(', ')})`)(label),
    ),
    ...Object.entries(definitions).map(([label, text]) => plain('definition', text)(label)),
    ...components.map(plain('definition', 'component of a definition')),
    ...known.map(plain('parameter', 'parameter')),
    ...unknowns.map(plain('unknown', 'number to be inferred')),
    ...Object.entries(inferred).map(([label, list]) =>
      plain('unknown', `function of ${list.join(', ')} to be inferred`)(label),
    ),
    ...single.map(plain('coordinate', 'coordinate')),
    ...Object.entries(families).map(([label, [low, high]]) => ({
      label,
      kind: 'coordinate' as const,
      help: `coordinates ${label}[${low}] to ${label}[${high}]`,
      insert: `${label}[]`,
      caret: 1,
    })),
    ...Object.entries(constants).map(([label, { help }]) => plain('constant', help)(label)),
    ...Object.entries(functions).map(([label, { help, arity }]) => ({
      label,
      kind: 'function' as const,
      help,
      ...called(label, arity),
    })),
    {
      label: 'd',
      kind: 'function',
      help: 'derivative of an expression: d(u^2, x)',
      insert: 'd(, )',
      caret: 3,
    },
    ...Object.entries(vectorOperators).map(([label, { help, arity, example }]) => ({
      label,
      kind: 'operator' as const,
      help: `${help}: ${example}`,
      ...called(label, arity),
    })),
    plain('vector', 'outward unit normal, in conditions on a boundary')(normalName),
  ];
}

function isOfFamily(name: string, families: NonNullable<Names['families']>): boolean {
  return Object.keys(families).some(
    (family) => /^\d+$/.test(name.slice(family.length)) && name.startsWith(family),
  );
}

/** Derivatives of the fields: the first and second ones, or those that go on from a subscript begun. */
function derivatives(word: string, names: Names): Completion[] {
  const bar = word.indexOf('_');
  const { definitions = {}, vectors = {}, functions: inferred = {}, families = {} } = names;
  const named = [
    ...(names.complex ?? []),
    ...Object.keys(inferred),
    ...Object.keys(definitions),
    ...Object.keys(vectors),
  ];
  // Derivatives of definitions and vectors, or by one of many coordinates, come once they are begun.
  const fields =
    bar < 0 ? names.fields : [...names.fields, ...named].filter((field) => field === word.slice(0, bar));
  const coordinates =
    bar < 0 ? names.coordinates.filter((name) => !isOfFamily(name, families)) : names.coordinates;
  const begun = bar < 0 ? [] : splitSubscript(word.slice(bar + 1), names.coordinates);
  // Half a coordinate's name was typed: only its completion fits, from the parts read so far.
  const stems = begun === undefined ? partialStems(word.slice(bar + 1), names.coordinates) : [begun];
  const extensions = begun !== undefined && begun.length > 0 ? [[]] : [];
  const steps = [...extensions, ...coordinates.map((name) => [name])];
  if (begun === undefined || begun.length === 0) steps.push(...coordinates.map((name) => [name, name]));
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
