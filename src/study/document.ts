import { dataFiles } from './data';
import { settings } from './settings';
import type { AnyStudy } from './parse';
import { studySchema, type Study } from './schema';

/** The names under which the terms of the loss are logged, in the order of the document. */
export interface TermNames {
  equations: string[];
  conditions: string[];
  data: string[];
}

/** The components of each equation and condition, in the order of the document; [undefined] for a scalar one. */
export interface TermComponents {
  equations: readonly (readonly (string | undefined)[])[];
  conditions: readonly (readonly (string | undefined)[])[];
}

/**
 * Names for every term, unique within a study: the one the user gave, else "equation 1", "t = 0",
 * "data FILE". Two conditions on one place are told apart by what they require, the components of a
 * vector equation by their direction: "equation 2, x".
 * @param components what vector equations and conditions have; without it each is taken as scalar
 */
export function termNames(study: Study, components?: TermComponents): TermNames {
  const places = study.conditions.map((condition) => condition.on.trim());
  const taken = new Set<string>();
  const unique = (wished: string): string => {
    let name = wished;
    for (let count = 2; taken.has(name); count++) name = `${wished} (${count})`;
    taken.add(name);
    return name;
  };
  const each = (parts: readonly (string | undefined)[] = [undefined], name: string): string[] =>
    parts.map((part) => unique(part === undefined ? name : `${name}, ${part}`));
  return {
    equations: study.equations.flatMap((equation, index) =>
      each(components?.equations[index], equation.name ?? `equation ${index + 1}`),
    ),
    conditions: study.conditions.flatMap((condition, index) => {
      const place = places[index] ?? '';
      const shared = places.filter((other) => other === place).length > 1;
      const required = condition.require.trim();
      const wished = place === '' ? required : shared ? `${place}: ${required}` : place;
      return each(components?.conditions[index], condition.name ?? wished);
    }),
    data: dataFiles(study).map((entry) => unique(entry.name ?? `data ${baseName(entry.file)}`)),
  };
}

/** How many points a condition is asked at: its own count, else the study's. */
export function conditionPoints(study: Study, index: number): number {
  return study.conditions[index]?.points ?? study.points.conditions;
}

/** The text of a study file: two spaces, every setting written out, plain equations as plain texts, no empty places. */
export function studyText(study: AnyStudy): string {
  if (study.lab === 'sequence') return `${JSON.stringify(study, null, 2)}\n`;
  const equations = study.equations.map((equation) =>
    equation.name === undefined &&
    equation.weight === settings['equations[].weight'].default &&
    equation.group === settings['equations[].group'].default
      ? equation.text
      : equation,
  );
  const conditions = study.conditions.map(({ on, ...rest }) => (on === '' ? rest : { on, ...rest }));
  return `${JSON.stringify({ ...study, equations, conditions }, null, 2)}\n`;
}

/** A new study: one coordinate, one field, nothing solved yet but valid in form. */
export function newStudy(): Study {
  return studySchema.parse({
    collocate: 1,
    coordinates: { x: [0, 1] },
    fields: ['u'],
    equations: ['u_xx = 0'],
    conditions: [
      { on: 'x = 0', require: 'u = 0' },
      { on: 'x = 1', require: 'u = 1' },
    ],
  });
}

function baseName(file: string): string {
  return file.split(/[\\/:]/).pop() ?? file;
}
