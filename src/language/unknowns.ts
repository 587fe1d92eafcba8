import type { Problem, Study } from '../study';
import { constantValue } from './evaluate';
import type { UnknownMeaning } from './meaning';

export interface ReadUnknowns {
  unknowns: Record<string, UnknownMeaning>;
  problems: Problem[];
}

/** Reads the numbers that are to be inferred. Paths start after `unknowns`. */
export function readUnknowns(study: Study, parameters: Readonly<Record<string, number>>): ReadUnknowns {
  const unknowns: Record<string, UnknownMeaning> = {};
  const problems: Problem[] = [];
  for (const [name, entry] of Object.entries(study.unknowns)) {
    const error = (path: string[], message: string): void =>
      void problems.push({ path: [name, ...path], message, severity: 'error' });
    const value = (key: 'start' | 'low' | 'high', without: number): number => {
      const source = entry[key];
      if (source === undefined) return without;
      const evaluated = constantValue(source, parameters);
      if (evaluated.ok) return evaluated.value;
      problems.push(...evaluated.problems.map((problem) => ({ ...problem, path: [name, key] })));
      return NaN;
    };
    const start = value('start', NaN);
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
  return { unknowns, problems };
}

/** What is doubtful about the unknowns of a study that is otherwise right. Paths start after `unknowns`. */
export function checkUnknowns(study: Study, used: ReadonlySet<string>): Problem[] {
  return Object.keys(study.unknowns).flatMap((name): Problem[] => {
    const warn = (message: string): Problem[] => [{ path: [name], message, severity: 'warning' }];
    if (!used.has(name)) {
      return warn(`The unknown "${name}" occurs in no equation or condition, so nothing can fix its value.`);
    }
    if (study.data.length > 0) return [];
    return warn(
      `"${name}" is to be inferred, but there are no data; only more conditions than the equations need could fix it.`,
    );
  });
}
