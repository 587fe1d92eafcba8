import type { Interval, Shape } from '../shape';

/** A box of any dimension; its pieces are the low and the high side of each coordinate. */
export function boxShape(ranges: Readonly<Record<string, Interval>>): Shape {
  const coordinates = Object.keys(ranges);
  const box = Object.values(ranges);
  const lengths = box.map(([low, high]) => high - low);
  const area = (k: number): number =>
    lengths.reduce((product, length, j) => (j === k ? product : product * length), 1);
  return {
    coordinates,
    box,
    pieces: coordinates.flatMap((_, k) => [area(k), area(k)]),
    units: Math.max(1, coordinates.length - 1),
    distance(point) {
      let deepest = -Infinity;
      let outside = 0;
      for (let k = 0; k < box.length; k++) {
        const over = Math.max(box[k][0] - point[k], point[k] - box[k][1]);
        if (over > deepest) deepest = over;
        if (over > 0) outside += over * over;
      }
      return outside > 0 ? Math.sqrt(outside) : deepest;
    },
    boundary(piece, units, point, normal) {
      const held = piece >> 1;
      const side = piece & 1;
      let next = 0;
      for (let k = 0; k < box.length; k++) {
        point[k] = k === held ? box[k][side] : box[k][0] + lengths[k] * units[next++];
        normal[k] = k === held ? 2 * side - 1 : 0;
      }
      return true;
    },
  };
}
