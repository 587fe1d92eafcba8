import * as op from '../program';
import type { Value } from '../program';
import { isCombination, type Geometry } from '../study';

/** A polygon of more corners is not worth the work of a test in a program. */
const mostCorners = 64;

/** Whether `levelOf` can say what lies inside: a mesh or a list of points is too much for a program. */
export function hasLevel(geometry: Geometry<number>): boolean {
  if (isCombination(geometry)) return geometry.of.every(hasLevel);
  if (geometry.shape === 'polygon') return geometry.corners.length <= mostCorners;
  return geometry.shape !== 'mesh' && geometry.shape !== 'points';
}

/**
 * A value that is negative inside a region and positive outside, recorded in the program being traced.
 * @param at the values of a coordinate, [1, points]
 */
export function levelOf(geometry: Geometry<number>, at: (coordinate: string) => Value): Value {
  if (isCombination(geometry)) {
    const levels = geometry.of.map((part) => levelOf(part, at));
    const [first, ...taken] = levels;
    if (geometry.shape === 'union') return levels.reduce((a, b) => op.minimum(a, b));
    if (geometry.shape === 'intersection') return levels.reduce((a, b) => op.maximum(a, b));
    return taken.reduce((level, other) => op.maximum(level, op.negate(other)), first);
  }
  const square = (value: Value): Value => op.multiply(value, value);
  /** Σ ((x − centre)/radius)². */
  const squares = (centre: Readonly<Record<string, number>>, radius: (name: string) => number): Value =>
    Object.entries(centre)
      .map(([name, middle]) => square(op.multiply(op.subtract(at(name), middle), 1 / radius(name))))
      .reduce((a, b) => op.add(a, b));
  switch (geometry.shape) {
    case 'box':
      return Object.entries(geometry.ranges)
        .map(([name, [low, high]]) => op.maximum(op.subtract(low, at(name)), op.subtract(at(name), high)))
        .reduce((a, b) => op.maximum(a, b));
    case 'disc':
    case 'ball':
      return op.subtract(
        squares(geometry.centre, () => geometry.radius),
        1,
      );
    case 'ellipsoid':
      return op.subtract(
        squares(geometry.centre, (name) => geometry.radii[name]),
        1,
      );
    case 'ellipse': {
      const [first, second] = Object.keys(geometry.centre);
      const angle = ((geometry.angle ?? 0) * Math.PI) / 180;
      const [x, y] = [first, second].map((name) => op.subtract(at(name), geometry.centre[name]));
      const along = (cos: number, sin: number, radius: number): Value =>
        square(op.multiply(op.add(op.multiply(x, cos), op.multiply(y, sin)), 1 / radius));
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const { radii } = geometry;
      return op.subtract(op.add(along(cos, sin, radii[first]), along(-sin, cos, radii[second])), 1);
    }
    case 'cylinder':
    case 'torus': {
      const { centre, axis } = geometry;
      const across = Object.fromEntries(Object.entries(centre).filter(([name]) => name !== axis));
      const height = op.subtract(at(axis), centre[axis]);
      const out = op.sqrt(squares(across, () => 1));
      if (geometry.shape === 'cylinder') {
        const beyond = op.subtract(op.absolute(height), geometry.height / 2);
        return op.maximum(op.subtract(out, geometry.radius), beyond);
      }
      const distance = op.add(square(op.subtract(out, geometry.radius)), square(height));
      return op.subtract(distance, geometry.tube ** 2);
    }
    case 'polygon': {
      // A ray to the right crosses the sides an odd number of times from inside: −1 to that power.
      const { corners, coordinates } = geometry;
      const [x, y] = coordinates.map(at);
      const signs = corners.map(([ax, ay], k) => {
        const [bx, by] = corners[(k + 1) % corners.length];
        if (ay === by) return undefined;
        const reached = op.multiply(op.subtract(y, ay), (bx - ax) / (by - ay));
        const above = op.multiply(op.sign(op.subtract(y, ay)), op.sign(op.subtract(y, by)));
        const crosses = op.and(op.less(above, 0), op.less(x, op.add(reached, ax)));
        return op.select(crosses, op.constant(-1, x.element), op.constant(1, x.element));
      });
      return signs.filter((value) => value !== undefined).reduce((a, b) => op.multiply(a, b));
    }
    case 'mesh':
    case 'points':
      throw new Error(`The region of the file "${geometry.file}" has no level in a program.`);
  }
}
