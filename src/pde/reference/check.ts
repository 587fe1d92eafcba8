import {
  evaluateNumber,
  isSide,
  print,
  simplifyConstants,
  type Meaning,
  type Resolved,
} from '../../language';
import { describePath, listWords, suggestion, type Problem, type Study } from '../../study';
import type { Columns, ExactSolution } from './exact';

/** A difference in a condition or equation beyond these shares of its size means another problem. */
const conditionTolerance = 1e-6;
const equationTolerance = 1e-3;
/** What counts as nothing beside the fields. */
const smallShare = 1e-3;
/** Where in the box the reference is tried, as shares of each range (an R₂ sequence). */
const trials = Array.from({ length: 12 }, (_, k) => k + 1);

/**
 * Whether the exact solution that a study names is a solution of that study: it is put into the
 * conditions and, by finite differences, into the equations. A reference of another problem would
 * show a wrong error without a word.
 */
export function checkReference(
  study: Study,
  meaning: Meaning,
  solutions: readonly ExactSolution[],
): Problem[] {
  const { reference } = study;
  if (reference.kind === 'none') return [];
  const solution = solutions.find((entry) => entry.name === reference.name);
  const known = solutions.map((entry) => entry.name);
  const refuse = (message: string): Problem[] => [
    { path: ['reference', 'name'], message, severity: 'error' },
  ];
  if (solution === undefined) {
    const near = suggestion(reference.name, known);
    return refuse(`There is no exact solution "${reference.name}".${near || ` Known: ${listWords(known)}.`}`);
  }
  const { requires } = solution;
  for (const kind of ['coordinates', 'fields', 'parameters'] as const) {
    const given = meaning.names[kind];
    // Parameters that the solution does not know may be there: they must then make no difference.
    const fits = requires[kind].every((name) => given.includes(name));
    if (!fits || (kind !== 'parameters' && given.length > requires[kind].length)) {
      return refuse(
        `The reference "${solution.name}" is for the ${kind} ${listWords(requires[kind])}, but this study has ${listWords(given) || 'none'}; rename them or set reference to none.`,
      );
    }
  }
  const refusal = solution.refusal(meaning.box, meaning.parameters);
  if (refusal !== undefined) return refuse(refusal);
  const failed = failedCondition(solution, meaning) ?? failedEquation(solution, meaning);
  return failed === undefined
    ? []
    : refuse(
        `The reference "${solution.name}" does not satisfy ${failed}, so it solves another problem; change that or set reference to none.`,
      );
}

function failedCondition(solution: ExactSolution, meaning: Meaning): string | undefined {
  for (const { require, place, index } of meaning.conditions) {
    if (!isSide(place)) continue;
    const points = trials.map((k) => ({ ...trialPoint(meaning, k), [place.coordinate]: place.value }));
    if (holds(require, points, solution, meaning, conditionTolerance) === false) {
      return describePath(['conditions', index]);
    }
  }
  return undefined;
}

function failedEquation(solution: ExactSolution, meaning: Meaning): string | undefined {
  const points = trials.map((k) => trialPoint(meaning, k));
  const index = meaning.equations.findIndex(
    (equation) => holds(equation, points, solution, meaning, equationTolerance) === false,
  );
  return index < 0 ? undefined : describePath(['equations', meaning.residuals[index].index]);
}

/** Undefined when it can't be told: the equation holds a derivative that no finite difference here reaches. */
function holds(
  equation: { left: Resolved; right: Resolved },
  points: Record<string, number>[],
  solution: ExactSolution,
  meaning: Meaning,
  tolerance: number,
): boolean | undefined {
  const derivatives = new Map<string, Extract<Resolved, { kind: 'derivative' }>>();
  const left = nameDerivatives(simplifyConstants(equation.left), derivatives);
  const right = nameDerivatives(simplifyConstants(equation.right), derivatives);
  if (left === undefined || right === undefined) return undefined;
  const stencils = [...derivatives.values()].map((node) => Object.entries(node.orders));
  if (stencils.some((orders) => orders.length > 1 || orders[0][1] > 2)) return undefined;
  let worst = 0;
  let size = 0;
  for (const point of points) {
    const bindings = { ...meaning.parameters, ...point };
    for (const field of solution.requires.fields) bindings[field] = valueAt(solution, meaning, point, field);
    for (const [name, { field, orders }] of derivatives) {
      const [[coordinate, order]] = Object.entries(orders);
      bindings[name] = difference(solution, meaning, point, field, coordinate, order);
    }
    const sides = [evaluateNumber(left, bindings), evaluateNumber(right, bindings)];
    size = Math.max(size, Math.abs(sides[0]), Math.abs(sides[1]));
    worst = Math.max(worst, Math.abs(sides[0] - sides[1]));
  }
  // Where both sides are nothing, such as u = 0 at a wall, the size of the fields is the measure.
  return worst <= tolerance * (size + smallShare * fieldSize(solution, meaning));
}

/** The largest value of any field at the trial points. */
function fieldSize(solution: ExactSolution, meaning: Meaning): number {
  const values = trials.flatMap((k) =>
    solution.requires.fields.map((field) =>
      Math.abs(valueAt(solution, meaning, trialPoint(meaning, k), field)),
    ),
  );
  return Math.max(...values);
}

/** Puts a field of its own in the place of each derivative; undefined where an expression is derived. */
function nameDerivatives(
  tree: Resolved,
  found: Map<string, Extract<Resolved, { kind: 'derivative' }>>,
): Resolved | undefined {
  switch (tree.kind) {
    case 'differentiate':
    case 'integral':
    case 'normal':
      return undefined;
    case 'derivative': {
      const name = print(tree);
      found.set(name, tree);
      return { kind: 'field', name, span: tree.span };
    }
    case 'unary': {
      const operand = nameDerivatives(tree.operand, found);
      return operand && { ...tree, operand };
    }
    case 'binary': {
      const left = nameDerivatives(tree.left, found);
      const right = nameDerivatives(tree.right, found);
      return left && right && { ...tree, left, right };
    }
    case 'call': {
      const list = tree.arguments.map((argument) => nameDerivatives(argument, found));
      const whole = list.filter((argument) => argument !== undefined);
      return whole.length < list.length ? undefined : { ...tree, arguments: whole };
    }
    default:
      return tree;
  }
}

/** Central differences of fourth order; steps keep inside the box because trial points do. */
function difference(
  solution: ExactSolution,
  meaning: Meaning,
  point: Record<string, number>,
  field: string,
  coordinate: string,
  order: number,
): number {
  const [low, high] = meaning.box[coordinate];
  const step = (high - low) * 3e-4;
  const shifted = [-2, -1, 0, 1, 2].map((k) =>
    valueAt(solution, meaning, { ...point, [coordinate]: point[coordinate] + k * step }, field),
  );
  const [a, b, c, d, e] = shifted;
  // f′ ≈ (f₋₂ − 8 f₋₁ + 8 f₁ − f₂)/12h, f″ ≈ (−f₋₂ + 16 f₋₁ − 30 f₀ + 16 f₁ − f₂)/12h²
  if (order === 1) return (a - 8 * b + 8 * d - e) / (12 * step);
  return (-a + 16 * b - 30 * c + 16 * d - e) / (12 * step * step);
}

function valueAt(
  solution: ExactSolution,
  meaning: Meaning,
  point: Record<string, number>,
  field: string,
): number {
  const columns: Columns = {};
  for (const name of solution.requires.coordinates) columns[name] = Float64Array.of(point[name]);
  return solution.evaluate(columns, meaning.parameters)[field][0];
}

/** The k-th trial point: inside the box, away from its sides, no two coordinates alike. */
function trialPoint(meaning: Meaning, k: number): Record<string, number> {
  const point: Record<string, number> = {};
  Object.entries(meaning.box).forEach(([name, [low, high]], j) => {
    const share = (0.5 + k * Math.pow(0.7548776662466927, j + 1)) % 1;
    point[name] = low + (0.05 + 0.9 * share) * (high - low);
  });
  return point;
}
