/** Which part of a triangle is nearest: its inside, an edge (from that corner on), or a corner. */
export type Feature = 'inside' | `edge ${0 | 1 | 2}` | `corner ${0 | 1 | 2}`;

/** What was found last; kept in one place so that a million searches make no garbage. */
export interface Nearest {
  square: number;
  x: number;
  y: number;
  z: number;
  feature: Feature;
}

/**
 * The point of a triangle nearest to (x, y, z), by the region of its plane that lies over the feature (C. Ericson,
 * "Real-Time Collision Detection", 2005, section 5.1.5). Put into `found` when it is nearer than what is there.
 * @param corners nine numbers from `at` on
 * @returns whether it was nearer
 */
export function nearestOnTriangle(
  corners: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  found: Nearest,
): boolean {
  const [ax, ay, az] = [corners[at], corners[at + 1], corners[at + 2]];
  const [bx, by, bz] = [corners[at + 3], corners[at + 4], corners[at + 5]];
  const [cx, cy, cz] = [corners[at + 6], corners[at + 7], corners[at + 8]];
  const [abx, aby, abz] = [bx - ax, by - ay, bz - az];
  const [acx, acy, acz] = [cx - ax, cy - ay, cz - az];
  const [apx, apy, apz] = [x - ax, y - ay, z - az];
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  if (d1 <= 0 && d2 <= 0) return keep(found, x, y, z, ax, ay, az, 'corner 0');
  const [bpx, bpy, bpz] = [x - bx, y - by, z - bz];
  const d3 = abx * bpx + aby * bpy + abz * bpz;
  const d4 = acx * bpx + acy * bpy + acz * bpz;
  if (d3 >= 0 && d4 <= d3) return keep(found, x, y, z, bx, by, bz, 'corner 1');
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) {
    const s = d1 / (d1 - d3);
    return keep(found, x, y, z, ax + s * abx, ay + s * aby, az + s * abz, 'edge 0');
  }
  const [cpx, cpy, cpz] = [x - cx, y - cy, z - cz];
  const d5 = abx * cpx + aby * cpy + abz * cpz;
  const d6 = acx * cpx + acy * cpy + acz * cpz;
  if (d6 >= 0 && d5 <= d6) return keep(found, x, y, z, cx, cy, cz, 'corner 2');
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) {
    const s = d2 / (d2 - d6);
    return keep(found, x, y, z, ax + s * acx, ay + s * acy, az + s * acz, 'edge 2');
  }
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const s = (d4 - d3) / (d4 - d3 + (d5 - d6));
    return keep(found, x, y, z, bx + s * (cx - bx), by + s * (cy - by), bz + s * (cz - bz), 'edge 1');
  }
  const sum = va + vb + vc;
  const [v, w] = [vb / sum, vc / sum];
  return keep(
    found,
    x,
    y,
    z,
    ax + abx * v + acx * w,
    ay + aby * v + acy * w,
    az + abz * v + acz * w,
    'inside',
  );
}

function keep(
  found: Nearest,
  x: number,
  y: number,
  z: number,
  px: number,
  py: number,
  pz: number,
  feature: Feature,
): boolean {
  const square = (x - px) ** 2 + (y - py) ** 2 + (z - pz) ** 2;
  if (!(square < found.square)) return false;
  found.square = square;
  found.x = px;
  found.y = py;
  found.z = pz;
  found.feature = feature;
  return true;
}
