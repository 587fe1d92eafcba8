import {
  evaluateNumber,
  isSide,
  print,
  simplifyConstants,
  type Meaning,
  type Resolved,
} from '../../language';
import { describePath, listWords, suggestion, type Problem } from '../../study';
import type { Columns, ExactSolution } from './exact';
import { mentions, trialPoint, trials } from './trials';

/** A difference in a condition or equation beyond these shares of its size means another problem. */
const conditionTolerance = 1e-6;
const equationTolerance = 1e-3;
/** What counts as nothing beside the fields. */
const smallShare = 1e-3;

/**
 * Whether the exact solution that a study names is a solution of that study: it is put into the
 * conditions and, by finite differences, into the equations. A reference of another problem would
 * show a wrong error without a word.
 * @param meaning with the values of parameters that belong to the reference
 * @param open unknowns whose true values are not given: what they stand in can't be checked
 */
export function checkExact(
  name: string,
  meaning: Meaning,
  solutions: readonly ExactSolution[],
  open: readonly string[],
): Problem[] {
  const solution = solutions.find((entry) => entry.name === name);
  const known = solutions.map((entry) => entry.name);
  const refuse = (message: string): Problem[] => [
    { path: ['reference', 'name'], message, severity: 'error' },
  ];
  if (solution === undefined) {
    const near = suggestion(name, known);
    return refuse(`There is no exact solution "${name}".${near || ` Known: ${listWords(known)}.`}`);
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
  const untold = requires.parameters.find((name) => open.includes(name));
  if (untold !== undefined) {
    return refuse(
      `The reference "${solution.name}" depends on ${untold}, which is to be inferred; give its true value under reference.parameters.`,
    );
  }
  const refusal = solution.refusal(meaning.box, meaning.parameters);
  if (refusal !== undefined) return refuse(refusal);
  const failed = failedCondition(solution, meaning, open) ?? failedEquation(solution, meaning, open);
  return failed === undefined
    ? []
    : refuse(
        `The reference "${solution.name}" does not satisfy ${failed}, so it solves another problem; change that or set reference to none.`,
      );
}

function failedCondition(
  solution: ExactSolution,
  meaning: Meaning,
  open: readonly string[],
): string | undefined {
  for (const { require, place, index } of meaning.conditions) {
    if (!isSide(place) || mentions(require, open)) continue;
    const points = trials.map((k) => ({ ...trialPoint(meaning.box, k), [place.coordinate]: place.value }));
    if (holds(require, points, solution, meaning, conditionTolerance) === false) {
      return describePath(['conditions', index]);
    }
  }
  return undefined;
}

function failedEquation(
  solution: ExactSolution,
  meaning: Meaning,
  open: readonly string[],
): string | undefined {
  const points = trials.map((k) => trialPoint(meaning.box, k));
  const index = meaning.equations.findIndex(
    (equation) =>
      !mentions(equation, open) && holds(equation, points, solution, meaning, equationTolerance) === false,
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
      Math.abs(valueAt(solution, meaning, trialPoint(meaning.box, k), field)),
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
