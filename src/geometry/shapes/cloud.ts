import type { Cloud } from '../cloud/cloud';
import type { Shape } from '../shape';

/** A region that is given by points; its pieces are the lists of points on its boundary. */
export function cloudShape(cloud: Cloud): Shape {
  const lists = [...cloud.boundaries.values()];
  return {
    coordinates: cloud.coordinates,
    box: cloud.box,
    pieces: lists.map(({ points }) => points[0].length),
    samples: cloud.samples,
    units: 1,
    distance: (point) => cloud.distance(point),
    boundary(piece, units, point, normal) {
      const { points, normals } = lists[piece];
      const count = points[0].length;
      const row = Math.min(count - 1, Math.floor(units[0] * count));
      for (let k = 0; k < point.length; k++) {
        point[k] = points[k][row];
        normal[k] = normals === null ? NaN : normals[k][row];
      }
      return true;
    },
  };
}
