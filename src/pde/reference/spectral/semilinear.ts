import { change, isConstantTree, mapChildren, simplifyConstants, type Resolved } from '../../../language';
import type { Symbol, System } from '../solver/system';
import { Tape } from '../tape';

/** So many unknown functions are stepped together at most. */
const mostStates = 4;

/** ∂u/∂t = L u + N(u, x, t), periodic in one coordinate of space, with a constant L. */
export interface Semilinear {
  readonly time: NonNullable<System['time']>;
  readonly space: System['space'][number];
  /** L: weights of derivatives of a state in the slope of another. */
  readonly linear: readonly {
    readonly of: number;
    readonly from: number;
    readonly order: number;
    readonly weight: number;
  }[];
  /** What N is formed from: derivatives of states. */
  readonly symbols: readonly { readonly name: string; readonly state: number; readonly order: number }[];
  /** N of each state; null where there is none. */
  readonly rest: readonly Resolved[] | null;
  /** N is so many times the trees of `rest`. */
  readonly factors: readonly (readonly number[])[];
}

/** A system in this form; null where it has none, or where what is not in L is as stiff as L. */
export function semilinear(system: System): Semilinear | null {
  const { time, space, states, equations, sides } = system;
  if (time === undefined || space.length !== 1 || !space[0].periodic || sides.length > 0) return null;
  if (states.length > mostStates || states.some(({ moves }) => !moves)) return null;
  const constant = (tree: Resolved): number => new Tape([tree]).evaluate(system.parameters, 1)[0][0];
  const slopes = states.map(() => states.map(() => 0));
  const linear: { equation: number; symbol: Symbol; weight: number }[] = [];
  const others = new Map<string, Symbol>();
  const rest: Resolved[] = [];
  for (const [equation, { tree, symbols }] of equations.entries()) {
    const taken = new Set<string>();
    for (const symbol of symbols) {
      const weight = weightOf(tree, symbol.name);
      if (weight === null) {
        if (symbol.slope) return null;
        others.set(symbol.name, symbol);
        continue;
      }
      taken.add(symbol.name);
      if (!symbol.slope) linear.push({ equation, symbol, weight: constant(weight) });
      else if (symbol.orders[0] > 0) return null;
      else slopes[equation][symbol.state] = constant(weight);
    }
    rest.push(simplifyConstants(without(tree, taken)));
  }
  const inverse = inverted(slopes);
  if (inverse === null) return null;
  const stiffest = Math.max(0, ...linear.map(({ symbol }) => symbol.orders[0]));
  const explicit = Math.max(0, ...[...others.values()].map(({ orders }) => orders[0]));
  if (explicit > 1 && explicit >= stiffest) return null;
  const factors = inverse.map((row) => row.map((value) => -value));
  return {
    time,
    space: space[0],
    linear: linear.flatMap(({ equation, symbol, weight }) =>
      factors.flatMap((row, of) =>
        row[equation] === 0
          ? []
          : [{ of, from: symbol.state, order: symbol.orders[0], weight: row[equation] * weight }],
      ),
    ),
    symbols: [...others.values()].map(({ name, state, orders }) => ({ name, state, order: orders[0] })),
    rest: rest.every((tree) => tree.kind === 'number' && tree.value === 0) ? null : rest,
    factors,
  };
}

/** The derivative of a tree by a symbol where it is the same everywhere; null where it is not. */
function weightOf(tree: Resolved, name: string): Resolved | null {
  const weight = simplifyConstants(
    change(tree, (leaf) => ({
      kind: 'number',
      value: leaf.kind === 'field' && leaf.name === name ? 1 : 0,
      span: leaf.span,
    })),
  );
  return isConstantTree(weight) ? weight : null;
}

function without(tree: Resolved, names: ReadonlySet<string>): Resolved {
  if (tree.kind === 'field' && names.has(tree.name)) return { kind: 'number', value: 0, span: tree.span };
  return mapChildren(tree, (child) => without(child, names));
}

/** The inverse of a small matrix by elimination; null where there is none. */
function inverted(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < size; k++) {
    let at = k;
    for (let i = k; i < size; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[at][k])) at = i;
    const pivot = rows[at][k];
    if (!(Math.abs(pivot) > 0)) return null;
    [rows[k], rows[at]] = [rows[at], rows[k]];
    rows[k] = rows[k].map((value) => value / pivot);
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = rows[i][k];
      rows[i] = rows[i].map((value, j) => value - factor * rows[k][j]);
    }
  }
  return rows.map((row) => row.slice(size));
}
