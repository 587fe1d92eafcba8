import {
  dataFiles,
  fieldsOfReference,
  listWords,
  partNames,
  singleCoordinates,
  suggestion,
  unitFactor,
  unitFactors,
  type Problem,
  type Study,
  type StudyDataFile,
} from '../study';
import type { MeasuredMeaning } from './meaning';
import { parseExpression } from './parse';
import { resolve, scopeOf } from './resolve';
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
    if (study.data[index].from === 'reference') return readSample(study, index, names, error);
    const file = dataFiles(study)[index];
    const ofColumns = readColumns(study, file.columns, names, error);
    const expressions = Object.keys(file.measured);
    checkUnits(study, file, error);
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

/** The units of a study are known ones, of something that it names. Paths start after `units`. */
export function checkStudyUnits(study: Study, names: Names): Problem[] {
  const known = knownNames(names);
  // Measured expressions, such as u_x, have units too.
  const isExpression = (name: string): boolean => {
    const parsed = parseExpression(name);
    return parsed.ok && resolve(parsed.tree, names).ok;
  };
  return Object.entries(study.units).flatMap(([name, unit]): Problem[] => {
    const refuse = (message: string): Problem[] => [{ path: [name], message, severity: 'error' }];
    if (!known.includes(name) && !isExpression(name)) {
      const help = suggestion(name, known) || ` Units can be given for ${listWords(known)}.`;
      return refuse(`"${name}" is nothing that this study names.${help}`);
    }
    try {
      unitFactor(unit, unit);
      return [];
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      return refuse(fault.message);
    }
  });
}

/** What a column may be of. */
function knownNames(names: Names): string[] {
  return [
    ...names.coordinates,
    ...names.fields,
    ...Object.keys(names.functions ?? {}),
    ...scalarDefinitions(names),
  ];
}

/** Units of columns: of what the file gives, known in the study too, and of the same kind there. */
function checkUnits(study: Study, file: StudyDataFile, error: Report): void {
  const given = [...Object.keys(file.columns), ...Object.keys(file.measured)];
  for (const [name, unit] of Object.entries(file.units)) {
    const path = ['units', name];
    if (!given.includes(name)) {
      const help = suggestion(name, given) || ` Columns: ${listWords(given)}.`;
      error(path, `The file gives no "${name}", so it needs no unit.${help}`);
    } else if (!Object.hasOwn(study.units, name))
      error(
        path,
        `Say in the "units" of the study what 1 of ${name} stands for, such as "${unit}"; without it nothing can be converted.`,
      );
    else
      try {
        unitFactor(unit, study.units[name]);
      } catch (fault) {
        if (!(fault instanceof RangeError)) throw fault;
        error(path, fault.message);
      }
  }
  const coordinates = singleCoordinates(study.coordinates).map(({ name }) => name);
  const values = given.filter((name) => !coordinates.includes(name));
  const factors = unitFactors(file, study.units);
  if (file.noise !== undefined && new Set(values.map((name) => factors[name] ?? 1)).size > 1)
    error(
      ['noise'],
      `The noise is in the unit of the values, but ${listWords(values, 'and')} have different ones; give each an entry of its own.`,
    );
}

/** The fields and functions of the reference that are sampled. */
function readSample(study: Study, index: number, names: Names, error: Report): MeasuredMeaning[] {
  if (study.reference.kind === 'none') {
    error(['from'], 'The study has no reference whose values could be taken; give it one, or name a file.');
    return [];
  }
  const known = fieldsOfReference(study);
  const entry = study.data[index];
  const asked = (entry.from === 'reference' ? entry.fields : undefined) ?? known;
  asked.forEach((name, k) => {
    if (known.includes(name)) {
      if (asked.indexOf(name) < k)
        error(['fields', k], `"${name}" is measured already; take one of them out.`);
      return;
    }
    const help = suggestion(name, known) || ` It gives ${listWords(known)}.`;
    error(['fields', k], `The reference gives no "${name}".${help}`);
  });
  return asked.flatMap((name, k) => {
    const told: Report = (_, message) => error(['fields', k], message);
    return known.includes(name) ? readColumn(name, names, told) : [];
  });
}

/** The fields, functions and scalar definitions that the file gives which is a study's reference; paths start there. */
export function readReferenceColumns(
  study: Study,
  names: Names,
): { measured: MeasuredMeaning[]; problems: Problem[] } {
  const problems: Problem[] = [];
  if (study.reference.kind !== 'file') return { measured: [], problems };
  const measured = readColumns(study, study.reference.columns, names, (path, message) => {
    problems.push({ path, message, severity: 'error' });
  });
  return { measured, problems };
}

/** The fields, functions and scalar definitions that columns are given for. */
function readColumns(
  study: Study,
  columns: Readonly<Record<string, string>>,
  names: Names,
  error: Report,
): MeasuredMeaning[] {
  const coordinates = singleCoordinates(study.coordinates).map(({ name }) => name);
  const given = Object.keys(columns);
  const missing = coordinates.filter((name) => !given.includes(name));
  if (missing.length > 0) {
    const which = listWords(missing);
    error(['columns'], `Each measured point needs all its coordinates; add a column for ${which}.`);
  }
  return given
    .filter((name) => !coordinates.includes(name))
    .flatMap((name) => {
      const path = ['columns', name];
      const refusal = isSolvedFor(name, names) ? undefined : refusalOf(name, names);
      if (refusal === undefined) return readColumn(name, names, (_, message) => error(path, message));
      if (refusal !== '') error(path, refusal);
      return [];
    });
}

/** A field, function or scalar definition by its name. */
function readColumn(name: string, names: Names, error: Report): MeasuredMeaning[] {
  if (!isSolvedFor(name, names)) return readExpression(name, names, error);
  return [{ text: name, tree: { kind: 'field', name, span: { start: 0, end: 0 } } }];
}

function isSolvedFor(name: string, { fields, functions }: Names): boolean {
  return fields.includes(name) || Object.hasOwn(functions ?? {}, name);
}

/** Definitions that are scalars, and components of those that are vectors: what may have a column beside the fields. */
export function scalarDefinitions(names: Names): string[] {
  const scope = scopeOf(names);
  const vectors = scope.vectorNames();
  const scalars = Object.keys(names.definitions ?? {}).filter((own) => !vectors.includes(own));
  return [...scalars, ...scope.componentNames()];
}

/** Why a name that is no field can't head a column; empty where the reason is told elsewhere. */
function refusalOf(name: string, names: Names): string | undefined {
  const scope = scopeOf(names);
  if (names.complex?.includes(name))
    return `"${name}" is complex; give columns for its parts ${listWords(partNames(name))}.`;
  const vector = scope.componentsOf(name);
  if (vector !== undefined)
    return `"${name}" is a vector; give a column for each component that is measured: ${listWords(vector)}.`;
  const value = scope.definition(name) ?? scope.component(name);
  if (value === 'broken') return '';
  if (value !== undefined) return undefined;
  const known = knownNames(names);
  const help = suggestion(name, known) || ` Columns can be given for ${listWords(known)}.`;
  return `"${name}" is neither a coordinate nor a field nor a definition.${help}`;
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
