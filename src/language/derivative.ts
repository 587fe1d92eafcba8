import { add, binary, call, derivative, divide, multiply, negate, number, subtract } from './build';
import { print } from './print';
import { mapChildren, type FunctionName, type Resolved } from './tree';

/** What the lab's own solutions can't do with an equation, as a sentence. */
export class Unreached extends Error {}

/** The tree with every derivative of an expression written out, so that only derivatives of fields are left. */
export function expand(tree: Resolved): Resolved {
  const inner = mapChildren(tree, expand);
  if (inner.kind !== 'differentiate') return inner;
  let result = inner.operand;
  for (let k = 0; k < inner.order; k++) result = slope(result, inner.coordinate);
  return result;
}

/** The derivative of a tree along a coordinate, every rule written out. */
export function slope(tree: Resolved, coordinate: string): Resolved {
  return change(tree, (leaf) => {
    const { span } = leaf;
    switch (leaf.kind) {
      case 'coordinate':
        return number(leaf.name === coordinate ? 1 : 0, span);
      case 'field':
        return derivative(leaf, { [coordinate]: 1 }, span);
      case 'derivative': {
        const orders = { ...leaf.orders, [coordinate]: (leaf.orders[coordinate] ?? 0) + 1 };
        return derivative({ ...leaf, name: leaf.field }, orders, span);
      }
      default:
        return number(0, span);
    }
  });
}

/** Names, fields and derivatives of fields: what a tree is made of beside its operations. */
export type Leaf = Extract<
  Resolved,
  { kind: 'number' | 'constant' | 'parameter' | 'coordinate' | 'field' | 'derivative' }
>;

/** The derivative of a tree by whatever `leaf` says how its leaves change with. */
export function change(tree: Resolved, leaf: (leaf: Leaf) => Resolved): Resolved {
  const { span } = tree;
  const inner = (part: Resolved): Resolved => change(part, leaf);
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'parameter':
    case 'coordinate':
    case 'field':
    case 'derivative':
      return leaf(tree);
    case 'unary':
      return tree.operator === '-' ? negate(inner(tree.operand), span) : inner(tree.operand);
    case 'binary':
      return changeOfBinary(tree, inner(tree.left), inner(tree.right));
    case 'call': {
      const [a, b, c] = tree.arguments;
      if (tree.function === 'if') return choose(a, inner(b), inner(c), span);
      // min is a where b − a ≥ 0, max is a where a − b ≥ 0.
      if (tree.function === 'min') return choose(subtract(b, a, span), inner(a), inner(b), span);
      if (tree.function === 'max') return choose(subtract(a, b, span), inner(a), inner(b), span);
      const argument = inner(a);
      return isZero(argument) ? argument : multiply(outer(tree.function, a, tree), argument, span);
    }
    case 'differentiate':
      return inner(expand(tree));
    default:
      throw new Unreached(`The solver does not reach "${print(tree)}".`);
  }
}

type Binary = Extract<Resolved, { kind: 'binary' }>;

function changeOfBinary(tree: Binary, da: Resolved, db: Resolved): Resolved {
  const { operator, left: a, right: b, span } = tree;
  switch (operator) {
    case '+':
      return add(da, db, span);
    case '-':
      return subtract(da, db, span);
    case '*':
      return add(multiply(da, b, span), multiply(a, db, span), span);
    case '/':
      return isZero(db)
        ? divide(da, b, span)
        : divide(subtract(multiply(da, b, span), multiply(a, db, span), span), multiply(b, b, span), span);
    case '^': {
      const byBase = isZero(da) ? da : multiply(multiply(b, power(a, subtractOne(b), span), span), da, span);
      // (aᵇ)′ = b aᵇ⁻¹ a′ + aᵇ log(a) b′
      const byExponent = isZero(db) ? db : multiply(multiply(tree, call('log', [a], span), span), db, span);
      return add(byBase, byExponent, span);
    }
  }
}

/** The derivative of a function of one argument, at its argument. */
function outer(name: FunctionName, a: Resolved, tree: Resolved): Resolved {
  const { span } = tree;
  const apply = (other: FunctionName) => call(other, [a], span);
  const one = number(1, span);
  const square = (part: Resolved) => multiply(part, part, span);
  switch (name) {
    case 'sin':
      return apply('cos');
    case 'cos':
      return negate(apply('sin'), span);
    case 'tan':
      return add(one, square(tree), span);
    case 'exp':
      return tree;
    case 'log':
      return divide(one, a, span);
    case 'log10':
      return divide(one, multiply(number(Math.LN10, span), a, span), span);
    case 'sqrt':
      return divide(number(0.5, span), tree, span);
    case 'asin':
      return divide(one, call('sqrt', [subtract(one, square(a), span)], span), span);
    case 'acos':
      return negate(divide(one, call('sqrt', [subtract(one, square(a), span)], span), span), span);
    case 'atan':
      return divide(one, add(one, square(a), span), span);
    case 'tanh':
      return subtract(one, square(tree), span);
    case 'sinh':
      return apply('cosh');
    case 'cosh':
      return apply('sinh');
    case 'abs':
      return apply('sign');
    case 'erf':
      return multiply(
        number(2 / Math.sqrt(Math.PI), span),
        call('exp', [negate(square(a), span)], span),
        span,
      );
    // Steps are flat wherever they have a slope.
    case 'sign':
    case 'heaviside':
      return number(0, span);
    default:
      throw new Unreached(`The solver does not reach the function "${name}".`);
  }
}

function choose(test: Resolved, a: Resolved, b: Resolved, span: Resolved['span']): Resolved {
  return isZero(a) && isZero(b) ? a : call('if', [test, a, b], span);
}

function subtractOne(tree: Resolved): Resolved {
  if (tree.kind === 'number') return number(tree.value - 1, tree.span);
  return subtract(tree, number(1, tree.span), tree.span);
}

function isZero(tree: Resolved): boolean {
  return tree.kind === 'number' && tree.value === 0;
}

/** aᵇ, without exponents 0 and 1. */
function power(a: Resolved, b: Resolved, span: Resolved['span']): Resolved {
  if (isZero(b)) return number(1, span);
  return b.kind === 'number' && b.value === 1 ? a : binary('^', a, b, span);
}

/** The tree with the expression of each field put in its place, derivatives written out; undefined where one is not given. */
export function insert(tree: Resolved, fields: Readonly<Record<string, Resolved>>): Resolved | undefined {
  let missing = false;
  const visit = (part: Resolved): Resolved => {
    if (part.kind !== 'field' && part.kind !== 'derivative') return mapChildren(part, visit);
    const name = part.kind === 'field' ? part.name : part.field;
    if (!Object.hasOwn(fields, name)) {
      missing = true;
      return part;
    }
    const orders = part.kind === 'field' ? {} : part.orders;
    return Object.entries(orders).reduce((value, [coordinate, order]) => {
      for (let k = 0; k < order; k++) value = slope(value, coordinate);
      return value;
    }, fields[name]);
  };
  const result = visit(expand(tree));
  return missing ? undefined : result;
}
