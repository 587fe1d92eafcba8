import type { Interval } from '../shape';
import type { Cloud } from './cloud';

/** What is known of a region of points, in numbers. */
export interface CloudSummary {
  /** How many different points lie inside. */
  readonly count: number;
  /** From the least to the largest value of each coordinate, over all points. */
  readonly ranges: Readonly<Record<string, Interval>>;
  readonly boundaries: readonly {
    readonly name: string;
    readonly count: number;
    readonly normals: boolean;
  }[];
}

export function summaryOf({ coordinates, samples, box, boundaries }: Cloud): CloudSummary {
  return {
    count: samples[0].length,
    ranges: Object.fromEntries(coordinates.map((name, k) => [name, box[k]])),
    boundaries: [...boundaries].map(([name, { points, normals }]) => ({
      name,
      count: points[0].length,
      normals: normals !== null,
    })),
  };
}
