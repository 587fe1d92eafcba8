import * as op from '../program';
import type { Value } from '../program';
import type { Network } from './network';

/** How an output changes where a coordinate is mirrored. */
export type Parity = 'odd' | 'even' | 'none';

/** A mirror x ↦ 2 centre − x in one coordinate, and the parity of each output there. */
export interface Mirror {
  /** Row of the coordinate. */
  readonly coordinate: number;
  readonly centre: number;
  readonly parities: readonly Parity[];
}

/** Part of an output's mean that a point (itself, mirrored) has. */
const shares: Readonly<Record<Parity, readonly [number, number]>> = {
  odd: [0.5, -0.5],
  even: [0.5, 0.5],
  none: [1, 0],
};

/**
 * A network whose outputs have exact parities: (N(x) ± N(x'))/2 with the mirrored point x', and the mean over all images
 * under several mirrors. A point costs as much as its images, and counts for all of them.
 */
export function symmetric(network: Network, mirrors: readonly Mirror[]): Network {
  if (mirrors.length === 0) return network;
  const images = Array.from({ length: 2 ** mirrors.length }, (_, image) =>
    mirrors.map((_mirror, k) => (image >> k) & 1),
  );
  /** Coordinate by coordinate of an image: x' = sign·x + shift. */
  const mapping = (rows: number, mirrored: readonly number[]) => {
    const signs = new Array<number>(rows).fill(1);
    const shifts = new Array<number>(rows).fill(0);
    mirrors.forEach(({ coordinate, centre }, k) => {
      if (mirrored[k] === 0) return;
      signs[coordinate] = -1;
      shifts[coordinate] = 2 * centre;
    });
    return { signs, shifts };
  };
  const weightOf = (output: number, mirrored: readonly number[]) =>
    mirrors.reduce((product, { parities }, k) => product * shares[parities[output]][mirrored[k]], 1);
  return {
    ...network,
    widest: network.widest * images.length,
    apply(weights, points) {
      const [rows, count] = points.shape;
      const column = (values: readonly number[]) => op.constant(values, points.element, [values.length, 1]);
      const all = images.map((mirrored) => {
        const { signs, shifts } = mapping(rows, mirrored);
        return op.add(op.multiply(points, column(signs)), column(shifts));
      });
      const values = network.apply(weights, op.concat(all, 1));
      const outputs = values.shape[0];
      return images
        .map((mirrored, image): Value => {
          const shareOf = Array.from({ length: outputs }, (_, output) => weightOf(output, mirrored));
          return op.multiply(op.slice(values, [0, image * count], [outputs, count]), column(shareOf));
        })
        .reduce((sum, part) => op.add(sum, part));
    },
  };
}
