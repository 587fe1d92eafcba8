import { nearestOnTriangle, type Nearest } from './nearest';

/** Triangles of one leaf. */
const leafSize = 4;

/** A tree of boxes over triangles, each halved at the median of its longest side, that finds the nearest one. */
export class TriangleTree {
  /** The triangles' numbers, those of a box side by side. */
  readonly order: Int32Array;
  /** Nine numbers for each triangle, in that order. */
  private readonly corners: Float64Array;
  /** Six numbers for each box: lowest and highest values. */
  private readonly boxes: number[] = [];
  /** For each box its first triangle, the first behind it, and its second half; 0 for a leaf. */
  private readonly links: number[] = [];
  private readonly found: Nearest = { square: 0, x: 0, y: 0, z: 0, feature: 'inside' };

  /** @param corners nine numbers for each triangle */
  constructor(corners: Float64Array) {
    const count = corners.length / 9;
    this.order = Int32Array.from({ length: count }, (_, k) => k);
    const centres = [0, 1, 2].map((axis) =>
      Float64Array.from(
        { length: count },
        (_, t) => corners[9 * t + axis] + corners[9 * t + 3 + axis] + corners[9 * t + 6 + axis],
      ),
    );
    this.build(corners, centres, 0, count);
    this.corners = new Float64Array(corners.length);
    this.order.forEach((t, k) => this.corners.set(corners.subarray(9 * t, 9 * t + 9), 9 * k));
  }

  /** The nearest point of any triangle, and which of `order` it belongs to. The result is overwritten by the next call. */
  nearest(x: number, y: number, z: number): { readonly point: Nearest; readonly place: number } {
    const { found, links, corners } = this;
    found.square = Infinity;
    let place = 0;
    const open = [0];
    const distances = [0];
    while (open.length > 0) {
      const box = open.pop()!;
      if (distances.pop()! >= found.square) continue;
      const second = links[3 * box + 2];
      if (second === 0) {
        for (let k = links[3 * box]; k < links[3 * box + 1]; k++) {
          if (nearestOnTriangle(corners, 9 * k, x, y, z, found)) place = k;
        }
        continue;
      }
      const [a, b] = [this.squareTo(box + 1, x, y, z), this.squareTo(second, x, y, z)];
      // The nearer half is looked at first: it often rules the other one out.
      if (a < b) {
        open.push(second, box + 1);
        distances.push(b, a);
      } else {
        open.push(box + 1, second);
        distances.push(a, b);
      }
    }
    return { point: found, place };
  }

  private build(corners: Float64Array, centres: readonly Float64Array[], from: number, to: number): void {
    const { order, boxes, links } = this;
    const box = links.length / 3;
    links.push(from, to, 0);
    const bounds = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let k = from; k < to; k++) {
      for (let corner = 0; corner < 9; corner++) {
        const value = corners[9 * order[k] + corner];
        const axis = corner % 3;
        if (value < bounds[axis]) bounds[axis] = value;
        if (value > bounds[axis + 3]) bounds[axis + 3] = value;
      }
    }
    boxes.push(...bounds);
    if (to - from <= leafSize) return;
    const lengths = [0, 1, 2].map((axis) => bounds[axis + 3] - bounds[axis]);
    const centre = centres[lengths.indexOf(Math.max(...lengths))];
    order.subarray(from, to).sort((a, b) => centre[a] - centre[b]);
    const middle = (from + to) >> 1;
    this.build(corners, centres, from, middle);
    links[3 * box + 2] = links.length / 3;
    this.build(corners, centres, middle, to);
  }

  private squareTo(box: number, x: number, y: number, z: number): number {
    const { boxes } = this;
    const at = 6 * box;
    const dx = Math.max(boxes[at] - x, 0, x - boxes[at + 3]);
    const dy = Math.max(boxes[at + 1] - y, 0, y - boxes[at + 4]);
    const dz = Math.max(boxes[at + 2] - z, 0, z - boxes[at + 5]);
    return dx * dx + dy * dy + dz * dz;
  }
}
