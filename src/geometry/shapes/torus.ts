import type { Shape } from '../shape';

/** A ring with a round tube, thinner than the ring is wide. */
export function torusShape(
  centre: Readonly<Record<string, number>>,
  axis: string,
  radius: number,
  tube: number,
): Shape {
  const coordinates = Object.keys(centre);
  const middle = Object.values(centre);
  const along = coordinates.indexOf(axis);
  const [first, second] = [0, 1, 2].filter((k) => k !== along);
  return {
    coordinates,
    box: middle.map((value, k) => {
      const reach = k === along ? tube : radius + tube;
      return [value - reach, value + reach];
    }),
    // Pappus: the way of the tube's centre times its circumference.
    pieces: [4 * Math.PI * Math.PI * radius * tube],
    units: 2,
    distance(point) {
      const out = Math.hypot(point[first] - middle[first], point[second] - middle[second]) - radius;
      return Math.hypot(out, point[along] - middle[along]) - tube;
    },
    boundary(_piece, units, point, normal) {
      const around = 2 * Math.PI * units[0];
      const turn = tubeAngle(2 * Math.PI * units[1], tube / radius);
      const [cos, sin] = [Math.cos(around), Math.sin(around)];
      const [out, up] = [Math.cos(turn), Math.sin(turn)];
      const distance = radius + tube * out;
      point[first] = middle[first] + distance * cos;
      point[second] = middle[second] + distance * sin;
      point[along] = middle[along] + tube * up;
      normal[first] = out * cos;
      normal[second] = out * sin;
      normal[along] = up;
      return true;
    },
  };
}

/**
 * The angle v round the tube with v + e sin v = mean: equal steps of the mean cover equal areas, since the area grows
 * with the distance R + r cos v from the axis. Newton's method, kept between bounds as for Kepler's equation.
 */
function tubeAngle(mean: number, e: number): number {
  let [low, high] = [mean - e, mean + e];
  let angle = mean;
  for (let step = 0; step < 60; step++) {
    const error = angle + e * Math.sin(angle) - mean;
    if (error > 0) high = angle;
    else low = angle;
    let next = angle - error / (1 + e * Math.cos(angle));
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - angle) <= 1e-15) break;
    angle = next;
  }
  return angle;
}
