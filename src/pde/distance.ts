import type { Resolved } from '../language';
import { isCombination, namedPrimitives, type Geometry, type Primitive } from '../study';
import { binary, coordinate, number, product, sqrt, sum } from './trees';

/**
 * Approximate distance functions of pieces of a boundary as expressions (Rvachev & Sheiko, Appl. Mech. Rev. 48, 1995;
 * Sukumar & Srivastava, CMAME 389, 2022, section 3): zero on a piece, positive elsewhere in the region, smooth but where
 * pieces end, and growing like the distance from the piece.
 */
export interface PieceFunction {
  /** Zero on a surface that holds the piece; positive inside the shape, or outside where that is taken away. */
  readonly level: Resolved;
  /** All positive on the piece itself, where the surface goes on in the region beyond it. */
  readonly ends: readonly Resolved[];
  /** Whether the surface enters the shape itself. */
  readonly enters?: boolean;
}

/** Its square can be told from zero in either precision, so that no root has an infinite slope. */
const tiny = number(1e-36);

const minus = (a: Resolved, b: Resolved): Resolved => binary('-', a, b);
const times = (a: Resolved, b: Resolved): Resolved => binary('*', a, b);
const over = (a: Resolved, b: number): Resolved => binary('/', a, number(b));
const square = (a: Resolved): Resolved => times(a, a);
const negative = (a: Resolved): Resolved => minus(number(0), a);
const root = (a: Resolved, b: Resolved): Resolved => sqrt(sum([square(a), square(b), tiny]));
/** Positive where both are: a + b − √(a² + b²). */
const both = (a: Resolved, b: Resolved): Resolved => minus(binary('+', a, b), root(a, b));
/** Positive where one of them is. */
const either = (a: Resolved, b: Resolved): Resolved => sum([a, b, root(a, b)]);

/** (x − low)(high − x)/(high − low): positive between the two. */
function between(name: string, low: number, high: number): Resolved {
  return over(times(minus(coordinate(name), number(low)), minus(number(high), coordinate(name))), high - low);
}

/** (R² − |x − c|²)/(2R): positive within a distance, and like the distance to the rim near it. */
function around(centre: Readonly<Record<string, number>>, radius: number): Resolved {
  const squares = Object.entries(centre).map(([name, middle]) =>
    square(minus(coordinate(name), number(middle))),
  );
  return over(minus(number(radius * radius), sum(squares)), 2 * radius);
}

/** The functions of a shape's pieces, in the order of their names, positive inside. */
function sidesOf(primitive: Primitive<number>): PieceFunction[] {
  switch (primitive.shape) {
    case 'box': {
      const ranges = Object.entries(primitive.ranges);
      return ranges.flatMap(([name, [low, high]]) => {
        const ends = ranges.flatMap(([other, [from, to]]) =>
          other === name ? [] : [between(other, from, to)],
        );
        return [
          { level: minus(coordinate(name), number(low)), ends },
          { level: minus(number(high), coordinate(name)), ends },
        ];
      });
    }
    case 'disc':
    case 'ball':
      return [{ level: around(primitive.centre, primitive.radius), ends: [] }];
    case 'ellipse':
    case 'ellipsoid': {
      const { centre, radii } = primitive;
      const names = Object.keys(centre);
      const away = names.map((name) => minus(coordinate(name), number(centre[name])));
      const angle = primitive.shape === 'ellipse' ? ((primitive.angle ?? 0) * Math.PI) / 180 : 0;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const turned =
        angle === 0
          ? away
          : [
              sum([times(number(cos), away[0]), times(number(sin), away[1])]),
              minus(times(number(cos), away[1]), times(number(sin), away[0])),
            ];
      const squares = names.map((name, k) => square(over(turned[k], radii[name])));
      const least = Math.min(...Object.values(radii));
      return [{ level: times(number(least / 2), minus(number(1), sum(squares))), ends: [] }];
    }
    case 'polygon': {
      const { corners, coordinates } = primitive;
      const [x, y] = coordinates.map(coordinate);
      const turn = corners.reduce((area, [ax, ay], k) => {
        const [bx, by] = corners[(k + 1) % corners.length];
        return area + ax * by - bx * ay;
      }, 0);
      return corners.map(([ax, ay], k) => {
        const [bx, by] = corners[(k + 1) % corners.length];
        const length = Math.hypot(bx - ax, by - ay);
        const inward = (px: number, py: number) =>
          (Math.sign(turn) * ((bx - ax) * (py - ay) - (by - ay) * (px - ax))) / length;
        const [alongX, alongY] = [(bx - ax) / length, (by - ay) / length].map(
          (part) => Math.sign(turn) * part,
        );
        const level = minus(
          times(number(alongX), minus(y, number(ay))),
          times(number(alongY), minus(x, number(ax))),
        );
        const middle = { [coordinates[0]]: (ax + bx) / 2, [coordinates[1]]: (ay + by) / 2 };
        // A line that leaves all corners on one side does not enter the polygon.
        const enters = corners.some(([px, py]) => inward(px, py) < -1e-12 * length);
        return { level, ends: [around(middle, length / 2)], enters };
      });
    }
    case 'cylinder': {
      const { centre, axis, radius, height } = primitive;
      const [low, high] = [centre[axis] - height / 2, centre[axis] + height / 2];
      const across = Object.fromEntries(Object.entries(centre).filter(([name]) => name !== axis));
      const wall = around(across, radius);
      return [
        { level: wall, ends: [between(axis, low, high)] },
        { level: minus(coordinate(axis), number(low)), ends: [wall] },
        { level: minus(number(high), coordinate(axis)), ends: [wall] },
      ];
    }
    case 'torus': {
      const { centre, axis, radius, tube } = primitive;
      const across = Object.entries(centre).filter(([name]) => name !== axis);
      const out = sqrt(
        sum([...across.map(([name, middle]) => square(minus(coordinate(name), number(middle)))), tiny]),
      );
      const height = minus(coordinate(axis), number(centre[axis]));
      const distance = sum([square(minus(out, number(radius))), square(height)]);
      return [{ level: over(minus(number(tube * tube), distance), 2 * tube), ends: [] }];
    }
    case 'mesh':
      throw new Error(
        'The surface of a mesh is no expression, so nothing can be built in there; set hard to false.',
      );
    case 'points':
      throw new Error(
        'Points on a boundary are no expression of it, so nothing can be built in there; set hard to false.',
      );
  }
}

/** Positive inside a shape or combination, zero on its boundary. */
function insideOf(geometry: Geometry<number>): Resolved {
  if (isCombination(geometry)) {
    const [first, ...others] = geometry.of.map(insideOf);
    if (geometry.shape === 'union') return others.reduce(either, first);
    return others.reduce((a, b) => both(a, geometry.shape === 'difference' ? negative(b) : b), first);
  }
  const sides = sidesOf(geometry);
  if (sides.some(({ enters }) => enters === true))
    throw new Error(
      'A polygon with an inner corner that is joined with other shapes can not be built in; set hard to false.',
    );
  return sides.map(({ level }) => level).reduce(both);
}

/** Where a shape stands in a region. */
interface Standing {
  /** Whether it was taken away. */
  readonly taken: boolean;
  /** Whether the whole region lies inside of it. */
  readonly holds: boolean;
  /** Positive where its boundary is one of the region. */
  readonly ends: readonly Resolved[];
}

/**
 * The function of each piece of a region's boundary, by the names of `namedPrimitives`.
 * Errors: a shape that has none, as a sentence.
 */
export function pieceFunctions(region: Geometry<number>): Map<string, () => PieceFunction> {
  const standings: Standing[] = [];
  const visit = (tree: Geometry<number>, here: Standing): void => {
    if (!isCombination(tree)) {
      standings.push(here);
      return;
    }
    tree.of.forEach((part, k) => {
      const others = (): Resolved[] => tree.of.flatMap((other, j) => (j === k ? [] : [insideOf(other)]));
      if (tree.shape === 'difference') {
        const taken = k === 0 ? here.taken : !here.taken;
        const beside = (): Resolved[] =>
          others().map((other, j) => (k > 0 && j === 0 ? other : negative(other)));
        // What is left of a difference that is itself taken away holds parts of all of its boundaries.
        const ends = here.taken ? [...here.ends, ...beside()] : here.ends;
        visit(part, { taken, holds: here.holds && k === 0, ends });
      } else {
        const goesOn = (tree.shape === 'union') !== here.taken;
        const sign = tree.shape === 'union' ? negative : (other: Resolved) => other;
        const ends = goesOn ? [...here.ends, ...others().map(sign)] : here.ends;
        visit(part, { ...here, holds: here.holds && tree.shape === 'intersection', ends });
      }
    });
  };
  visit(region, { taken: false, holds: true, ends: [] });
  const found = new Map<string, () => PieceFunction>();
  namedPrimitives(region).forEach(({ primitive, pieces }, index) => {
    const { taken, holds, ends } = standings[index];
    pieces.forEach((name, k) =>
      found.set(name, () => {
        const side = sidesOf(primitive)[k];
        const own = !holds || side.enters === true ? side.ends : [];
        return { level: taken ? negative(side.level) : side.level, ends: [...own, ...ends] };
      }),
    );
  });
  return found;
}

/**
 * Zero on the piece alone. With ends t it is √(f² + ((√(t² + f⁴) − t)/2)²) (Sukumar & Srivastava, equation 8).
 * @param where more of what is positive on the piece
 */
export function pieceDistance({ level, ends }: PieceFunction, where: readonly Resolved[]): Resolved {
  const all = [...ends, ...where];
  if (all.length === 0) return level;
  const trim = all.reduce(both);
  const beyond = over(minus(root(trim, square(level)), trim), 2);
  return root(level, beyond);
}

/** More factors than this make a product that is flat near corners and small in the middle. */
const mostFactors = 6;

/** Zero where one of them is: their product, or of many 1/Σ(1/φ), which keeps the slope of each. */
export function joined(distances: readonly Resolved[]): Resolved {
  if (distances.length <= mostFactors) return product(distances);
  const inverse = distances.map((one) => binary('/', number(1), binary('+', one, number(1e-18))));
  return binary('/', number(1), sum(inverse));
}
