import { inside, type Region } from './region';
import type { Interval } from './shape';

/** Points of a piece of a boundary with their outward normals: one array for each coordinate. */
export interface PicturedPiece {
  /** Null for the outer boundary as a whole. */
  readonly name: string | null;
  readonly points: readonly Float64Array[];
  readonly normals: readonly Float64Array[];
}

/** What is drawn of a region in two or three coordinates. */
export interface RegionPicture {
  readonly coordinates: readonly string[];
  readonly box: readonly Interval[];
  readonly pieces: readonly PicturedPiece[];
  /** In two coordinates: 1 inside, row by row from the lowest value of the second one, `side` places along each. */
  readonly filled: { readonly side: number; readonly inside: Uint8Array } | null;
}

/** What a plane region fills of its box, row by row. */
export function filledOf(
  region: Region,
  box: readonly Interval[],
  side: number,
): NonNullable<RegionPicture['filled']> {
  const at = (k: number, share: number): number => box[k][0] + (share / (side - 1)) * (box[k][1] - box[k][0]);
  const first = Float64Array.from({ length: side * side }, (_, i) => at(0, i % side));
  const second = Float64Array.from({ length: side * side }, (_, i) => at(1, Math.floor(i / side)));
  return { side, inside: inside(region, [first, second]) };
}
