import { PointTree } from './tree';

/** Points of a boundary, one array for each coordinate, and the outward unit normals there where they are known. */
export interface ListedPoints {
  readonly points: readonly Float64Array[];
  readonly normals: readonly Float64Array[] | null;
}

/** How far a point stands for the region around it, in distances between neighbours. */
const reachShare = 1.5;
/** A point this close to one of the list, as a share of the region's size, is that one: single precision keeps so much. */
const same = 1e-6;

/**
 * A region that is given by points inside it and by lists of points on its boundary: the points are all that is known of
 * it for certain. What lies between them is told from the distance to the nearest one, by the spacing there.
 */
export class Cloud {
  readonly coordinates: readonly string[];
  /** In an order in which neighbours in the list are neighbours in space. */
  readonly samples: readonly Float64Array[];
  /** By their names, in such an order. */
  readonly boundaries: ReadonlyMap<string, ListedPoints>;
  /** The smallest box that holds all points. */
  readonly box: readonly (readonly [low: number, high: number])[];
  private readonly inside: PointTree;
  /** All points of the boundary, where there are some. */
  private readonly rim: PointTree | null;
  /** Outward normals of those, by their order in the tree: given ones, or NaN until they are estimated. */
  private readonly outward: readonly Float64Array[];
  /** Distances of samples, and of points of the boundary, to their neighbours; NaN until they are asked for. */
  private readonly gaps: { readonly inside: Float64Array; readonly rim: Float64Array };
  private readonly size: number;

  /** @param samples each stands once, and there are more than twice as many as coordinates */
  constructor(
    coordinates: readonly string[],
    samples: readonly Float64Array[],
    boundaries: Readonly<Record<string, ListedPoints>>,
  ) {
    this.coordinates = coordinates;
    this.inside = new PointTree(samples);
    this.samples = this.inside.columns;
    const sorted = Object.entries(boundaries).map(([name, list]): [string, ListedPoints] => {
      const { order, columns } = new PointTree(list.points);
      return [
        name,
        { points: columns, normals: list.normals && list.normals.map((all) => picked(all, order)) },
      ];
    });
    this.boundaries = new Map(sorted);
    const lists = sorted.map(([, list]) => list);
    const joined = (of: (list: ListedPoints, k: number) => Float64Array): Float64Array[] =>
      coordinates.map((_, k) => Float64Array.from(lists.flatMap((list) => Array.from(of(list, k)))));
    const points = joined((list, k) => list.points[k]);
    this.rim = points[0].length === 0 ? null : new PointTree(points);
    const unknown = (list: ListedPoints) => new Float64Array(list.points[0].length).fill(NaN);
    this.outward = joined((list, k) => list.normals?.[k] ?? unknown(list)).map((all) =>
      picked(all, this.rim?.order ?? new Int32Array()),
    );
    this.gaps = {
      inside: new Float64Array(this.inside.size).fill(NaN),
      rim: new Float64Array(points[0].length).fill(NaN),
    };
    this.box = samples.map((column, k) => extent([column, points[k]]));
    this.size = Math.hypot(...this.box.map(([low, high]) => high - low));
  }

  /**
   * Negative inside. A point is inside where the nearest sample is no farther than the neighbours of that sample are from
   * it, a half added, and where it does not lie behind the tangent plane of the nearest point of the boundary beside
   * it. Samples are inside whatever the boundary's points say.
   */
  distance(point: ArrayLike<number>): number {
    const nearest = this.inside.nearest(point);
    const away = Math.sqrt(nearest.squares[0]);
    const reach = this.reach(nearest.places[0]);
    if (away <= same * this.size) return -reach;
    if (this.rim === null) return away - reach;
    const wall = this.rim.nearest(point);
    const aside = Math.sqrt(wall.squares[0]);
    const place = wall.places[0];
    const gap = spacing(this.rim, this.gaps.rim, place, 2 * (this.coordinates.length - 1));
    if (aside > Math.max(reach, gap)) return away - reach;
    const normal = this.normal(place);
    const beyond = normal.reduce((sum, part, k) => sum + part * (point[k] - this.rim!.columns[k][place]), 0);
    return Math.max(Math.min(away, aside) - reach, beyond);
  }

  /** At how many points of a list the normals that are given point to the samples around rather than away from them. */
  inwardNormals({ points, normals }: ListedPoints): number {
    if (normals === null) return 0;
    let count = 0;
    for (let i = 0; i < points[0].length; i++) {
      const away = this.awayFromSamples(points.map((column) => column[i]));
      if (away.reduce((sum, part, k) => sum + part * normals[k][i], 0) < 0) count++;
    }
    return count;
  }

  private reach(place: number): number {
    return reachShare * spacing(this.inside, this.gaps.inside, place, 2 * this.coordinates.length);
  }

  private normal(place: number): number[] {
    const { outward, rim } = this;
    if (Number.isNaN(outward[0][place])) {
      const estimated = this.awayFromSamples(rim!.columns.map((column) => column[place]));
      outward.forEach((column, k) => (column[place] = estimated[k]));
    }
    return outward.map((column) => column[place]);
  }

  /** A unit vector that points from the mean of the samples around a point to it. */
  private awayFromSamples(point: readonly number[]): number[] {
    const { count, places } = this.inside.nearest(point, 4 * point.length);
    const way = point.map((value, k) => {
      let sum = 0;
      for (let j = 0; j < count; j++) sum += this.samples[k][places[j]];
      return value - sum / count;
    });
    const length = Math.hypot(...way);
    return length > 0 ? way.map((part) => part / length) : way;
  }
}

/** Distance of a point of a tree to the last of so many neighbours. @param known what was found before, by place */
function spacing(tree: PointTree, known: Float64Array, place: number, neighbours: number): number {
  if (Number.isNaN(known[place])) {
    const point = tree.columns.map((column) => column[place]);
    const { count, squares } = tree.nearest(point, neighbours + 1);
    known[place] = Math.sqrt(squares[count - 1]);
  }
  return known[place];
}

function picked(values: Float64Array, order: Int32Array): Float64Array {
  return Float64Array.from(order, (i) => values[i]);
}

function extent(columns: readonly Float64Array[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}
