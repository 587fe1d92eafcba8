/** A number, or an expression that gives one. */
type Constant = number | string;

interface Named {
  /** By which its boundary is called; its kind and a number when it has none. */
  name?: string | undefined;
}

/** Points in a file: the heading of each coordinate's column. */
interface PointColumns {
  file: string;
  columns: Record<string, string>;
}

/** Points of a boundary, and where they are known the columns of the components of the outward normals there. */
export interface BoundaryList extends PointColumns {
  normals?: Record<string, string> | undefined;
}

/** A shape by itself; its lengths are constants as written, or numbers once they are read. */
export type Primitive<N = Constant> = Named &
  (
    | { shape: 'box'; ranges: Record<string, [N, N]> }
    | { shape: 'disc' | 'ball'; centre: Record<string, N>; radius: N }
    | { shape: 'ellipse'; centre: Record<string, N>; radii: Record<string, N>; angle?: N | undefined }
    | { shape: 'ellipsoid'; centre: Record<string, N>; radii: Record<string, N> }
    | { shape: 'polygon'; coordinates: [string, string]; corners: [N, N][] }
    | { shape: 'cylinder'; centre: Record<string, N>; axis: string; radius: N; height: N }
    | { shape: 'torus'; centre: Record<string, N>; axis: string; radius: N; tube: N }
    | { shape: 'mesh'; file: string; coordinates: [string, string, string]; scale?: N | undefined }
    | ({ shape: 'points'; boundaries?: Record<string, BoundaryList> | undefined } & PointColumns)
  );

/** Regions put together; of a difference the first is what the others are taken from. */
export interface Combination<N = Constant> {
  shape: 'union' | 'intersection' | 'difference';
  of: Geometry<N>[];
}

/** A region over space coordinates. Along a coordinate that a shape does not mention it goes on without end. */
export type Geometry<N = Constant> = Primitive<N> | Combination<N>;

/** What each shape is called in a form, and when to use it. */
export const shapeKinds = {
  box: {
    label: 'Box',
    use: 'For intervals, rectangles and boxes of any dimension: a range for each coordinate.',
  },
  disc: { label: 'Disc', use: 'For a circle with what lies inside it, in two coordinates.' },
  ball: { label: 'Ball', use: 'For a sphere with what lies inside it, in three or more coordinates.' },
  ellipse: { label: 'Ellipse', use: 'For an ellipse in two coordinates, turned by an angle if need be.' },
  ellipsoid: { label: 'Ellipsoid', use: 'For an ellipsoid along the coordinates, in three or more of them.' },
  polygon: {
    label: 'Polygon',
    use: 'For a plane figure with straight sides, by its corners in their order.',
  },
  cylinder: { label: 'Cylinder', use: 'For a round cylinder with flat ends along one of three coordinates.' },
  torus: { label: 'Torus', use: 'For a ring with a round tube about one of three coordinates.' },
  mesh: { label: 'Mesh', use: 'For a closed surface of triangles from an STL file.' },
  points: {
    label: 'Points',
    use: 'For a region known by points from files only: samples inside it, and lists of points on its boundary.',
  },
  union: { label: 'Union', use: 'For what lies in any of several regions.' },
  intersection: { label: 'Intersection', use: 'For what lies in all of several regions.' },
  difference: { label: 'Difference', use: 'For the first region without the others.' },
} as const satisfies Record<Geometry['shape'], { label: string; use: string }>;

export function isCombination<N>(geometry: Geometry<N>): geometry is Combination<N> {
  return 'of' in geometry;
}

/** A shape of a geometry with the name of its boundary and of each piece of it. */
export interface NamedPrimitive<N> {
  primitive: Primitive<N>;
  /** Given, or the kind and its number among those of its kind without a name: "disc 1". */
  name: string;
  /** "box 1: x low" for each, or the name alone where there is one piece only. */
  pieces: string[];
  /** Where it stands in the document, from the geometry on. */
  path: (string | number)[];
}

/** The name of the column of a normal's component beside those of coordinates. */
export const normalColumn = (coordinate: string): string => `normal ${coordinate}`;

/** Every column of a list of points by the name that it has in the study. */
export function listColumns({ columns, normals = {} }: BoundaryList): Record<string, string> {
  const named = Object.entries(normals).map(([name, heading]) => [normalColumn(name), heading]);
  return { ...columns, ...(Object.fromEntries(named) as Record<string, string>) };
}

/** Every shape of a geometry by itself, in the order of the document. */
export function namedPrimitives<N>(geometry: Geometry<N>): NamedPrimitive<N>[] {
  const counts = new Map<string, number>();
  const visit = (tree: Geometry<N>, path: (string | number)[]): NamedPrimitive<N>[] => {
    if (isCombination(tree)) return tree.of.flatMap((part, index) => visit(part, [...path, 'of', index]));
    const count = (counts.get(tree.shape) ?? 0) + 1;
    if (tree.name === undefined) counts.set(tree.shape, count);
    const name = tree.name ?? `${tree.shape} ${count}`;
    const parts = pieceNames(tree);
    const whole = parts.length === 1 ? [name] : parts.map((part) => `${name}: ${part}`);
    // Lists of points have names of their own.
    const pieces = tree.shape === 'points' ? parts : whole;
    return [{ primitive: tree, name, pieces, path }];
  };
  return visit(geometry, []);
}

/**
 * The pieces of a shape's boundary: the sides of a box or polygon, the wall and the ends of a cylinder, lists of points,
 * else all of it.
 */
export function pieceNames(primitive: Primitive<unknown>): string[] {
  switch (primitive.shape) {
    case 'box':
      return Object.keys(primitive.ranges).flatMap((name) => [`${name} low`, `${name} high`]);
    case 'polygon':
      return primitive.corners.map((_, index) => `side ${index + 1}`);
    case 'cylinder':
      return ['wall', `${primitive.axis} low`, `${primitive.axis} high`];
    case 'points':
      return Object.keys(primitive.boundaries ?? {});
    default:
      return ['surface'];
  }
}

/** The coordinates that a shape mentions. */
export function coordinatesOf(primitive: Primitive<unknown>): string[] {
  if ('ranges' in primitive) return Object.keys(primitive.ranges);
  if ('columns' in primitive) return Object.keys(primitive.columns);
  return 'centre' in primitive ? Object.keys(primitive.centre) : [...primitive.coordinates];
}

/** The coordinates of a whole region, in the order in which it mentions them. */
export function geometryCoordinates(geometry: Geometry<unknown>): string[] {
  return [...new Set(namedPrimitives(geometry).flatMap(({ primitive }) => coordinatesOf(primitive)))];
}
