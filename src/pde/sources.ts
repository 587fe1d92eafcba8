import type { Surface } from '../geometry';
import type { Meaning, Place, Resolved, Selection } from '../language';
import type { Study } from '../study';
import { domainOf, type Domain } from './domain';
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

/** Points of a piece of the boundary: of the domain's, or of the box where there is no geometry. */
export function pieceSource(
  piece: string,
  meaning: Meaning,
  surfaces: Readonly<Record<string, Surface>>,
  domain: Domain | null,
): PointSource {
  const { region } = meaning.boundaries[piece];
  const whole = domain ?? domainOf(region, meaning.box, surfaces);
  return piecePoints(whole, meaning.boundaries[piece], piece, meaning.parameters);
}
