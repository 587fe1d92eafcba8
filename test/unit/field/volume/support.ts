import { uniformAxis } from '../../../../src/field';
import { volumeGrid, type VolumeGrid } from '../../../../src/field/volume';

type Place = (x: number, y: number, z: number) => number;

/** A grid of `count` places along each axis. */
export function cube(count: number, low = -1, high = 1): VolumeGrid {
  return volumeGrid(['x', 'y', 'z'].map((name) => uniformAxis(name, low, high, count)));
}

/** A grid whose places crowd towards the ends. */
export function uneven(count: number): VolumeGrid {
  const { axes } = cube(count);
  return volumeGrid(
    axes.map(({ name, values }, k) => ({
      name,
      values: values.map((value) => (k === 1 ? value : Math.sin((Math.PI / 2) * 0.9 * value))),
    })),
  );
}

export function sampled({ axes }: VolumeGrid, value: Place): Float64Array {
  const [xs, ys, zs] = axes.map((axis) => [...axis.values]);
  return Float64Array.from(xs.flatMap((x) => ys.flatMap((y) => zs.map((z) => value(x, y, z)))));
}

/** Places in a box, always the same. */
export function places(count: number, low = -1, high = 1): [number, number, number][] {
  const share = (n: number, step: number): number => low + (high - low) * ((0.5 + n * step) % 1);
  return Array.from({ length: count }, (_, n) => [
    share(n + 1, 0.8191725133961645),
    share(n + 1, 0.6710436067037893),
    share(n + 1, 0.5497004779019703),
  ]);
}
