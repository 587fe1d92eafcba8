import { suggestion, type Problem, type Study } from '../study';
import type { Names } from './tree';

/** Symmetries of things that a study does not have. Paths start after `symmetries`. */
export function checkSymmetries(study: Study, { fields, coordinates }: Names): Problem[] {
  const missing = (path: string[], name: string, kind: string, known: readonly string[]): Problem => ({
    path,
    message: `There is no ${kind} "${name}" that could have a symmetry.${suggestion(name, known)}`,
    severity: 'error',
  });
  return Object.entries(study.symmetries).flatMap(([field, parities]) => [
    ...(fields.includes(field) ? [] : [missing([field], field, 'field', fields)]),
    ...Object.keys(parities)
      .filter((name) => !coordinates.includes(name))
      .map((name) => missing([field, name], name, 'coordinate', coordinates)),
  ]);
}

/** Scales of fields that a study does not have. Paths start after `scales`. */
export function checkScales(study: Study, { fields }: Names): Problem[] {
  return Object.keys(study.scales.fields)
    .filter((name) => !fields.includes(name))
    .map((name) => ({
      path: ['fields', name],
      message: `There is no field "${name}" that could have a scale.${suggestion(name, fields)}`,
      severity: 'error',
    }));
}
