import type { MeasureKind, Problem, Study } from '../study';
import { parseExpression } from './parse';
import { parsePlace, type Place } from './place';
import { resolve } from './resolve';
import { nodes, type Names, type Resolved } from './tree';

/** A quantity that is followed while a study is trained. */
export interface MeasureMeaning {
  name: string;
  text: string;
  tree: Resolved;
  by: MeasureKind;
  /** The side of the coordinates where it is taken; undefined for the whole domain. */
  place: Place | undefined;
}

/** What a study measures. Paths of problems start after `measures`. */
export function readMeasures(
  study: Study,
  names: Names,
  box: Readonly<Record<string, readonly [number, number]>>,
  parameters: Readonly<Record<string, number>>,
): { measures: MeasureMeaning[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (path: (string | number)[], found: readonly Problem[]): void => {
    for (const problem of found) problems.push({ ...problem, path: [...path, ...problem.path] });
  };
  const error = (path: (string | number)[], message: string): void =>
    report(path, [{ path: [], message, severity: 'error' }]);
  const measures = study.measures.flatMap(({ name, of: text, by, on }, index): MeasureMeaning[] => {
    if (study.measures.findIndex((other) => other.name === name) < index)
      error([index, 'name'], `There are two measures named "${name}"; rename one.`);
    const parsed = parseExpression(text);
    const resolved = parsed.ok ? resolve(parsed.tree, names) : parsed;
    if (!resolved.ok) report([index, 'of'], resolved.problems);
    else if ([...nodes(resolved.tree)].some(({ kind }) => kind === 'normal'))
      error(
        [index, 'of'],
        'A normal belongs to a boundary, and a measure is taken inside; write a derivative instead.',
      );
    const place = on === undefined ? undefined : parsePlace(on, box, parameters);
    if (place?.ok === false) report([index, 'on'], place.problems);
    if (!resolved.ok || place?.ok === false) return [];
    return [{ name, text, tree: resolved.tree, by, place: place?.place }];
  });
  return { measures, problems };
}
