import { boundaryRounding, type Meaning, type Place, type Resolved, type Selection } from '../language';
import type { Study } from '../study';
import { domainOf, inOrderOf, sizeOf, type Domain } from './domain';
import type { Part } from './parts';
import { boxPoints, sidePoints, type PointSource } from './point-source';
import { heldRegionPoints, piecePoints, regionPoints } from './region-sources';

/** Where the points of the equations come from; those of adaptive samplers only begin with them. */
export function interiorSource(
  sampler: Study['points']['sampler'],
  box: Meaning['box'],
  domain: Domain | null,
): PointSource {
  if (sampler === 'grid' || sampler === 'latin-hypercube' || sampler === 'sobol') {
    const whole = domain ?? domainOf({ shape: 'box', ranges: box }, box, {});
    return regionPoints(whole, sampler, sampler !== 'grid');
  }
  return domain === null ? boxPoints : regionPoints(domain, 'uniform', false);
}

/** Points of a side of the box; of those, only the ones in the region where there is one. */
export function sideSource(
  { coordinate, side }: Place,
  dimensions: number,
  domain: Domain | null,
): PointSource {
  return domain === null
    ? sidePoints(coordinate, side, dimensions)
    : heldRegionPoints(domain, coordinate, side);
}

/** Points of one end of a coordinate whose ends are joined. */
export function joinedSource(place: Place, dimensions: number, domain: Domain | null): PointSource {
  const { coordinate, value } = place;
  if (!domain?.region.coordinates.includes(coordinate)) return sideSource(place, dimensions, domain);
  const span = { start: 0, end: 0 };
  const end: Selection<Resolved> = {
    operator: '=',
    left: { kind: 'coordinate', name: coordinate, span },
    right: { kind: 'number', value, span },
    span,
  };
  const pieces = domain.region.pieces.map(({ name }) => name);
  const piece = { region: domain.geometry, parts: [{ pieces, where: [end] }] };
  return piecePoints(domain, piece, `${coordinate} = ${value}`, {});
}

/**
 * Points of a piece of the boundary: of the outer one, or of a part's within the region.
 * @param homes parts on whose boundaries the points have to lie
 */
export function pieceSource(
  piece: string,
  meaning: Meaning,
  where: { readonly domain: Domain; readonly parts: readonly Part[]; readonly homes: readonly Part[] },
): PointSource {
  const boundary = meaning.boundaries[piece];
  const { domain, parts, homes } = where;
  const own = parts.find(({ name }) => name === boundary.of)?.domain ?? domain;
  const close = boundaryRounding * sizeOf(domain.bounds);
  const inner = own !== domain;
  const isThere = (point: ArrayLike<number>): boolean =>
    (!inner || domain.region.distance(inOrderOf(domain, own, point)) < -close) &&
    homes.every(({ domain: home }) => home.region.distance(inOrderOf(home, own, point)) <= close);
  return piecePoints(
    own,
    boundary,
    piece,
    meaning.parameters,
    inner || homes.length > 0 ? isThere : undefined,
  );
}
