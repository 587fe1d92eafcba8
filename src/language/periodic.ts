import type { Problem, Span } from '../study';
import { Refusal } from './build';
import { isConstant } from './functions';
import { placeOf, type Place } from './place';
import { resolveComponents, type Component } from './resolve';
import { problemAt, type AtNode, type Equation, type Expression, type Names, type Outcome } from './tree';

/** Two sides of the domain, and what is asked to agree there, by components. */
export interface Joined {
  left: Place;
  right: Place;
  components: Component[];
}

/**
 * Reads a condition such as `u(x=-1) = u(x=1)`: each side of the equation speaks of one side of the
 * domain, the left one of one end of a coordinate and the right one of the other.
 */
export function readPeriodic(
  equation: Equation,
  names: Names,
  box: Readonly<Record<string, readonly [number, number]>>,
  parameters: Readonly<Record<string, number>>,
): Outcome<Joined> {
  try {
    const left = placeOfSide(equation.left, names, box, parameters);
    const right = placeOfSide(equation.right, names, box, parameters);
    if (left.coordinate !== right.coordinate || left.side === right.side) {
      const { coordinate } = left;
      const [low, high] = box[coordinate];
      throw new Refusal(
        equation.span,
        `A periodic condition joins both ends of one coordinate, as in u(${coordinate} = ${low}) = u(${coordinate} = ${high}).`,
      );
    }
    const plain: Equation = { ...equation, left: strip(equation.left), right: strip(equation.right) };
    const resolved = resolveComponents(plain, names);
    return resolved.ok ? { ok: true, tree: { left, right, components: resolved.tree } } : resolved;
  } catch (error) {
    if (error instanceof Problems) return { ok: false, problems: error.problems };
    if (error instanceof Refusal) return { ok: false, problems: [problemAt(error.span, error.message)] };
    throw error;
  }
}

class Problems extends Error {
  constructor(readonly problems: Problem[]) {
    super();
  }
}

/** The one place that a side of the equation speaks of. */
function placeOfSide(
  tree: Expression,
  names: Names,
  box: Readonly<Record<string, readonly [number, number]>>,
  parameters: Readonly<Record<string, number>>,
): Place {
  const { found, loose } = placesIn(tree);
  if (found.length === 0) {
    const [[name, [low, high]]] = Object.entries(box);
    throw new Refusal(
      tree.span,
      `Say where this holds: give "on", such as "${name} = ${low}", or say it on each side, as in u(${name} = ${low}) = u(${name} = ${high}).`,
    );
  }
  const places = found.map((node) => {
    const outcome = placeOf(node.coordinate, node.coordinateSpan, node.value, box, parameters);
    if (!outcome.ok) throw new Problems(outcome.problems);
    return outcome.place;
  });
  const [first] = places;
  const other = places.findIndex(
    ({ coordinate, side }) => coordinate !== first.coordinate || side !== first.side,
  );
  if (other >= 0) {
    throw new Refusal(
      found[other].span,
      'Put what holds at one place on the left of the equals sign, and what holds at the other on the right.',
    );
  }
  const numbers = [...names.coordinates, ...names.parameters];
  const unplaced = loose.find(({ name }) => !numbers.includes(name) && !isConstant(name));
  if (unplaced !== undefined) {
    const { name, span } = unplaced;
    throw new Refusal(span, `Say where "${name}" is meant: ${name}(${first.coordinate} = ${first.value}).`);
  }
  return first;
}

/** The values at places in an expression, and the names that stand outside of them. */
function placesIn(tree: Expression): { found: AtNode[]; loose: { name: string; span: Span }[] } {
  switch (tree.kind) {
    case 'at':
      return { found: [tree], loose: [] };
    case 'name':
      return { found: [], loose: [tree] };
    default: {
      const inner = partsOf(tree).map(placesIn);
      return { found: inner.flatMap(({ found }) => found), loose: inner.flatMap(({ loose }) => loose) };
    }
  }
}

function partsOf(tree: Expression): Expression[] {
  switch (tree.kind) {
    case 'unary':
    case 'differentiate':
      return [tree.operand];
    case 'binary':
    case 'comparison':
      return [tree.left, tree.right];
    case 'vector':
      return tree.components;
    case 'call':
      return tree.arguments;
    default:
      return [];
  }
}

/** The expression with `u` in place of `u(x = -1)`. */
function strip(tree: Expression): Expression {
  switch (tree.kind) {
    case 'at':
      return { ...tree.operand, span: tree.span };
    case 'unary':
    case 'differentiate':
      return { ...tree, operand: strip(tree.operand) };
    case 'binary':
    case 'comparison':
      return { ...tree, left: strip(tree.left), right: strip(tree.right) };
    case 'vector':
      return { ...tree, components: tree.components.map(strip) };
    case 'call':
      return { ...tree, arguments: tree.arguments.map(strip) };
    default:
      return tree;
  }
}
