import { philox } from '../program';
import { streams } from './streams';

export interface Bounds {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Which draw of points is meant: the same draw gives the same points. */
export interface Draw {
  readonly seed: number;
  /** The number of the point set in its problem. */
  readonly part: number;
  /** The step of the run at which they are drawn. */
  readonly step: number;
  /** The box of coordinates. */
  readonly box: readonly Bounds[];
  /** Points asked for; a source that has points of its own gives these. */
  readonly count: number;
}

/** Columns by row name: each coordinate, `normalRow` of those that are asked for, each measured value. */
export type PointColumns = Readonly<Record<string, ArrayLike<number>>>;

/** Where the points of a set come from. */
export interface PointSource {
  /** True where other steps give other points: they are drawn anew together with those of the equations. */
  readonly redrawn: boolean;
  columns(draw: Draw): PointColumns;
}

/** The row that holds a component of the outward unit normal. */
export const normalRow = (coordinate: string) => `normal ${coordinate}`;

/**
 * Uniform numbers in (0, 1) on the host, others at each call.
 * @param row which numbers of the point set they are for
 */
export function uniformNumbers({ seed, step, part, box }: Draw, stream: number, row = 0) {
  let block = 0;
  return (count: number): Float64Array => {
    const counter = [block, step, part * box.length + row, stream];
    block += Math.ceil(count / 4);
    const words = philox([seed | 0, Math.floor(seed / 2 ** 32) | 0], counter, count);
    return Float64Array.from(words, (word) => ((word >>> 0) + 0.5) / 2 ** 32);
  };
}

/** Points of the box with some coordinates held, drawn one by one. */
function drawn(draw: Draw, held: Readonly<Record<string, number>>, stream: number): PointColumns {
  const { box, count } = draw;
  const columns = box.map(({ name, low, high }, k) => {
    if (name in held) return [name, new Float64Array(count).fill(held[name])] as const;
    const unit = uniformNumbers(draw, stream, k)(count);
    return [name, unit.map((share) => low + (high - low) * share)] as const;
  });
  return Object.fromEntries(columns);
}

/** Points anywhere in the box: what the equations begin with. */
export const boxPoints: PointSource = {
  redrawn: false,
  columns: (draw) => drawn(draw, {}, streams.first),
};

/**
 * Points where one coordinate is held at an end of its range. One free coordinate gets evenly spaced points, ends
 * included; more of them are drawn, and drawn anew with the points of the equations, since a few hundred points that
 * stay where they are would leave gaps between them.
 * @param side the end of the range
 */
export function sidePoints(coordinate: string, side: 'low' | 'high', dimensions: number): PointSource {
  const held = (box: readonly Bounds[]) => box.find(({ name }) => name === coordinate)![side];
  const normals = ({ box, count }: Draw) =>
    Object.fromEntries(
      box.map(({ name }) => {
        const outward = name !== coordinate ? 0 : side === 'low' ? -1 : 1;
        return [normalRow(name), new Float64Array(count).fill(outward)];
      }),
    );
  return {
    redrawn: dimensions > 2,
    columns(draw) {
      const { box, count } = draw;
      const value = held(box);
      if (box.length !== 2)
        return { ...normals(draw), ...drawn(draw, { [coordinate]: value }, streams.places) };
      const share = (k: number) => (count === 1 ? 0.5 : k / (count - 1));
      const places = box.map(({ name, low, high }) => [
        name,
        Float64Array.from({ length: count }, (_, k) =>
          name === coordinate ? value : low + (high - low) * share(k),
        ),
      ]);
      return { ...normals(draw), ...Object.fromEntries(places) };
    },
  };
}

/** Points that are given with all they carry. */
export function givenPoints(columns: PointColumns): PointSource {
  return { redrawn: false, columns: () => columns };
}
