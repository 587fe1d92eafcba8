import { evaluateNumber } from './evaluate';
import { additiveTerms } from './terms';
import { nodes, type Equation, type Resolved } from './tree';

/** What is surely known of the order of an equation in each of its fields. */
export interface FieldOrders {
  /** The fields that occur. */
  fields: Set<string>;
  /**
   * The highest order of a derivative of a field along a coordinate, where that derivative has a constant coefficient
   * other than 0 and occurs nowhere else; 0 where this is not so. A coefficient that varies may vanish at a boundary,
   * and then the boundary may need no condition.
   */
  order(field: string, coordinate: string): number;
}

type Orders = Readonly<Record<string, number>>;

/** The orders of an equation; undefined where it holds an integral, which may stand for conditions. */
export function fieldOrders(
  equation: Equation<Resolved>,
  parameters: Readonly<Record<string, number>>,
): FieldOrders | undefined {
  const terms = additiveTerms(equation);
  if (terms.some(({ tree }) => [...nodes(tree)].some(({ kind }) => kind === 'integral'))) return undefined;
  /** Derivatives with constant coefficients, by field and orders: a sum of several may vanish. */
  const linear = new Map<string, { field: string; orders: Orders; coefficient: number }>();
  const others: { field: string; orders: Orders }[] = [];
  const collect = (tree: Resolved, factor: number | undefined, outer: Orders): void => {
    const add = (field: string, own: Orders): void => {
      const orders = together(own, outer);
      if (factor === undefined) {
        others.push({ field, orders });
        return;
      }
      const key = JSON.stringify([field, Object.entries(orders).sort()]);
      const coefficient = (linear.get(key)?.coefficient ?? 0) + factor;
      linear.set(key, { field, orders, coefficient });
    };
    switch (tree.kind) {
      case 'field':
        add(tree.name, {});
        return;
      case 'derivative':
        add(tree.field, tree.orders);
        return;
      case 'unary':
        collect(tree.operand, times(factor, tree.operator === '-' ? -1 : 1), outer);
        return;
      case 'differentiate':
        collect(tree.operand, factor, together(outer, { [tree.coordinate]: tree.order }));
        return;
      case 'binary': {
        const { operator, left, right } = tree;
        if (operator === '+' || operator === '-') {
          collect(left, factor, outer);
          collect(right, times(factor, operator === '-' ? -1 : 1), outer);
          return;
        }
        const by = operator === '^' ? undefined : constantOf(right, parameters);
        collect(left, times(factor, operator === '/' && by !== undefined ? 1 / by : by), outer);
        collect(right, times(factor, operator === '*' ? constantOf(left, parameters) : undefined), outer);
        return;
      }
      case 'call':
        for (const argument of tree.arguments) collect(argument, undefined, outer);
        return;
      case 'integral':
        collect(tree.operand, undefined, outer);
        return;
      case 'number':
      case 'constant':
      case 'parameter':
      case 'coordinate':
      case 'normal':
        return;
    }
  };
  for (const { sign, tree } of terms) collect(tree, sign, {});
  const present = [...linear.values()].filter(({ coefficient }) => coefficient !== 0);
  return {
    fields: new Set([...present, ...others].map(({ field }) => field)),
    order: (field, coordinate) => {
      const highest = (list: readonly { field: string; orders: Orders }[]): number =>
        Math.max(-1, ...list.map((one) => (one.field === field ? (one.orders[coordinate] ?? 0) : -1)));
      const certain = highest(present);
      return certain > highest(others) ? certain : 0;
    },
  };
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function together(a: Orders, b: Orders): Orders {
  const sum: Record<string, number> = { ...a };
  for (const [name, order] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + order;
  return sum;
}

/** The value of what is the same everywhere; undefined for anything else, and where it has no finite value. */
function constantOf(tree: Resolved, parameters: Readonly<Record<string, number>>): number | undefined {
  const fixed = ['number', 'constant', 'parameter', 'unary', 'binary', 'call'];
  for (const { kind } of nodes(tree)) if (!fixed.includes(kind)) return undefined;
  const value = evaluateNumber(tree, parameters);
  return Number.isFinite(value) ? value : undefined;
}
