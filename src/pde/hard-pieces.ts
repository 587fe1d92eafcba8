import { boundaryPoints, interiorPoints, samplers, sobolDimensions } from '../geometry';
import {
  evaluateNumber,
  isSide,
  print,
  selectionHolds,
  simplifyConstants,
  type BoundaryMeaning,
  type ConditionMeaning,
  type Meaning,
  type Resolved,
} from '../language';
import { namedPrimitives } from '../study';
import { joined, pieceDistance, pieceFunctions } from './distance';
import { sizeOf, type Domain } from './domain';
import { hardForm, type HardForm } from './hard';
import type { Part } from './parts';
import { uniformNumbers } from './point-source';
import { streams } from './streams';
import { binary, coordinate, number, product, sum } from './trees';

/** Points of a piece that show whether a study means all of it, and of the region for the size of a distance. */
const samples = 64;
/** Beside any distance it is nothing; where two pieces meet it keeps 0/0 away. */
const nothing = number(1e-30);

/**
 * The hard form of a field with conditions on pieces of a boundary: u = lift + distance · N. The distance is zero on all
 * of its places; the lift is the mean of their values v_k with weights Π_{j≠k} φ_j, which is v_k where φ_k = 0 (Rvachev,
 * Sheiko, Shapiro & Tsukanov, Comput. Mech. 25, 2000). Where places with different values meet the field has no value.
 * @param domainOfPart the part of the region of that name; the whole region without one
 * Errors: what can't be built in, as a sentence.
 */
function pieceForm(
  conditions: readonly ConditionMeaning[],
  meaning: Pick<Meaning, 'box' | 'boundaries' | 'parameters'>,
  domainOfPart: (name: string | undefined) => Domain,
): HardForm {
  const places = conditions.map(({ place, require: { left, right } }) => {
    if (left.kind !== 'field')
      throw new Error(
        'How fast a field changes can not be built in beside its values on a piece of the boundary; set hard to false.',
      );
    if (!isSide(place)) {
      const boundary = meaning.boundaries[place.piece];
      return {
        value: right,
        distance: placeDistance(boundary, domainOfPart(boundary.of), meaning.parameters),
      };
    }
    const [low, high] = meaning.box[place.coordinate];
    const own = coordinate(place.coordinate);
    const away = place.side === 'low' ? binary('-', own, number(low)) : binary('-', number(high), own);
    return { value: right, distance: binary('/', away, number(high - low)) };
  });
  const distances = places.map(({ distance }) => distance);
  const distance = product(distances);
  const size = largestInside(distance, meaning, domainOfPart(undefined));
  const values = places.map(({ value }) => value);
  const first = simplifyConstants(values[0]);
  const lift = values.every((value) => same(value, first))
    ? first
    : simplifyConstants(blended(values, distances));
  return {
    lift: lift.kind === 'number' && lift.value === 0 ? null : lift,
    distance: simplifyConstants(binary('*', number(1 / size), distance)),
  };
}

/** Sides of a box for which a transfinite interpolation is written out: each one doubles it. */
const mostSides = 8;

/** A condition on the whole boundary of the box of coordinates as conditions on its sides; others as they are. */
function onSides(condition: ConditionMeaning, { box, boundaries }: Pick<Meaning, 'box' | 'boundaries'>) {
  const { place } = condition;
  if (isSide(place)) return [condition];
  const { region, of, parts } = boundaries[place.piece];
  if (of !== undefined || region.shape !== 'box' || parts.some(({ where }) => where.length > 0))
    return [condition];
  const ranges = Object.entries(region.ranges);
  if (ranges.some(([name, [low, high]]) => low !== box[name][0] || high !== box[name][1])) return [condition];
  const [{ pieces }] = namedPrimitives(region);
  return parts
    .flatMap((part) => part.pieces)
    .map((piece): ConditionMeaning => {
      const index = pieces.indexOf(piece);
      const [name, ends] = ranges[index >> 1];
      const side = index % 2 === 0 ? 'low' : 'high';
      return { ...condition, place: { coordinate: name, value: ends[index % 2], side } };
    });
}

/**
 * The hard form of one field: on a box by its sides, else by approximate distances. Values that differ from place to place
 * are blended by the sides where that can be: approximate distances blend them with slopes that have no bound where the
 * places meet.
 * @param where the region, and its parts
 */
export function hardFormOf(
  conditions: readonly ConditionMeaning[],
  meaning: Pick<Meaning, 'box' | 'boundaries' | 'parameters'>,
  where: { readonly whole: () => Domain; readonly parts: readonly Part[] },
): HardForm {
  const first = conditions[0]?.require;
  const alike = conditions.every(
    ({ require: { left, right } }) => left.kind === 'field' && same(right, first.right),
  );
  const sides = alike ? conditions : conditions.flatMap((condition) => onSides(condition, meaning));
  if (
    sides.every(({ place }) => isSide(place)) &&
    (sides.length <= mostSides || sides.length === conditions.length)
  )
    return hardForm(sides, meaning.box);
  const part = (name: string | undefined) => where.parts.find((one) => one.name === name)?.domain;
  return pieceForm(conditions, meaning, (name) => part(name) ?? where.whole());
}

function same(one: Resolved, other: Resolved): boolean {
  return print(simplifyConstants(one)) === print(simplifyConstants(other));
}

function blended(values: readonly Resolved[], distances: readonly Resolved[]): Resolved {
  const weights = values.map((_, k) => product(distances.filter((_one, j) => j !== k)));
  const all = values.map((value, k) => binary('*', weights[k], value));
  return binary('/', sum([...all, binary('*', nothing, values[0])]), sum([...weights, nothing]));
}

/** Zero on all pieces that a place is made of. */
function placeDistance(
  { region, parts }: BoundaryMeaning,
  domain: Domain,
  parameters: Readonly<Record<string, number>>,
): Resolved {
  const functions = pieceFunctions(region);
  const found = parts.flatMap(({ pieces, where }) =>
    pieces.flatMap((piece) => {
      const ends = endsOn(piece, where, domain, parameters);
      return ends === null ? [] : [pieceDistance(functions.get(piece)!(), ends)];
    }),
  );
  if (found.length === 0)
    throw new Error('No point of the boundary was found there: check what it requires.');
  return joined(found);
}

/** What of a selection is positive where it holds on a piece; nothing where all of it does, null where none. */
function endsOn(
  piece: string,
  where: BoundaryMeaning['parts'][number]['where'],
  { region, bounds }: Domain,
  parameters: Readonly<Record<string, number>>,
): Resolved[] | null {
  const random = uniformNumbers({ seed: 0, part: 0, step: 0, box: [], count: samples }, streams.places);
  let points: Float64Array[];
  try {
    const all = { pieces: [piece], chosen: () => true };
    ({ points } = boundaryPoints(region, bounds, [all], samples, random));
  } catch {
    return null;
  }
  const holds = where.map((selection) =>
    Array.from(points[0], (_, i) => {
      const values: Record<string, number> = { ...parameters };
      region.coordinates.forEach((name, k) => (values[name] = points[k][i]));
      return selectionHolds(selection, values, sizeOf(bounds));
    }),
  );
  if (holds.length > 0 && !Array.from(points[0], (_, i) => holds.every((each) => each[i])).some(Boolean))
    return null;
  return where.flatMap((selection, k) => {
    if (holds[k].every(Boolean)) return [];
    const { operator, left, right } = selection;
    if (operator === '=')
      throw new Error(
        `An equation selects some of "${piece}" only, which can not be built in; select by an inequality, or set hard to false.`,
      );
    return [operator.startsWith('<') ? binary('-', right, left) : binary('-', left, right)];
  });
}

/** The largest size of an expression at points of the region. */
function largestInside(
  tree: Resolved,
  { box, parameters }: Pick<Meaning, 'box' | 'parameters'>,
  { region, bounds }: Domain,
): number {
  const others = Object.keys(box).filter((name) => !region.coordinates.includes(name));
  const random = uniformNumbers({ seed: 0, part: 0, step: 0, box: [], count: samples }, streams.first);
  const spread = bounds.length + others.length > sobolDimensions ? samplers.uniform : samplers.sobol;
  const { points, rest } = interiorPoints(region, bounds, 4 * samples, spread, random, others.length);
  const sizes = Array.from(points[0], (_, i) => {
    const values: Record<string, number> = { ...parameters };
    region.coordinates.forEach((name, k) => (values[name] = points[k][i]));
    others.forEach((name, k) => (values[name] = box[name][0] + rest[k][i] * (box[name][1] - box[name][0])));
    return Math.abs(evaluateNumber(tree, values));
  });
  return Math.max(...sizes);
}
