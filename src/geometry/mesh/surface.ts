import type { Corners } from './stl';

/** A closed surface of triangles that face outward. */
export interface Surface {
  /** Three numbers for each vertex. */
  readonly vertices: Float64Array;
  /** Three vertices for each triangle, to the left round the outward normal. */
  readonly triangles: Int32Array;
}

/**
 * Puts triangles together to a closed surface. Corners are one vertex where their numbers are the same.
 * Errors: what keeps it from being closed, as the rest of a sentence that begins with the file's name.
 */
export function closedSurface(corners: Corners): Surface {
  const { vertices, triangles } = weld(corners);
  checkEdges(vertices, triangles);
  // The enclosed volume, six times, is negative when all triangles face inward.
  let volume = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => vertices.subarray(3 * triangles[t + k], 3 * triangles[t + k] + 3));
    volume +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  if (volume < 0) {
    for (let t = 0; t < triangles.length; t += 3) {
      [triangles[t], triangles[t + 1]] = [triangles[t + 1], triangles[t]];
    }
  }
  return { vertices, triangles };
}

function weld(corners: Corners): Surface {
  const known = new Map<string, number>();
  const vertices: number[] = [];
  const triangles: number[] = [];
  for (let t = 0; t < corners.length; t += 9) {
    const [a, b, c] = [0, 3, 6].map((k) => {
      // −0 and 0 are one place.
      const place = [0, 1, 2].map((axis) => corners[t + k + axis] + 0);
      const key = place.join();
      let vertex = known.get(key);
      if (vertex === undefined) {
        vertex = known.size;
        known.set(key, vertex);
        vertices.push(...place);
      }
      return vertex;
    });
    // A triangle that is an edge or a point closes nothing.
    if (a !== b && b !== c && c !== a) triangles.push(a, b, c);
  }
  return { vertices: Float64Array.from(vertices), triangles: Int32Array.from(triangles) };
}

/** Every edge belongs to two triangles that run along it in opposite directions. */
function checkEdges(vertices: Float64Array, triangles: Int32Array): void {
  const size = vertices.length / 3;
  const ways = new Map<number, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const way = triangles[t + k] * size + triangles[t + ((k + 1) % 3)];
      ways.set(way, (ways.get(way) ?? 0) + 1);
    }
  }
  let [open, crowded, turned] = [0, 0, 0];
  let where = '';
  for (const [way, count] of ways) {
    const [from, to] = [Math.floor(way / size), way % size];
    const back = ways.get(to * size + from) ?? 0;
    if (count === 1 && back === 1) continue;
    if (count + back === 1) open++;
    else if (count + back === 2) turned++;
    else if (back === 0 || from < to) crowded++;
    else continue;
    if (where === '') where = `(${Array.from(vertices.subarray(3 * from, 3 * from + 3), short).join(', ')})`;
  }
  const edges = (count: number, is: string, are: string): string =>
    count === 1 ? `one edge ${is}` : `${count} edges ${are}`;
  if (open > 0) {
    throw new Error(
      `is not watertight: ${edges(open, 'belongs', 'belong')} to one triangle only, the first at ${where}. Close the holes where it was made.`,
    );
  }
  if (crowded > 0) {
    throw new Error(
      `is not the surface of one body: ${edges(crowded, 'belongs', 'belong')} to more than two triangles, the first at ${where}. Take out what lies inside or doubles.`,
    );
  }
  if (turned > 0) {
    throw new Error(
      `has triangles that face inward beside others that face outward: ${edges(turned, 'parts', 'part')} them, the first at ${where}. Turn them where it was made.`,
    );
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
