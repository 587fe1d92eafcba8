import { interiorPoints, samplers, sobolDimensions, type Body } from '../geometry';
import { nodes, type Meaning, type Resolved } from '../language';
import * as op from '../program';
import type { Value } from '../program';
import type { Geometry } from '../study';
import { belongs, domainOf, type Domain } from './domain';
import { uniformNumbers } from './point-source';
import { levelOf } from './region-level';
import { streams } from './streams';

/** A part of the region with fields of its own. */
export interface Part {
  readonly name: string;
  readonly fields: readonly string[];
  readonly domain: Domain;
  /** What tells its points from others of the region. */
  readonly cut: Geometry<number>;
  /** How much of the region it is, by volume. */
  readonly share: number;
}

/** Where in the region a term is asked for. */
export type Within = Pick<Part, 'cut' | 'share'>;

/** Points by which the shares of parts are found. */
const samples = 2 ** 14;

/**
 * The parts of a study's region.
 * @param whole the region, or the box of its coordinates
 * Errors: a sentence where a part holds no points, or two share some.
 */
export function partsOf(
  meaning: Pick<Meaning, 'parts' | 'box'>,
  whole: () => Domain,
  bodies: Readonly<Record<string, Body>>,
): Part[] {
  const entries = Object.entries(meaning.parts);
  if (entries.length === 0) return [];
  const { region, bounds } = whole();
  const spread = bounds.length > sobolDimensions ? samplers.uniform : samplers.sobol;
  const draw = { seed: 0, part: 0, step: 0, box: [], count: samples };
  const { points } = interiorPoints(region, bounds, samples, spread, uniformNumbers(draw, streams.first));
  const columns = Object.fromEntries(region.coordinates.map((name, k) => [name, points[k]]));
  const owners: (string | undefined)[] = Array.from({ length: samples });
  return entries.map(([name, { fields, region: geometry, cut }]) => {
    const domain = domainOf(geometry, meaning.box, bodies);
    const inside = belongs(domain, columns);
    const share = inside.reduce((sum, is) => sum + is, 0) / samples;
    if (share === 0) throw new Error(`The part "${name}" holds no points of the region; check its sizes.`);
    inside.forEach((is, i) => {
      if (is === 0) return;
      const other = owners[i];
      owners[i] = name;
      if (other === undefined) return;
      const place = Object.entries(columns).map(([key, all]) => `${key} = ${all[i].toPrecision(3)}`);
      throw new Error(
        `The parts ${other} and ${name} overlap, as at ${place.join(', ')}; take one from the other.`,
      );
    });
    return { name, fields, domain, cut, share };
  });
}

/** The fields that expressions speak of. */
export function fieldsIn(trees: readonly Resolved[]): Set<string> {
  const all = trees.flatMap((tree) => [...nodes(tree)]);
  return new Set(
    all.flatMap((node) =>
      node.kind === 'field' ? [node.name] : node.kind === 'derivative' ? [node.field] : [],
    ),
  );
}

/** The parts in which the fields of expressions live; none where all of them live in the whole region. */
export function homesIn(parts: readonly Part[], trees: readonly Resolved[]): Part[] {
  if (parts.length === 0) return [];
  const fields = fieldsIn(trees);
  return parts.filter((part) => part.fields.some((field) => fields.has(field)));
}

/** The part in which a term of these expressions is asked for, as a term has it. */
export function withinOf(parts: readonly Part[], trees: readonly Resolved[]): { within?: Within } {
  const [home] = homesIn(parts, trees);
  return home === undefined ? {} : { within: { cut: home.cut, share: home.share } };
}

/**
 * A row of residuals [1, n] where a term is asked for, 0 elsewhere: multiplied by 1/√share, so that its mean square over
 * points of the whole region is that over the part.
 * @param at the values of a coordinate, [1, n]
 */
export function withinPart(row: Value, { cut, share }: Within, at: (coordinate: string) => Value): Value {
  const scaled = op.multiply(row, 1 / Math.sqrt(share));
  return op.select(op.lessEqual(levelOf(cut, at), 0), scaled, op.zerosLike(scaled));
}

/**
 * Where values have a meaning by the parts of the region: 1 where at least one of the fields lives that they are made
 * of. Null where that is everywhere.
 * @param points columns by coordinate
 */
export function livesAt(
  parts: readonly Part[],
  trees: readonly Resolved[],
  points: Readonly<Record<string, ArrayLike<number>>>,
): Uint8Array | null {
  const homes = homesIn(parts, trees);
  const everywhere = [...fieldsIn(trees)].some((field) => !parts.some((part) => part.fields.includes(field)));
  if (homes.length === 0 || everywhere) return null;
  return homes
    .map(({ domain }) => belongs(domain, points))
    .reduce((all, own) => all.map((is, i) => is | own[i]));
}

/** Values of fields with NaN outside the parts in which they live. */
export function withinParts(
  parts: readonly Part[],
  points: Readonly<Record<string, Float64Array>>,
  fields: Record<string, Float64Array>,
): Record<string, Float64Array> {
  if (parts.length === 0) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => {
      const home = parts.find((part) => part.fields.includes(name));
      if (home === undefined) return [name, values];
      const inside = belongs(home.domain, points);
      return [name, values.map((value, i) => (inside[i] === 1 ? value : NaN))];
    }),
  );
}
