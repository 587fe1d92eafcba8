import * as op from '../program';
import type { Value } from '../program';
import type { Network } from './network';

/** How an output changes where a coordinate is mirrored; under a translation it stays as it is wherever x moves. */
export type Parity = 'odd' | 'even' | 'translation' | 'none';

/** What is known of the outputs under a mirror x ↦ 2 centre − x in one coordinate, or under every translation along it. */
export interface Mirror {
  /** Row of the coordinate. */
  readonly coordinate: number;
  readonly centre: number;
  readonly parities: readonly Parity[];
}

/** Part of an output's mean that a point (itself, mirrored, moved to one place for all) has. */
const shares: Readonly<Record<Parity, readonly [number, number, number]>> = {
  odd: [0.5, -0.5, 0],
  even: [0.5, 0.5, 0],
  translation: [0, 0, 1],
  none: [1, 0, 0],
};
/** Sign and shift, in centres, of x in the image of a point: x' = sign·x + shift·centre. */
const images = [
  { sign: 1, shift: 0 },
  { sign: -1, shift: 2 },
  { sign: 0, shift: 1 },
] as const;

/** One image of the points: which one in each of the mirrors, and its part of the mean of each output. */
interface Image {
  readonly kinds: readonly number[];
  readonly parts: readonly number[];
}

/**
 * A network whose outputs have exact parities: (N(x) ± N(x'))/2 with the mirrored point x', and the mean over all images
 * under several mirrors; an output that every translation leaves as it is is computed at one place along the coordinate. A
 * point costs as much as its images, and counts for all of them.
 */
export function symmetric(network: Network, mirrors: readonly Mirror[]): Network {
  if (mirrors.length === 0) return network;
  /** Coordinate by coordinate of an image: x' = sign·x + shift. */
  const mapping = (rows: number, kinds: readonly number[]) => {
    const signs = new Array<number>(rows).fill(1);
    const shifts = new Array<number>(rows).fill(0);
    mirrors.forEach(({ coordinate, centre }, k) => {
      const { sign, shift } = images[kinds[k]];
      signs[coordinate] = sign;
      shifts[coordinate] = shift * centre;
    });
    return { signs, shifts };
  };
  const needed = imagesOf(mirrors);
  return {
    ...network,
    widest: network.widest * needed.length,
    apply(weights, points) {
      const [rows, count] = points.shape;
      const column = (values: readonly number[]) => op.constant(values, points.element, [values.length, 1]);
      const all = needed.map(({ kinds }) => {
        const { signs, shifts } = mapping(rows, kinds);
        return op.add(op.multiply(points, column(signs)), column(shifts));
      });
      const values = network.apply(weights, op.concat(all, 1));
      const outputs = values.shape[0];
      return needed
        .map(({ parts }, image): Value =>
          op.multiply(op.slice(values, [0, image * count], [outputs, count]), column(parts)),
        )
        .reduce((sum, part) => op.add(sum, part));
    },
  };
}

/** The images of a point under all mirrors, without those that are part of no output. */
function imagesOf(mirrors: readonly Mirror[]): Image[] {
  const itself: Image = { kinds: [], parts: mirrors[0].parities.map(() => 1) };
  return mirrors.reduce<Image[]>(
    (before, { parities }) =>
      images
        .flatMap((_image, kind) =>
          before.map(({ kinds, parts }) => ({
            kinds: [...kinds, kind],
            parts: parts.map((part, output) => part * shares[parities[output]][kind]),
          })),
        )
        .filter(({ parts }) => parts.some((part) => part !== 0)),
    [itself],
  );
}
