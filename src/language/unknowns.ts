import { listWords, readFunctionKey, settings, suggestion, type Problem, type Study } from '../study';
import { constantValue } from './evaluate';
import type { FunctionMeaning, UnknownMeaning } from './meaning';

export interface ReadUnknowns {
  unknowns: Record<string, UnknownMeaning>;
  functions: FunctionMeaning[];
  problems: Problem[];
}

/**
 * Reads the numbers and functions that are to be inferred. Paths start after `unknowns`.
 * @param coordinates each coordinate of the study by itself
 * @param parameters values that starts and bounds may use
 */
export function readUnknowns(
  study: Study,
  coordinates: readonly string[],
  parameters: Readonly<Record<string, number>>,
): ReadUnknowns {
  const functions: FunctionMeaning[] = [];
  const unknowns: Record<string, UnknownMeaning> = {};
  const problems: Problem[] = [];
  for (const [key, entry] of Object.entries(study.unknowns)) {
    const read = readFunctionKey(key);
    const name = read?.name ?? key;
    const error = (path: string[], message: string): void =>
      void problems.push({ path: [key, ...path], message, severity: 'error' });
    const value = (part: 'start' | 'low' | 'high', without: number): number => {
      const source = entry[part];
      if (source === undefined) return without;
      const evaluated = constantValue(source, parameters);
      if (evaluated.ok) return evaluated.value;
      problems.push(...evaluated.problems.map((problem) => ({ ...problem, path: [key, part] })));
      return NaN;
    };
    const start = value('start', NaN);
    if (read !== undefined) {
      for (const bound of ['low', 'high'] as const) {
        if (entry[bound] !== undefined)
          error(
            [bound],
            `${name} is a function, which has no bounds here; take ${bound} out, or set positive.`,
          );
      }
      if (entry.positive && start <= 0)
        error(['start'], `${name} is positive, so its start is greater than 0, not ${start}.`);
      for (const problem of checkArguments(read, coordinates)) error([], problem);
      const { width, depth } = entry.network ?? {};
      functions.push({
        name,
        arguments: read.arguments,
        start,
        positive: entry.positive,
        network: {
          width: width ?? settings['unknowns{}.network.width'].default,
          depth: depth ?? settings['unknowns{}.network.depth'].default,
        },
      });
      continue;
    }
    if (entry.network !== undefined) {
      const example = `${name}(${coordinates[0] ?? 'x'})`;
      error(
        ['network'],
        `${name} is a number, which has no network; take it out, or name a function such as "${example}".`,
      );
    }
    const low = value('low', entry.positive ? 0 : -Infinity);
    const high = value('high', Infinity);
    if (entry.positive && start <= 0) {
      error(['start'], `${name} is positive, so its start is greater than 0, not ${start}.`);
    } else if (start < low || start > high) {
      const [key, side, bound] = start < low ? ['low', 'below', low] : ['high', 'above', high];
      error(
        ['start'],
        `${name} starts at ${start}, ${side} its bound ${key} = ${bound}; start inside the bounds.`,
      );
    }
    if (low >= high) {
      error([], `The bounds of ${name} run from ${low} to ${high}; low must be the smaller one.`);
    } else if (entry.positive && low < 0) {
      error(['low'], `${name} is positive, so its lowest value is at least 0, not ${low}.`);
    }
    unknowns[name] = { start, low, high, positive: entry.positive };
  }
  return { unknowns, functions, problems };
}

function checkArguments(
  { name, arguments: list }: { name: string; arguments: string[] },
  coordinates: readonly string[],
): string[] {
  return list.flatMap((argument, index) => {
    if (list.indexOf(argument) < index)
      return [`${name} names the coordinate ${argument} twice; name it once.`];
    if (coordinates.includes(argument)) return [];
    const help = suggestion(argument, coordinates) || ` Coordinates: ${listWords(coordinates)}.`;
    return [`"${argument}" is not a coordinate, so ${name} can't depend on it.${help}`];
  });
}

/** What is doubtful about the unknowns of a study that is otherwise right. Paths start after `unknowns`. */
export function checkUnknowns(study: Study, used: ReadonlySet<string>): Problem[] {
  return Object.keys(study.unknowns).flatMap((key): Problem[] => {
    const name = readFunctionKey(key)?.name ?? key;
    const warn = (message: string): Problem[] => [{ path: [key], message, severity: 'warning' }];
    if (!used.has(name)) {
      return warn(`The unknown "${name}" occurs in no equation or condition, so nothing can fix it.`);
    }
    if (study.data.length > 0) return [];
    return warn(
      `"${name}" is to be inferred, but there are no data; only more conditions than the equations need could fix it.`,
    );
  });
}
