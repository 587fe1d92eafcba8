import { additiveTerms, expand, nodes, Unreached, type Meaning, type Resolved } from '../../../language';
import type { Study } from '../../../study';
import { readFromGiven } from '../../quantities';
import { short } from '../solver/compare';
import { derivativeName, Tape } from '../tape';

type Columns = Readonly<Record<string, Float64Array>>;

/** What a solver has found: its fields at points, and over which distance along each coordinate they vary little. */
export interface Found {
  readonly fields: readonly string[];
  readonly evaluate: (points: Columns) => Columns;
  readonly widths: Readonly<Record<string, number>>;
}

/** Central differences of sixth order (Fornberg, Math. Comp. 51, 1988): weights at 1, 2 and 3 steps, and in the middle. */
const first = { middle: 0, sides: [3 / 4, -3 / 20, 1 / 60], sign: -1, order: 1 };
const second = { middle: -49 / 18, sides: [3 / 2, -3 / 20, 1 / 90], sign: 1, order: 2 };
const places = 24;
/** The share of its largest term that an equation may leave. */
const mostLeft = 0.02;

/**
 * Equations of the study that the fields of a solver do not obey, as sentences: a solver with equations of its own may
 * solve another problem. Equations that hold other fields than the solver gives are passed over.
 */
export function disagreements(study: Study, meaning: Meaning, found: Found): string[] {
  const points = placesIn(meaning);
  return study.equations.flatMap(({ text }, index) => {
    const left = scalarResiduals(meaning, found.fields, text).map((tree) =>
      shareLeft(tree, points, meaning, found),
    );
    const most = Math.max(0, ...left);
    if (!(most > mostLeft)) return [];
    return [
      `The reference solves other equations than the study: equation ${index + 1}, "${text}", leaves ${short(100 * most)} % of its largest term there. Compare it with reference.flow.`,
    ];
  });
}

/** Left less right of each component, in fields that are given; none where another field is in it. */
function scalarResiduals({ names }: Meaning, fields: readonly string[], text: string): Resolved[] {
  const [left, right, ...more] = text.split(/(?<![<>])=/);
  if (right === undefined || more.length > 0) return [];
  const difference = right.trim() === '0' ? left.trim() : `(${left}) - (${right})`;
  const components = [difference, ...['x', 'y', 'z'].map((axis) => `${difference}.${axis}`)];
  return components.flatMap((name) => {
    try {
      const tree = readFromGiven(names, fields, difference, name);
      const expanded = tree === null ? null : expand(tree);
      return expanded !== null && isGiven(expanded, fields) ? [expanded] : [];
    } catch (error) {
      if (error instanceof Unreached) return [];
      throw error;
    }
  });
}

function isGiven(tree: Resolved, fields: readonly string[]): boolean {
  return [...nodes(tree)].every((node) => {
    if (node.kind === 'field') return fields.includes(node.name);
    if (node.kind === 'derivative') return fields.includes(node.field);
    return node.kind !== 'integral' && node.kind !== 'normal';
  });
}

/** Places inside the box at one time, spread by the golden ratio and its kin (Roberts 2018). */
function placesIn({ box, names }: Meaning): Columns {
  const time = names.time ?? 't';
  const steps = [0.8191725, 0.6710436, 0.5497005];
  const space = Object.keys(box).filter((name) => name !== time);
  const along = (name: string): Float64Array => {
    const [low, high] = box[name];
    const share = (k: number) => (name === time ? 0.37 : (0.5 + (k + 1) * steps[space.indexOf(name)]) % 1);
    return Float64Array.from({ length: places }, (_, k) => low + share(k) * (high - low));
  };
  return Object.fromEntries(Object.keys(box).map((name) => [name, along(name)]));
}

/** The root mean square of what is left, as a share of that of the largest additive term. */
function shareLeft(tree: Resolved, points: Columns, { parameters }: Meaning, found: Found): number {
  const { span } = tree;
  const equation = {
    kind: 'equation',
    left: tree,
    right: { kind: 'number', value: 0, span } as const,
    span,
  } as const;
  const terms = additiveTerms(equation).map((term) => term.tree);
  const tape = new Tape([tree, ...terms]);
  const inputs: Record<string, Float64Array | number> = {
    ...parameters,
    ...points,
    ...found.evaluate(points),
  };
  for (const node of nodes(tree))
    if (node.kind === 'derivative')
      inputs[derivativeName(node.field, node.orders)] ??= derivative(found, points, node.field, node.orders);
  const [left, ...sizes] = tape.evaluate(inputs, places).map((values) => Math.hypot(...values));
  return left / Math.max(...sizes, 1e-300);
}

/** A derivative of a field by differences along one coordinate after the other. */
function derivative(
  { evaluate, widths }: Found,
  points: Columns,
  field: string,
  orders: Readonly<Record<string, number>>,
): Float64Array {
  const [next] = Object.entries(orders).filter(([, order]) => order > 0);
  if (next === undefined) return evaluate(points)[field];
  const [name, total] = next;
  const { middle, sides, sign, order } = total === 1 ? first : second;
  const rest = { ...orders, [name]: total - order };
  const at = (shift: number): Float64Array => {
    const moved = points[name].map((value) => value + shift * widths[name]);
    return derivative({ evaluate, widths, fields: [] }, { ...points, [name]: moved }, field, rest);
  };
  const sum = new Float64Array(places);
  const add = (values: Float64Array, weight: number): void =>
    values.forEach((value, i) => (sum[i] += weight * value));
  if (middle !== 0) add(at(0), middle);
  sides.forEach((weight, k) => {
    add(at(k + 1), weight);
    add(at(-k - 1), sign * weight);
  });
  return sum.map((value) => value / widths[name] ** order);
}
