import type { Problem } from '../study';
import { Refusal } from './build';
import { splitComplex } from './complex';
import { Resolver } from './resolver';
import { Scope } from './scope';
import { parseExpression } from './parse';
import {
  problemAt,
  type Equation,
  type Expression,
  type Names,
  type Outcome,
  type Quantity,
  type Resolved,
} from './tree';

export { highestOrder, splitSubscript } from './subscripts';

/** Finds what each name of an expression stands for, and writes a scalar out. Every unknown name is reported, each at its place. */
export function resolve(tree: Expression, names: Names): Outcome<Resolved> {
  const outcome = resolveQuantity(tree, names);
  if (!outcome.ok) return outcome;
  const value = outcome.tree;
  if (value.kind !== 'vector') return { ok: true, tree: value };
  const message = 'This is a vector, but a scalar is needed here; take a component, or its norm(…).';
  return { ok: false, problems: [problemAt(tree.span, message)] };
}

/** As `resolve`, of an expression that may be a vector. */
export function resolveQuantity(tree: Expression, names: Names): Outcome<Quantity> {
  return attempt(() => {
    const { re, im } = splitComplex(tree, names);
    const message = 'This is complex, but a real number is needed here; take its re(…), im(…) or abs(…).';
    if (im !== undefined) throw new Refusal(tree.span, message);
    return read(re ?? tree, scopeOf(names));
  });
}

function attempt<Tree>(action: () => Outcome<Tree>): Outcome<Tree> {
  try {
    return action();
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problems: [problemAt(error.span, error.message)] };
    throw error;
  }
}

/** Resolves both sides of a scalar equation. */
export function resolveEquation(equation: Equation, names: Names): Outcome<Equation<Resolved>> {
  const all = resolveComponents(equation, names);
  if (!all.ok) return all;
  const [first] = all.tree;
  if (first.name === undefined) return { ok: true, tree: first.equation };
  const message = 'This is a vector or complex equation, but a real scalar one is needed here.';
  return { ok: false, problems: [problemAt(equation.span, message)] };
}

/** An equation by its components; a real scalar one has a single component without a name. */
export interface Component {
  /** The direction, such as "x", or "real" and "imaginary"; undefined for a real scalar equation. */
  name: string | undefined;
  equation: Equation<Resolved>;
}

/**
 * Resolves an equation of scalars or vectors into scalar ones. A side that is the number 0 is the zero
 * vector; components in which both sides are 0 are left out when others remain.
 */
export function resolveComponents(equation: Equation, names: Names): Outcome<Component[]> {
  return attempt(() => {
    const [left, right] = [splitComplex(equation.left, names), splitComplex(equation.right, names)];
    if (left.im === undefined && right.im === undefined) {
      const real = { ...equation, left: left.re ?? equation.left, right: right.re ?? equation.right };
      return realComponents(real, names);
    }
    const zero = ({ span }: Expression): Expression => ({ kind: 'number', value: 0, span });
    const [re, im] = (['re', 'im'] as const).map((part) =>
      realComponents(
        { ...equation, left: left[part] ?? zero(equation.left), right: right[part] ?? zero(equation.right) },
        names,
      ),
    );
    if (!re.ok || !im.ok) {
      const problems = [re, im].flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
      return { ok: false, problems: onceEach(problems) };
    }
    const named = (list: Component[], part: string) =>
      list.map(({ name, equation: one }) => ({
        name: name === undefined ? part : `${name}, ${part}`,
        equation: one,
      }));
    return { ok: true, tree: [...named(re.tree, 'real'), ...named(im.tree, 'imaginary')] };
  });
}

/** Both parts of a complex equation have the same faults. */
function onceEach(problems: Problem[]): Problem[] {
  const key = ({ message, span }: Problem) => `${span?.start} ${message}`;
  return problems.filter((problem, k) => problems.findIndex((other) => key(other) === key(problem)) === k);
}

function realComponents(equation: Equation, names: Names): Outcome<Component[]> {
  const both = resolveSides(equation, names);
  if (!both.ok) return both;
  const [left, right] = both.tree;
  if (left.kind !== 'vector' && right.kind !== 'vector')
    return { ok: true, tree: [{ name: undefined, equation: { ...equation, left, right } }] };
  const refuse = (message: string) => ({ ok: false as const, problems: [problemAt(equation.span, message)] });
  const length = [left, right].flatMap((side) => (side.kind === 'vector' ? [side.components.length] : []));
  const [sides, count] = [[left, right], length[0]];
  if (length.length === 2 && length[1] !== count) {
    return refuse(
      `The left side is a vector with ${count} components, the right side one with ${length[1]}.`,
    );
  }
  const scalar = sides.find((side) => side.kind !== 'vector');
  if (scalar !== undefined && !isZero(scalar)) {
    const [vector, other] = left.kind === 'vector' ? ['left', 'right'] : ['right', 'left'];
    return refuse(
      `The ${vector} side is a vector and the ${other} side a scalar; make both vectors, or both scalars.`,
    );
  }
  const { shown, axes } = scopeOf(names).space;
  const components = Array.from({ length: count }, (_, k): Component => {
    const [a, b] = sides.map((side) => (side.kind === 'vector' ? side.components[k] : side));
    const axis = count === shown.length ? axes[shown[k]].name : `component ${k + 1}`;
    return { name: axis, equation: { ...equation, left: a, right: b } };
  });
  const full = components.filter((part) => !isZero(part.equation.left) || !isZero(part.equation.right));
  return { ok: true, tree: full.length > 0 ? full : components };
}

/** What is wrong in the definitions of a study; each path is the definition's name. */
export function checkDefinitions(names: Names): Problem[] {
  const scope = scopeOf(names);
  for (const name of Object.keys(names.definitions ?? {})) scope.definition(name);
  return scope.problems;
}

const scopes = new WeakMap<Names, Scope>();

/** The scope of some names; definitions are read once for each. */
export function scopeOf(names: Names): Scope {
  const known = scopes.get(names);
  if (known !== undefined) return known;
  const scope = new Scope(names, (text, inner) => {
    const parsed = parseExpression(text);
    return parsed.ok ? read(parsed.tree, inner) : parsed;
  });
  scopes.set(names, scope);
  return scope;
}

function resolveSides(equation: Equation, names: Names): Outcome<[Quantity, Quantity]> {
  const left = read(equation.left, scopeOf(names));
  const right = read(equation.right, scopeOf(names));
  if (left.ok && right.ok) return { ok: true, tree: [left.tree, right.tree] };
  return { ok: false, problems: [...(left.ok ? [] : left.problems), ...(right.ok ? [] : right.problems)] };
}

function read(tree: Expression, scope: Scope): Outcome<Quantity> {
  const resolver = new Resolver(scope);
  const value = resolver.whole(tree);
  if (value === undefined || resolver.problems.length > 0) return { ok: false, problems: resolver.problems };
  return { ok: true, tree: value };
}

function isZero(side: Quantity): boolean {
  return side.kind === 'number' && side.value === 0;
}
