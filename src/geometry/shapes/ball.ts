import { direction, directionUnits, sphereArea, type Shape } from '../shape';

/** A disc, a ball or a ball of more dimensions. */
export function ballShape(centre: Readonly<Record<string, number>>, radius: number): Shape {
  const coordinates = Object.keys(centre);
  const middle = Object.values(centre);
  const dimensions = middle.length;
  return {
    coordinates,
    box: middle.map((value) => [value - radius, value + radius]),
    pieces: [sphereArea(dimensions) * radius ** (dimensions - 1)],
    units: directionUnits(dimensions),
    distance(point) {
      let square = 0;
      for (let k = 0; k < dimensions; k++) square += (point[k] - middle[k]) ** 2;
      return Math.sqrt(square) - radius;
    },
    boundary(_piece, units, point, normal) {
      direction(units, normal);
      for (let k = 0; k < dimensions; k++) point[k] = middle[k] + radius * normal[k];
      return true;
    },
  };
}
