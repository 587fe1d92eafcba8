import { meeting, type Shape } from '../shape';

/** A round cylinder with flat ends; its pieces are the wall, the low end and the high end. */
export function cylinderShape(
  centre: Readonly<Record<string, number>>,
  axis: string,
  radius: number,
  height: number,
): Shape {
  const coordinates = Object.keys(centre);
  const middle = Object.values(centre);
  const along = coordinates.indexOf(axis);
  const [first, second] = [0, 1, 2].filter((k) => k !== along);
  const half = height / 2;
  const end = Math.PI * radius * radius;
  return {
    coordinates,
    box: middle.map((value, k) =>
      k === along ? [value - half, value + half] : [value - radius, value + radius],
    ),
    pieces: [2 * Math.PI * radius * height, end, end],
    units: 2,
    distance(point) {
      const out = Math.hypot(point[first] - middle[first], point[second] - middle[second]) - radius;
      return meeting(out, Math.abs(point[along] - middle[along]) - half);
    },
    boundary(piece, units, point, normal) {
      const angle = 2 * Math.PI * units[0];
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const wall = piece === 0;
      const side = 2 * piece - 3;
      const distance = wall ? radius : radius * Math.sqrt(units[1]);
      point[first] = middle[first] + distance * cos;
      point[second] = middle[second] + distance * sin;
      point[along] = middle[along] + half * (wall ? 2 * units[1] - 1 : side);
      normal[first] = wall ? cos : 0;
      normal[second] = wall ? sin : 0;
      normal[along] = wall ? 0 : side;
      return true;
    },
  };
}
