import type { Shape } from '../shape';

type Corner = readonly [number, number];

/** A plane figure with straight sides that do not cross; its pieces are the sides. */
export function polygonShape(coordinates: readonly [string, string], corners: readonly Corner[]): Shape {
  const count = corners.length;
  const sides = corners.map((from, k) => {
    const to = corners[(k + 1) % count];
    const along = [to[0] - from[0], to[1] - from[1]] as const;
    return { from, to, along, length: Math.hypot(...along) };
  });
  // Twice the area, positive when the corners go round to the left.
  const turn = sides.reduce((sum, { from, to }) => sum + from[0] * to[1] - to[0] * from[1], 0);
  const outward = turn > 0 ? 1 : -1;
  const extent = (k: 0 | 1): [number, number] => {
    const values = corners.map((corner) => corner[k]);
    return [Math.min(...values), Math.max(...values)];
  };
  return {
    coordinates,
    box: [extent(0), extent(1)],
    pieces: sides.map(({ length }) => length),
    units: 1,
    distance(point) {
      const [x, y] = [point[0], point[1]];
      let nearest = Infinity;
      let inside = false;
      for (const { from, to, along, length } of sides) {
        const share = ((x - from[0]) * along[0] + (y - from[1]) * along[1]) / (length * length);
        const kept = Math.min(1, Math.max(0, share));
        // Across the side itself the cross product is exact where the foot of a long way would be rounded.
        const away =
          kept === share
            ? Math.abs((x - from[0]) * along[1] - (y - from[1]) * along[0]) / length
            : Math.hypot(x - from[0] - kept * along[0], y - from[1] - kept * along[1]);
        if (away < nearest) nearest = away;
        const crosses = from[1] > y !== to[1] > y;
        if (crosses && x < from[0] + ((y - from[1]) * along[0]) / along[1]) inside = !inside;
      }
      return inside ? -nearest : nearest;
    },
    boundary(piece, units, point, normal) {
      const { from, along, length } = sides[piece];
      for (const k of [0, 1] as const) point[k] = from[k] + units[0] * along[k];
      normal[0] = (outward * along[1]) / length;
      normal[1] = (-outward * along[0]) / length;
      return true;
    },
  };
}
