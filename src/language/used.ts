import type { Problem, Study } from '../study';
import type { Meaning } from './meaning';
import { nodes } from './tree';

/** The parameters, unknowns and fields that equations, conditions, measured values and measures hold. */
export function usedNames({ equations, conditions, periodic, measured, measures }: Meaning): Set<string> {
  const trees = [
    ...[...equations, ...conditions.map(({ require }) => require)].flatMap(({ left, right }) => [
      left,
      right,
    ]),
    ...periodic.flatMap(({ left, right }) => [left.tree, right.tree]),
    ...[...measured.flat(), ...measures].map(({ tree }) => tree),
  ];
  const used = new Set<string>();
  for (const tree of trees) {
    for (const node of nodes(tree)) {
      if (node.kind === 'parameter' || node.kind === 'field') used.add(node.name);
      if (node.kind === 'derivative') used.add(node.field);
    }
  }
  return used;
}

/** Parameters that nothing uses. Paths are their names. */
export function unusedParameters(study: Study, used: ReadonlySet<string>): Problem[] {
  // Texts of numbers, definitions and references may use parameters too; a word of the same letters is use enough.
  const texts = [
    ...Object.values(study.parameters),
    ...Object.values(study.coordinates).flat(),
    ...Object.values(study.unknowns).flatMap(({ start, low, high }) => [start, low ?? '', high ?? '']),
    ...Object.values(study.definitions),
    ...(study.reference.kind === 'expression' ? Object.values(study.reference.fields) : []),
    ...study.conditions.flatMap(({ on, require }) => [on, on === '' ? require : '']),
  ];
  const words = new Set(texts.flatMap((text) => String(text).match(/\p{L}[\p{L}\p{Nd}_]*/gu) ?? []));
  return Object.keys(study.parameters)
    .filter((name) => !used.has(name) && !words.has(name))
    .map((name) => ({
      path: [name],
      message: `The parameter "${name}" is not used; remove it or put it into an equation.`,
      severity: 'warning',
    }));
}
