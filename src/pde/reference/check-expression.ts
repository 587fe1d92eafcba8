import { regionOf } from '../../geometry';
import {
  Unreached,
  additiveTerms,
  fieldsOf,
  homesOf,
  insert,
  isSide,
  nodes,
  type Equation,
  type Meaning,
  type Resolved,
} from '../../language';
import { describePath, type Problem } from '../../study';
import { Tape } from './tape';
import { mentions, trialPoint, trials } from './trials';

/** A residual beyond this share of its largest term is no rounding. */
const tolerance = 1e-7;

/**
 * Whether the expressions of a reference satisfy the equations and conditions of the study: they are put in place of
 * the fields, derivatives and all. What fails is a warning: an approximate solution may be a reference as well.
 * @param meaning with the values of parameters that belong to the reference
 * @param open unknowns whose true values are not given: what they stand in can't be checked
 */
export function checkExpressions(
  fields: Readonly<Record<string, Resolved>>,
  meaning: Meaning,
  open: readonly string[],
): Problem[] {
  const untold = Object.entries(fields).find(([, tree]) =>
    [...nodes(tree)].some((node) => node.kind === 'parameter' && open.includes(node.name)),
  );
  if (untold !== undefined) {
    const message =
      'This depends on what is to be inferred; give the true value of that under reference.parameters.';
    return [{ path: ['reference', 'fields', untold[0]], message, severity: 'error' }];
  }
  const problems: Problem[] = [];
  const check = (equation: Equation<Resolved>, where: Record<string, number>[], path: Problem['path']) => {
    if (mentions(equation, open) || where.length === 0) return;
    const worst = worstResidual(equation, where, fields, meaning.parameters);
    if (worst === undefined || worst.share <= tolerance) return;
    const place = Object.entries(worst.point)
      .map(([name, value]) => `${name} = ${short(value)}`)
      .join(', ');
    const fault = Number.isNaN(worst.residual)
      ? `has no finite value in ${describePath(path)} at ${place}`
      : `does not satisfy ${describePath(path)}: at ${place} its sides differ by ${short(worst.residual)}`;
    problems.push({ path: ['reference', 'fields'], message: `The reference ${fault}.`, severity: 'warning' });
  };
  meaning.equations.forEach((equation, k) =>
    check(equation, trialPoints(meaning, equation), ['equations', meaning.residuals[k].index]),
  );
  for (const { place, require, index } of meaning.conditions) {
    if (!isSide(place)) continue;
    const held = { [place.coordinate]: place.value };
    check(require, trialPoints(meaning, require, held), ['conditions', index]);
  }
  return problems;
}

/** How many trial points are looked through for some that lie in a part of the region. */
const mostTried = 4000;

/** Trial points where all fields of an equation live; none where there is hardly room for them. */
function trialPoints(
  { box, parts }: Meaning,
  equation: Equation<Resolved>,
  held: Readonly<Record<string, number>> = {},
): Record<string, number>[] {
  const at = (k: number) => ({ ...trialPoint(box, k), ...held });
  const homes = homesOf(parts, fieldsOf(equation)).map((name) => regionOf(parts[name].cut));
  if (homes.length === 0) return trials.map(at);
  const found: Record<string, number>[] = [];
  for (let k = 1; k <= mostTried && found.length < trials.length; k++) {
    const point = at(k);
    const lies = homes.every(
      ({ coordinates, distance }) => distance(coordinates.map((name) => point[name])) <= 0,
    );
    if (lies) found.push(point);
  }
  return found;
}

interface Worst {
  readonly point: Record<string, number>;
  readonly residual: number;
  /** Of the largest term. */
  readonly share: number;
}

/** Undefined when the equation speaks of a field without an expression, or can't be written out. */
function worstResidual(
  equation: Equation<Resolved>,
  points: readonly Record<string, number>[],
  fields: Readonly<Record<string, Resolved>>,
  parameters: Readonly<Record<string, number>>,
): Worst | undefined {
  const terms = additiveTerms(equation);
  try {
    const trees = terms.map(({ tree }) => insert(tree, fields));
    const whole = trees.filter((tree) => tree !== undefined);
    if (whole.length < trees.length) return undefined;
    const columns = Object.keys(points[0]).map((name) => [
      name,
      Float64Array.from(points, (point) => point[name]),
    ]);
    const values = new Tape(whole).evaluate(
      { ...parameters, ...(Object.fromEntries(columns) as Record<string, Float64Array>) },
      points.length,
    );
    return points
      .map((point, i): Worst => {
        const parts = terms.map(({ sign }, k) => sign * values[k][i]);
        const residual = Math.abs(parts.reduce((sum, part) => sum + part, 0));
        const size = Math.max(...parts.map(Math.abs));
        const finite = Number.isFinite(size);
        return {
          point,
          residual: finite ? residual : NaN,
          share: !finite ? Infinity : size === 0 ? 0 : residual / Math.max(size, 1e-3),
        };
      })
      .reduce((worst, next) => (next.share > worst.share ? next : worst));
  } catch (error) {
    if (error instanceof Unreached) return undefined;
    throw error;
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
