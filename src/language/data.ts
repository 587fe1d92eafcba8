import { listWords, singleCoordinates, suggestion, type Problem, type Study } from '../study';
import { partNames } from './complex';
import type { MeasuredMeaning } from './meaning';
import { parseExpression } from './parse';
import { resolve } from './resolve';
import { nodes, type Names } from './tree';

export interface ReadData {
  /** What each data file measures. */
  measured: MeasuredMeaning[][];
  problems: Problem[];
}

type Report = (path: (string | number)[], message: string) => void;

/** What the data files of a study measure, and whether it fits the study. Paths start after `data`. */
export function readData(study: Study, names: Names): ReadData {
  const problems: Problem[] = [];
  const measured = study.data.map((_, index) => {
    const error: Report = (path, message) =>
      void problems.push({ path: [index, ...path], message, severity: 'error' });
    const ofColumns = readColumns(study, index, names, error);
    const expressions = Object.keys(study.data[index].measured);
    if (ofColumns.length === 0 && expressions.length === 0) {
      const help = `add a column for ${listWords(names.fields, 'or')}`;
      error(['columns'], `No field is measured; ${help}.`);
    }
    return [
      ...ofColumns,
      ...expressions.flatMap((text) => {
        const again = ofColumns.some((one) => one.text === text);
        if (again) error(['measured', text], `"${text}" has a column already; take one of them out.`);
        return again ? [] : readExpression(text, names, error);
      }),
    ];
  });
  return { measured, problems };
}

/** The fields and functions that columns are given for. */
function readColumns(study: Study, index: number, names: Names, error: Report): MeasuredMeaning[] {
  const coordinates = singleCoordinates(study.coordinates).map(({ name }) => name);
  const sought = [...names.fields, ...Object.keys(names.functions ?? {})];
  const known = [...coordinates, ...sought];
  const given = Object.keys(study.data[index].columns);
  for (const name of given) {
    if (known.includes(name)) continue;
    if (study.complex.includes(name)) {
      const parts = listWords(partNames(name));
      error(['columns', name], `"${name}" is complex; give columns for its parts ${parts}.`);
      continue;
    }
    const near = suggestion(name, known);
    const help = near === '' ? ` Columns can be given for ${listWords(known)}.` : near;
    error(['columns', name], `"${name}" is neither a coordinate nor a field.${help}`);
  }
  const missing = coordinates.filter((name) => !given.includes(name));
  if (missing.length > 0) {
    const which = listWords(missing);
    error(['columns'], `Each measured point needs all its coordinates; add a column for ${which}.`);
  }
  return given
    .filter((name) => sought.includes(name))
    .map((name) => ({ text: name, tree: { kind: 'field', name, span: { start: 0, end: 0 } } }));
}

function readExpression(text: string, names: Names, error: Report): MeasuredMeaning[] {
  const path = ['measured', text];
  const parsed = parseExpression(text);
  const outcome = parsed.ok ? resolve(parsed.tree, names) : parsed;
  if (!outcome.ok) {
    // The text is a key, so no characters of a value are meant.
    for (const { message } of outcome.problems) error(path, message);
    return [];
  }
  const held = [...nodes(outcome.tree)];
  if (held.some(({ kind }) => kind === 'normal')) {
    error(path, 'A normal belongs to a boundary, and measured points have none; write a derivative instead.');
  } else if (!held.some(({ kind }) => kind === 'field' || kind === 'derivative')) {
    error(path, `"${text}" holds no field, so measuring it says nothing of the solution; take it out.`);
  } else return [{ text, tree: outcome.tree }];
  return [];
}
