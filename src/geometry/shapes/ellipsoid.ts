import { direction, directionUnits, sphereArea, type Shape } from '../shape';
import { sobolPoints } from '../sampling/sobol';

/**
 * An ellipse, an ellipsoid or one of more dimensions along the coordinates.
 * @param angle radians by which an ellipse is turned from its first coordinate towards the second
 */
export function ellipsoidShape(
  centre: Readonly<Record<string, number>>,
  radii: Readonly<Record<string, number>>,
  angle = 0,
): Shape {
  const coordinates = Object.keys(centre);
  const dimensions = coordinates.length;
  const middle = Object.values(centre);
  const axes = coordinates.map((name) => radii[name]);
  const least = Math.min(...axes);
  const ratios = axes.map((axis) => (axis / least) ** 2);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const own = new Float64Array(dimensions);
  const unit = new Float64Array(dimensions);

  /** Turns a vector of the ellipse's own axes into one along the coordinates. */
  const turn = (vector: Float64Array): void => {
    if (angle === 0) return;
    const [a, b] = vector;
    vector[0] = cos * a - sin * b;
    vector[1] = sin * a + cos * b;
  };
  const reach = (k: number): number => (angle === 0 ? axes[k] : Math.hypot(axes[k] * cos, axes[1 - k] * sin));

  return {
    coordinates,
    box: middle.map((value, k) => [value - reach(k), value + reach(k)]),
    pieces: [surfaceArea(axes)],
    units: directionUnits(dimensions) + 1,
    distance(point) {
      for (let k = 0; k < dimensions; k++) own[k] = point[k] - middle[k];
      if (angle !== 0) {
        const [a, b] = own;
        own[0] = cos * a + sin * b;
        own[1] = cos * b - sin * a;
      }
      return ellipsoidDistance(own, axes, ratios, least);
    },
    boundary(_piece, units, point, normal) {
      direction(units, unit);
      // A piece of the unit sphere is stretched by Π a · √Σ (u_i/a_i)²: the share of it that is kept.
      let square = 0;
      for (let k = 0; k < dimensions; k++) square += (unit[k] / axes[k]) ** 2;
      const stretch = Math.sqrt(square);
      if (units[directionUnits(dimensions)] >= stretch * least) return false;
      for (let k = 0; k < dimensions; k++) {
        point[k] = axes[k] * unit[k];
        normal[k] = unit[k] / axes[k] / stretch;
      }
      turn(point);
      turn(normal);
      for (let k = 0; k < dimensions; k++) point[k] += middle[k];
      return true;
    },
  };
}

/**
 * Distance to an ellipsoid, negative inside (D. Eberly, "Distance from a point to an ellipse, an ellipsoid, or a
 * hyperellipsoid", Geometric Tools 2013): the nearest point is r_i y_i/(s + r_i), r_i = (a_i/a_min)², with s the largest
 * root of Σ (r_i y_i/a_i/(s + r_i))² = 1, found by bisection of t = s + 1 ≥ 0.
 */
function ellipsoidDistance(
  point: Float64Array,
  axes: readonly number[],
  ratios: readonly number[],
  least: number,
): number {
  const size = point.length;
  let most = 0;
  let scaled = 0;
  for (let k = 0; k < size; k++) {
    // A component of exactly nothing would hide the root that a point near the middle has.
    point[k] = Math.max(Math.abs(point[k]), 1e-100 * axes[k]);
    most += (ratios[k] * (point[k] / axes[k])) ** 2;
    if (axes[k] === least) scaled = Math.max(scaled, point[k] / axes[k]);
  }
  let low = scaled;
  let high = Math.sqrt(most);
  for (let step = 0; step < 200 && low < high; step++) {
    const t = high > 4 * low ? Math.sqrt(low * high) : (low + high) / 2;
    if (t === low || t === high) break;
    let sum = -1;
    for (let k = 0; k < size; k++) sum += ((ratios[k] * (point[k] / axes[k])) / (t + (ratios[k] - 1))) ** 2;
    if (sum > 0) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  let square = 0;
  for (let k = 0; k < size; k++) square += (point[k] / (t + (ratios[k] - 1))) ** 2;
  return (t - 1) * Math.sqrt(square);
}

/** ∫ Π a · √Σ (u_i/a_i)² over the unit sphere. */
function surfaceArea(axes: readonly number[]): number {
  const dimensions = axes.length;
  const volume = axes.reduce((product, axis) => product * axis, 1);
  const stretch = (unit: ArrayLike<number>): number =>
    volume * Math.sqrt(axes.reduce((sum, axis, k) => sum + (unit[k] / axis) ** 2, 0));
  if (dimensions > 3) {
    const count = 2 ** 14;
    const units = sobolPoints(directionUnits(dimensions), count);
    const unit = new Float64Array(dimensions);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      direction(
        units.map((column) => column[i]),
        unit,
      );
      sum += stretch(unit);
    }
    return (sphereArea(dimensions) * sum) / count;
  }
  // Round the axis the sum is that of a periodic function; along it Fejér's rule (1933), with n nodes cos θ.
  const around = 2048;
  const heights = dimensions === 2 ? [{ height: 0, weight: 1 }] : fejer(256);
  let total = 0;
  for (const { height, weight } of heights) {
    const radius = Math.sqrt(1 - height * height);
    let sum = 0;
    for (let k = 0; k < around; k++) {
      const phi = (2 * Math.PI * k) / around;
      sum += stretch([radius * Math.cos(phi), radius * Math.sin(phi), height]);
    }
    total += (weight * sum * 2 * Math.PI) / around;
  }
  return total;
}

function fejer(count: number): { height: number; weight: number }[] {
  return Array.from({ length: count }, (_, k) => {
    const theta = ((k + 0.5) * Math.PI) / count;
    let sum = 1;
    for (let j = 1; j <= count / 2; j++) sum -= (2 * Math.cos(2 * j * theta)) / (4 * j * j - 1);
    return { height: Math.cos(theta), weight: (2 * sum) / count };
  });
}
