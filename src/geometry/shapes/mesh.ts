import type { Surface } from '../mesh/surface';
import { TriangleTree } from '../mesh/tree';
import type { Interval, Shape } from '../shape';

type Vector = [number, number, number];

/** What is inside a closed surface of triangles; the surface is its one piece. */
export function meshShape(
  coordinates: readonly [string, string, string],
  surface: Surface,
  scale = 1,
): Shape {
  const { triangles } = surface;
  const vertices = surface.vertices.map((value) => scale * value);
  const corners = Float64Array.from(
    { length: 3 * triangles.length },
    (_, k) => vertices[3 * triangles[Math.floor(k / 3)] + (k % 3)],
  );
  // Points on the surface alone need no search.
  let tree: TriangleTree | undefined;
  const { faces, edges, points, areas } = normalsOf(vertices, triangles);
  // Areas up to each triangle: where a number falls between them says which triangle it means.
  let total = 0;
  const upTo = areas.map((area) => (total += area));

  return {
    coordinates,
    box: [0, 1, 2].map((axis): Interval => {
      let [low, high] = [Infinity, -Infinity];
      for (let k = axis; k < vertices.length; k += 3) {
        low = Math.min(low, vertices[k]);
        high = Math.max(high, vertices[k]);
      }
      return [low, high];
    }),
    pieces: [total],
    units: 2,
    /**
     * The sign is that of the way to the nearest point along the normal there; at an edge or a vertex that is the sum of
     * the neighbours' normals, weighted by their angles (Bærentzen & Aanæs, IEEE TVCG 11, 2005).
     */
    distance(place) {
      const [x, y, z] = [place[0], place[1], place[2]];
      tree ??= new TriangleTree(corners);
      const { point, place: k } = tree.nearest(x, y, z);
      const triangle = tree.order[k];
      const { feature } = point;
      const part = Number(feature[feature.length - 1]);
      const [normals, at] =
        feature === 'inside'
          ? [faces, triangle]
          : feature.startsWith('edge')
            ? [edges, 3 * triangle + part]
            : [points, triangles[3 * triangle + part]];
      const side =
        (x - point.x) * normals[3 * at] +
        (y - point.y) * normals[3 * at + 1] +
        (z - point.z) * normals[3 * at + 2];
      return Math.sign(side) * Math.sqrt(point.square);
    },
    boundary(_piece, units, point, normal) {
      const wanted = units[0] * total;
      let [low, high] = [0, upTo.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (upTo[middle] > wanted) high = middle;
        else low = middle + 1;
      }
      // What is left of the number within its triangle is as even as the number was.
      const share = Math.min(1, Math.max(0, (wanted - (upTo[low] - areas[low])) / areas[low]));
      const root = Math.sqrt(share);
      const weights = [1 - root, root * (1 - units[1]), root * units[1]];
      for (let axis = 0; axis < 3; axis++) {
        point[axis] = weights.reduce((sum, weight, k) => sum + weight * corners[9 * low + 3 * k + axis], 0);
        normal[axis] = faces[3 * low + axis];
      }
      return true;
    },
  };
}

/** Unit normals of faces, sums of normals of edges (three for each triangle) and vertices, areas of faces. */
function normalsOf(vertices: Float64Array, triangles: Int32Array) {
  const count = triangles.length / 3;
  const faces = new Float64Array(3 * count);
  const edges = new Float64Array(9 * count);
  const points = new Float64Array(vertices.length);
  const areas = new Float64Array(count);
  const size = vertices.length / 3;
  const beside = new Map<number, number>();
  const vertex = (k: number): Vector => [vertices[3 * k], vertices[3 * k + 1], vertices[3 * k + 2]];
  for (let t = 0; t < count; t++) {
    const [a, b, c] = [0, 1, 2].map((k) => vertex(triangles[3 * t + k]));
    const [n, ways] = [cross(minus(b, a), minus(c, a)), [minus(b, a), minus(c, b), minus(a, c)]];
    const length = Math.hypot(...n);
    areas[t] = length / 2;
    if (length === 0) continue;
    for (let axis = 0; axis < 3; axis++) faces[3 * t + axis] = n[axis] / length;
    for (let k = 0; k < 3; k++) {
      const [forth, back] = [ways[k], ways[(k + 2) % 3].map((value) => -value) as Vector];
      const angle = Math.atan2(Math.hypot(...cross(forth, back)), dot(forth, back));
      for (let axis = 0; axis < 3; axis++)
        points[3 * triangles[3 * t + k] + axis] += angle * faces[3 * t + axis];
    }
  }
  for (let e = 0; e < 3 * count; e++) {
    const t = Math.floor(e / 3);
    const [from, to] = [triangles[e], triangles[3 * t + ((e + 1) % 3)]];
    const other = beside.get(to * size + from);
    beside.set(from * size + to, e);
    if (other === undefined) continue;
    for (let axis = 0; axis < 3; axis++) {
      const sum = faces[3 * t + axis] + faces[3 * Math.floor(other / 3) + axis];
      edges[3 * e + axis] = edges[3 * other + axis] = sum;
    }
  }
  return { faces, edges, points, areas };
}

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
