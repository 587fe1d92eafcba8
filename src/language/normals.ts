import type { Problem } from '../study';
import { add, divide, multiply, negate, number, subtract } from './build';
import type { Place } from './place';
import { mapChildren, nodes, problemAt, type Equation, type Resolved } from './tree';

/** The first normal in an equation, if there is one. */
function normalIn({ left, right }: Equation<Resolved>): Resolved | undefined {
  return [...nodes(left), ...nodes(right)].find(({ kind }) => kind === 'normal');
}

/** A normal where there is no boundary of space. */
export function refuseNormals(equation: Equation<Resolved>, why: string): Problem[] {
  const found = normalIn(equation);
  return found === undefined ? [] : [problemAt(found.span, why)];
}

/** On a side of the box the outward normal is a unit vector: 1 or −1 along the side's coordinate, 0 along others. */
export function placeNormals(equation: Equation<Resolved>, place: Place): Equation<Resolved> {
  return { ...equation, left: placed(equation.left, place), right: placed(equation.right, place) };
}

/** The tree at a side of the box; only what holds a normal is put together anew. */
export function placed(tree: Resolved, place: Place): Resolved {
  if (![...nodes(tree)].some(({ kind }) => kind === 'normal')) return tree;
  const { span } = tree;
  switch (tree.kind) {
    case 'normal': {
      if (tree.name !== place.coordinate) return number(0, span);
      const one = number(1, span);
      return place.side === 'high' ? one : { kind: 'unary', operator: '-', operand: one, span };
    }
    case 'unary': {
      const inner = placed(tree.operand, place);
      return tree.operator === '-' ? negate(inner, span) : inner;
    }
    case 'binary': {
      const [left, right] = [placed(tree.left, place), placed(tree.right, place)];
      const join = { '+': add, '-': subtract, '*': multiply, '/': divide };
      return tree.operator === '^' ? { ...tree, left, right } : join[tree.operator](left, right, span);
    }
    default:
      return mapChildren(tree, (child) => placed(child, place));
  }
}
