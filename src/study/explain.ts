import type { z } from 'zod';
import { mostCoordinates } from './coordinates';
import { listWords, suggestion } from './near';
import { describePath, type Problem } from './problem';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** Coordinates with indices of more digits than any that are allowed. */
const familyLike = /^\p{L}+\[\d+\.\.\d+\]$/u;

/** Turns what zod found into sentences: what is wrong, where, what to do. */
export function explainIssues(issues: readonly Issue[], schema: z.core.$ZodType, input: unknown): Problem[] {
  return issues.flatMap((issue) => explainIssue(issue, [], schema, input));
}

function explainIssue(issue: Issue, base: Path, schema: z.core.$ZodType, input: unknown): Problem[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const place = path.length === 0 ? 'The study' : describePath(path);
  const found = valueAt(input, path);
  const say = (message: string): Problem[] => [{ path, message, severity: 'error' }];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = keysAt(schema, path, input);
        const near = suggestion(key, known);
        const choice = near === '' && known.length > 0 ? ` Known here: ${listWords(known)}.` : near;
        const where = path.length === 0 ? 'A study' : describePath(path);
        return {
          path: [...path, key],
          message: `${where} has no setting named "${key}".${choice}`,
          severity: 'error',
        };
      });
    case 'invalid_type':
      if (found === undefined) return say(`${place} is missing; give ${wanted(issue.expected)}.`);
      return say(`${place} must be ${wanted(issue.expected)}, but is ${describeValue(found)}.`);
    case 'invalid_value': {
      const values = issue.values.map(String);
      const near = typeof found === 'string' ? suggestion(found, values) : '';
      return say(
        found === undefined
          ? `${place} is missing; give ${listWords(values.map(quote), 'or')}.`
          : `${place} is ${describeValue(found)}, but must be ${listWords(values.map(quote), 'or')}.${near}`,
      );
    }
    case 'too_small':
    case 'too_big':
      return say(explainSize(issue, place, found));
    case 'invalid_format':
      return say(
        `${place} is ${describeValue(found)}, which is not a name: start with a letter and use letters and digits only (u_x would be a derivative).`,
      );
    case 'invalid_key': {
      const name = `${describePath(path.slice(0, -1))}: "${String(path[path.length - 1])}"`;
      const [reason] = issue.issues;
      if (reason?.code === 'custom') return say(`${name} ${reason.message}.`);
      if (familyLike.test(String(path[path.length - 1])))
        return say(
          `${name} has more indices than a study can have coordinates; there may be ${mostCoordinates}.`,
        );
      return say(`${name} is not a name; start with a letter and use letters and digits only.`);
    }
    case 'invalid_union':
      return explainUnion(issue, path, place, found, schema, input);
    case 'custom':
      return say(`${place}${typeof found === 'string' ? ` (${quote(found)})` : ''} ${issue.message}.`);
    default:
      return say(`${place} is not right: ${issue.message}.`);
  }
}

function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  place: string,
  found: unknown,
  schema: z.core.$ZodType,
  input: unknown,
): Problem[] {
  if (issue.discriminator !== undefined) {
    // An option that may be left out stands there as undefined.
    const options = 'options' in issue && Array.isArray(issue.options) ? (issue.options as unknown[]) : [];
    const choices = options.filter((option) => option !== undefined).map(String);
    const given = valueAt(input, path);
    const known = choices.length > 0 ? ` Choose ${listWords(choices.map(quote), 'or')}.` : '';
    const near = typeof given === 'string' ? suggestion(given, choices) : '';
    const problem = given === undefined ? 'is missing' : `is ${describeValue(given)}, which is not known`;
    return [{ path, message: `${place} ${problem}.${near === '' ? known : near}`, severity: 'error' }];
  }
  // The alternative that the value has the shape of, if any, says best what is wrong inside it.
  const inner = issue.errors.find((errors) =>
    errors.every((error) => error.path.length > 0 || error.code !== 'invalid_type'),
  );
  if (inner !== undefined) return inner.flatMap((error) => explainIssue(error, path, schema, input));
  const expected = issue.errors.flatMap((errors) =>
    errors.flatMap((error) => (error.code === 'invalid_type' ? [wanted(error.expected)] : [])),
  );
  const choice = listWords([...new Set(expected)], 'or');
  const text =
    found === undefined
      ? `${place} is missing; give ${choice}.`
      : `${place} must be ${choice}, but is ${describeValue(found)}.`;
  return [{ path, message: text, severity: 'error' }];
}

function explainSize(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  place: string,
  found: unknown,
): string {
  const small = issue.code === 'too_small';
  const bound = String(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'string') return `${place} is empty; write something or leave it out.`;
  if (issue.origin === 'array' || issue.origin === 'tuple') {
    const length = Array.isArray(found) ? found.length : 0;
    return `${place} needs ${small ? 'at least' : 'at most'} ${bound} ${bound === '1' ? 'entry' : 'entries'}, but has ${length}.`;
  }
  const strict = issue.inclusive === true ? '' : small ? 'greater than ' : 'less than ';
  const limit = strict === '' ? `${small ? 'at least' : 'at most'} ${bound}` : `${strict}${bound}`;
  return `${place} must be ${limit}, but is ${describeValue(found)}.`;
}

const wantedWords: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two values, the lowest and the highest',
  object: 'an object in braces',
  record: 'an object in braces',
};

function wanted(expected: string): string {
  return wantedWords[expected] ?? expected;
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return quote(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return String(value);
}

function quote(text: string): string {
  return `"${text}"`;
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** The keys that the schema allows at a path of the document. */
function keysAt(schema: z.core.$ZodType, path: Path, input: unknown): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [key, ...rest] = path;
  switch (def.type) {
    case 'default':
    case 'prefault':
    case 'optional':
      return keysAt(def.innerType, path, input);
    case 'pipe':
      return keysAt(def.in, path, input);
    case 'lazy':
      return keysAt(def.getter(), path, input);
    case 'union': {
      // Of the alternatives told apart by one key, only the one that was chosen counts.
      const options = def.options.filter((option) => key !== undefined || isChosen(option, input));
      return [...new Set(options.flatMap((option) => keysAt(option, path, input)))];
    }
    case 'object': {
      if (key === undefined) return Object.keys(def.shape);
      const inner = def.shape[key];
      return inner === undefined ? [] : keysAt(inner, rest, valueAt(input, [key]));
    }
    case 'array':
      return key === undefined ? [] : keysAt(def.element, rest, valueAt(input, [key]));
    case 'record':
      return key === undefined ? [] : keysAt(def.valueType, rest, valueAt(input, [key]));
    default:
      return [];
  }
}

function isChosen(option: z.core.$ZodType, input: unknown): boolean {
  const { def } = (option as z.core.$ZodTypes)._zod;
  if (def.type !== 'object') return false;
  return Object.entries(def.shape).every(([key, inner]) => {
    const outer = (inner as z.core.$ZodTypes)._zod.def;
    const given = valueAt(input, [key]);
    if (outer.type === 'optional' && given === undefined) return true;
    const own = outer.type === 'optional' ? (outer.innerType as z.core.$ZodTypes)._zod.def : outer;
    return own.type !== 'literal' || (own.values as unknown[]).includes(given);
  });
}
