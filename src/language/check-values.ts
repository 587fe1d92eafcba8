import type { Problem, Study } from '../study';
import { short } from './conditions';
import { evaluateNumber } from './evaluate';
import type { Meaning } from './meaning';
import { isSide } from './place';
import { children, nodes, problemAt, type Equation, type Resolved } from './tree';

type Parts = Pick<Meaning, 'box' | 'parameters' | 'unknowns' | 'equations' | 'residuals' | 'conditions'>;
type Box = Readonly<Record<string, readonly [number, number]>>;

/** So many points of the box show where an expression of coordinates has no value. */
const probes = 64;
/** A divisor this small beside its other values is 0 there, but for rounding. */
const negligible = 1e-12;

/**
 * What has no value whatever the fields are: the root of a negative number, a divisor that is 0 on a side of the box,
 * an integral that leaves the range of its coordinate. In a study with a geometry only constants are looked at, since
 * the box has points outside it.
 */
export function checkValues(study: Study, meaning: Parts): Problem[] {
  const { box, equations, residuals, conditions } = meaning;
  const whole = study.geometry === undefined && Object.keys(study.parts).length === 0;
  const inEquations = equations.flatMap((equation, k) =>
    at(
      ['equations', residuals[k].index, 'text'],
      [
        ...withoutValue(equation, meaning, whole ? box : {}),
        ...dividedByZero(equation, meaning, whole ? box : {}),
        ...beyondRange(equation, meaning),
      ],
    ),
  );
  const inConditions = conditions.flatMap(({ place, require, index }) => {
    const side = isSide(place) ? { ...box, [place.coordinate]: [place.value, place.value] as const } : {};
    return at(
      ['conditions', index, 'require'],
      [
        ...withoutValue(require, meaning, whole ? side : {}),
        ...dividedByZero(require, meaning, whole ? side : {}),
        ...beyondRange(require, meaning),
      ],
    );
  });
  return onceEach([...inEquations, ...inConditions]);
}

/** Parts of an equation that have no finite value at some point of the box; in an empty one, constants. */
function withoutValue(equation: Equation<Resolved>, meaning: Parts, box: Box): Problem[] {
  return [equation.left, equation.right].flatMap(largestKnown(meaning, box)).flatMap((tree): Problem[] => {
    for (const point of pointsOf(box)) {
      if (Number.isFinite(evaluateNumber(tree, { ...meaning.parameters, ...point }))) continue;
      const part = cause(tree, { ...meaning.parameters, ...point });
      const place = coordinatesOf(part)
        .map((name) => `${name} = ${short(point[name])}`)
        .join(', ');
      const where = place === '' ? '' : ` where ${place}`;
      const message = `This has no finite value${where}: look for a root or logarithm of a negative number, a division by 0, or a number that is too large.`;
      return [problemAt(part.span, message)];
    }
    return [];
  });
}

/** The largest parts of a tree that hold nothing but numbers and coordinates of the box. */
function largestKnown({ unknowns }: Parts, box: Box): (tree: Resolved) => Resolved[] {
  const seen = new Map<Resolved, boolean>();
  const isKnown = (tree: Resolved): boolean => {
    const known = seen.get(tree) ?? looked(tree);
    seen.set(tree, known);
    return known;
  };
  const looked = (tree: Resolved): boolean => {
    if (['field', 'derivative', 'differentiate', 'integral', 'normal'].includes(tree.kind)) return false;
    if (tree.kind === 'coordinate') return Object.hasOwn(box, tree.name);
    if (tree.kind === 'parameter') return !Object.hasOwn(unknowns, tree.name);
    return children(tree).every(isKnown);
  };
  const find = (tree: Resolved): Resolved[] => {
    if (isKnown(tree)) return [tree];
    // Inside an integral or a derivative a coordinate may have other values than in the box.
    return tree.kind === 'integral' || tree.kind === 'differentiate' ? [] : children(tree).flatMap(find);
  };
  return find;
}

function coordinatesOf(tree: Resolved): string[] {
  const names = [...nodes(tree)].flatMap((node) => (node.kind === 'coordinate' ? [node.name] : []));
  return [...new Set(names)];
}

/** The innermost part that has no finite value. */
function cause(tree: Resolved, point: Readonly<Record<string, number>>): Resolved {
  const inner = children(tree).find((child) => !Number.isFinite(evaluateNumber(child, point)));
  return inner === undefined ? tree : cause(inner, point);
}

/** Divisors that are 0, or are 0 on a side of the box, such as r where it begins at 0. */
function dividedByZero(equation: Equation<Resolved>, meaning: Parts, box: Box): Problem[] {
  const { parameters } = meaning;
  const known = largestKnown(meaning, box);
  return [...nodes(equation.left), ...nodes(equation.right)].flatMap((node): Problem[] => {
    if (node.kind !== 'binary' || node.operator !== '/') return [];
    const divisor = node.right;
    if (known(divisor)[0] !== divisor) return [];
    const inside = pointsOf(box);
    const largest = (fixed: Readonly<Record<string, number>>): number =>
      Math.max(
        ...inside.map((point) => Math.abs(evaluateNumber(divisor, { ...parameters, ...point, ...fixed }))),
      );
    const size = largest({});
    if (size === 0)
      return [problemAt(node.span, 'This divides by 0 everywhere; correct what it is divided by.')];
    for (const name of coordinatesOf(divisor)) {
      for (const end of box[name]) {
        if (largest({ [name]: end }) > negligible * size) continue;
        const message = `This divides by 0 where ${name} = ${short(end)}, and grows without bound near it; keep the range of ${name} away from there, or multiply the equation by what it is divided by.`;
        return [problemAt(node.span, message, 'warning')];
      }
    }
    return [];
  });
}

/** Integrals whose fixed bounds lie outside the range of their coordinate. */
function beyondRange(equation: Equation<Resolved>, meaning: Parts): Problem[] {
  const { box, parameters } = meaning;
  const known = largestKnown(meaning, {});
  return [...nodes(equation.left), ...nodes(equation.right)].flatMap((node): Problem[] => {
    if (node.kind !== 'integral') return [];
    const [low, high] = box[node.coordinate];
    for (const bound of [node.low, node.high]) {
      if (known(bound)[0] !== bound) continue;
      const value = evaluateNumber(bound, parameters);
      if (value >= low - negligible * (high - low) && value <= high + negligible * (high - low)) continue;
      const message = `The integral reaches ${node.coordinate} = ${short(value)}, but ${node.coordinate} runs from ${short(low)} to ${short(high)}, and nothing determines the solution beyond; correct the bound or the range.`;
      return [problemAt(bound.span, message, 'warning')];
    }
    return [];
  });
}

/** Points spread over a box: multiples of √2, √6, √12, …, which are irrational, so that no coordinate repeats. */
function pointsOf(box: Box): Record<string, number>[] {
  const ranges = Object.entries(box);
  if (ranges.length === 0) return [{}];
  return Array.from({ length: probes }, (_, k) =>
    Object.fromEntries(
      ranges.map(([name, [low, high]], axis) => {
        const share = ((k + 0.5) * Math.sqrt(2 + axis * (axis + 3))) % 1;
        return [name, low + share * (high - low)];
      }),
    ),
  );
}

function at(path: (string | number)[], problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path }));
}

/** The parts of an equation written out by an operator come from one text. */
function onceEach(problems: readonly Problem[]): Problem[] {
  const key = ({ path, message, span }: Problem) => JSON.stringify([path, message, span]);
  return problems.filter((one, k) => problems.findIndex((other) => key(other) === key(one)) === k);
}
