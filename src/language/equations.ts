import { listWords, type Problem, type Study } from '../study';
import type { Meaning } from './meaning';
import { print } from './print';
import { simplifyConstants } from './simplify';
import { additiveTerms } from './terms';
import { nodes, problemAt, type Equation, type Resolved } from './tree';

/** The fields that an equation speaks of. */
export function fieldsOf(equation: Equation<Resolved>): Set<string> {
  const fields = new Set<string>();
  for (const node of equationNodes(equation)) {
    if (node.kind === 'field') fields.add(node.name);
    if (node.kind === 'derivative') fields.add(node.field);
  }
  return fields;
}

/** What is wrong or doubtful in one equation of the domain. */
export function checkEquation(equation: Equation<Resolved>): Problem[] {
  if (fieldsOf(equation).size === 0) {
    return [
      problemAt(
        equation.span,
        'This equation speaks of no field, so it leaves nothing to solve; put one in.',
      ),
    ];
  }
  if (isTrivial(equation)) {
    return [
      problemAt(
        equation.span,
        'Both sides are the same, so this equation is always true; correct or remove it.',
      ),
    ];
  }
  const differential = [...equationNodes(equation)].some(
    ({ kind }) => kind === 'derivative' || kind === 'differentiate' || kind === 'integral',
  );
  if (differential) return [];
  const message =
    'This equation holds neither derivative nor integral, so it is algebraic; check that no subscript was left out.';
  return [problemAt(equation.span, message, 'warning')];
}

/** What is doubtful in the system as a whole. */
export function checkSystem(
  study: Study,
  {
    names,
    equations,
    conditions,
    periodic,
  }: Pick<Meaning, 'names' | 'equations' | 'conditions' | 'periodic'>,
): Problem[] {
  const problems: Problem[] = [];
  const warn = (path: (string | number)[], message: string): void =>
    void problems.push({ path, message, severity: 'warning' });
  const solved = new Set(equations.flatMap((equation) => [...fieldsOf(equation)]));
  const missing = names.fields.filter((field) => !solved.has(field));
  if (missing.length > 0) {
    const which = `${missing.length === 1 ? 'The field' : 'The fields'} ${listWords(missing)}`;
    const verb = missing.length === 1 ? 'occurs' : 'occur';
    warn(
      ['fields'],
      `${which} ${verb} in no equation; only conditions and data will shape the solution there.`,
    );
  } else if (equations.length < names.fields.length) {
    const count = `${equations.length} ${equations.length === 1 ? 'equation' : 'equations'}`;
    warn(
      ['equations'],
      `There ${equations.length === 1 ? 'is' : 'are'} ${count} for ${names.fields.length} fields; the solution may not be unique.`,
    );
  }
  if (conditions.length === 0 && periodic.length === 0 && study.data.length === 0) {
    warn(
      ['conditions'],
      'There are neither conditions nor data, so many solutions are possible; add a condition.',
    );
  }
  return problems;
}

/** True when both sides agree term by term. */
function isTrivial(equation: Equation<Resolved>): boolean {
  const balance = new Map<string, number>();
  for (const { sign, tree } of additiveTerms({
    ...equation,
    left: simplifyConstants(equation.left),
    right: simplifyConstants(equation.right),
  })) {
    const text = print(tree);
    balance.set(text, (balance.get(text) ?? 0) + sign);
  }
  return [...balance.values()].every((count) => count === 0);
}

function* equationNodes(equation: Equation<Resolved>): Generator<Resolved> {
  yield* nodes(equation.left);
  yield* nodes(equation.right);
}
