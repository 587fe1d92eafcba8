import { boundaryPoints, interiorPoints, samplers, type SamplerName } from '../geometry';
import type { BoundaryMeaning } from '../language';
import { selectionsOf, type Domain } from './domain';
import { normalRow, uniformNumbers, type Bounds, type PointColumns, type PointSource } from './point-source';
import { streams } from './streams';

/** Columns of the box's coordinates from points of a region and numbers in [0, 1) for the others, in their order. */
function boxColumns(
  { region }: Domain,
  box: readonly Bounds[],
  { points, rest }: { readonly points: readonly Float64Array[]; readonly rest: readonly Float64Array[] },
  held: Readonly<Record<string, number>> = {},
): Record<string, Float64Array> {
  const shares = [...rest];
  return Object.fromEntries(
    box.map(({ name, low, high }) => {
      const own = region.coordinates.indexOf(name);
      if (own >= 0) return [name, points[own]];
      if (name in held) return [name, new Float64Array(points[0].length).fill(held[name])];
      return [name, shares.shift()!.map((share) => low + (high - low) * share)];
    }),
  );
}

/** How many coordinates of the box are neither the region's nor held. */
function others(
  { region }: Domain,
  box: readonly Bounds[],
  held: Readonly<Record<string, number>> = {},
): number {
  return box.filter(({ name }) => !region.coordinates.includes(name) && !(name in held)).length;
}

/**
 * Points inside a region, at any value of the coordinates that are not its own.
 * @param redrawn whether they are drawn anew together with others; if not, other steps than the first are those of checks,
 * which ask for points that are not trained on
 */
export function regionPoints(domain: Domain, sampler: SamplerName, redrawn: boolean): PointSource {
  return {
    redrawn,
    columns(draw) {
      const random = uniformNumbers(draw, streams.first);
      const { region, bounds } = domain;
      const rest = others(domain, draw.box);
      const spread = redrawn || draw.step === 0 ? samplers[sampler] : samplers.uniform;
      return boxColumns(domain, draw.box, interiorPoints(region, bounds, draw.count, spread, random, rest));
    },
  };
}

/** Points inside a region where a coordinate that is not its own is held at an end of its range, such as the start. */
export function heldRegionPoints(domain: Domain, coordinate: string, side: 'low' | 'high'): PointSource {
  return {
    redrawn: true,
    columns(draw) {
      const held = { [coordinate]: draw.box.find(({ name }) => name === coordinate)![side] };
      const random = uniformNumbers(draw, streams.places);
      const { region, bounds } = domain;
      const rest = others(domain, draw.box, held);
      const drawn = interiorPoints(region, bounds, draw.count, samplers.sobol, random, rest);
      return boxColumns(domain, draw.box, drawn, held);
    },
  };
}

/**
 * Points of a piece of a region's boundary, with the outward unit normals there.
 * @param name of the piece, for messages
 * @param isThere whether a point is meant, where not all of the piece are
 */
export function piecePoints(
  domain: Domain,
  piece: BoundaryMeaning,
  name: string,
  parameters: Readonly<Record<string, number>>,
  isThere: (point: ArrayLike<number>) => boolean = () => true,
): PointSource {
  const { region, bounds } = domain;
  const selections = selectionsOf(piece, domain, parameters).map(({ pieces, chosen }) => ({
    pieces,
    chosen: (point: ArrayLike<number>) => chosen(point) && isThere(point),
  }));
  return {
    redrawn: true,
    columns(draw): PointColumns {
      const random = uniformNumbers(draw, streams.places);
      const rest = others(domain, draw.box);
      try {
        const drawn = boundaryPoints(region, bounds, selections, draw.count, random, rest);
        const normals = draw.box.map(({ name: coordinate }) => {
          const own = region.coordinates.indexOf(coordinate);
          return [normalRow(coordinate), own < 0 ? new Float64Array(draw.count) : drawn.normals[own]];
        });
        return { ...boxColumns(domain, draw.box, drawn), ...Object.fromEntries(normals) };
      } catch (error) {
        throw new Error(`On "${name}", ${(error as Error).message}`, { cause: error });
      }
    },
  };
}
