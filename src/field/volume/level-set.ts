import type { Values } from '../grid';
import { volumeStrides, type VolumeGrid } from './types';

/** The triangles of a level set: each vertex lies on an edge between a node above the level and one below. */
export interface LevelSet {
  /** Three numbers for each vertex. */
  readonly positions: Float64Array;
  /** Oriented: counter-clockwise as seen from where values are smaller. */
  readonly indices: Uint32Array;
  /** The two nodes of each vertex's edge, and the share of the second one. */
  readonly nodes: Uint32Array;
  readonly shares: Float64Array;
}

/**
 * The six tetrahedra of a cell (Freudenthal, Kuhn): one for each order in which the axes are walked from its lowest to
 * its highest corner. Corners are numbered by bits (1: first axis, 2: second, 4: third). Neighbouring cells cut their
 * common face along the same diagonal, so that level sets close without gaps. Each has positive volume.
 */
const tetrahedra: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 3, 7],
  [0, 5, 1, 7],
  [0, 3, 2, 7],
  [0, 2, 6, 7],
  [0, 4, 5, 7],
  [0, 6, 4, 7],
];

/**
 * For each set of corners above the level (bits), the corners in an even order with those above first: whatever the
 * set, the triangles below then face downwards.
 */
const evenOrders: readonly (readonly [number, number, number, number])[] = (() => {
  const even = [
    ...([
      [0, 1, 2, 3],
      [0, 2, 3, 1],
      [0, 3, 1, 2],
      [1, 0, 3, 2],
      [1, 2, 0, 3],
      [1, 3, 2, 0],
    ] as const),
    ...([
      [2, 0, 1, 3],
      [2, 1, 3, 0],
      [2, 3, 0, 1],
      [3, 0, 2, 1],
      [3, 1, 0, 2],
      [3, 2, 1, 0],
    ] as const),
  ];
  return Array.from({ length: 16 }, (_, above) => {
    const fits = even.find((order) =>
      order.every((corner, k) => k === 0 || bit(above, order[k - 1]) >= bit(above, corner)),
    );
    return fits ?? even[0];
  });
})();

function bit(set: number, k: number): number {
  return (set >> k) & 1;
}

/** Edges of tetrahedra that start at a node, by the corner of the cell above it that they end at: 1 to 7. */
const edgesPerNode = 8;

/**
 * Where values on a grid pass a level, by marching tetrahedra (A. Doi, A. Koide, IEICE Trans. E74 (1991) 214): a
 * manifold whose boundary lies on the boundary of the grid or of the mask only.
 * Tetrahedra with a masked node, or one whose value is not a number, are left out.
 */
export function levelSet(
  grid: VolumeGrid,
  values: Values,
  level: number,
  inside: Uint8Array | null = null,
): LevelSet {
  const [nx, ny, nz] = grid.shape;
  const steps = volumeStrides(grid);
  const [xs, ys, zs] = grid.axes.map((axis) => axis.values);
  const offsets = Array.from(
    { length: 8 },
    (_, corner) => (corner & 1) * steps[0] + ((corner >> 1) & 1) * steps[1] + (corner >> 2) * steps[2],
  );
  const positions = new Growing();
  const shares = new Growing();
  const nodes: number[] = [];
  const indices: number[] = [];
  // Vertices by edge, of this layer of nodes and the next: number + 1.
  const layer = ny * nz * edgesPerNode;
  let here = new Int32Array(layer);
  let next = new Int32Array(layer);
  const corner = new Float64Array(8);
  let cell = 0;

  for (let i = 0; i + 1 < nx; i++) {
    for (let j = 0; j + 1 < ny; j++) {
      for (let k = 0; k + 1 < nz; k++) {
        cell = i * steps[0] + j * steps[1] + k;
        let above = 0;
        let known = 0;
        for (let c = 0; c < 8; c++) {
          const node = cell + offsets[c];
          const value = values[node];
          corner[c] = value;
          if (value >= level) above |= 1 << c;
          if (value === value && (inside === null || inside[node] === 1)) known |= 1 << c;
        }
        if (above === 0 || (above === 255 && known === 255)) continue;
        for (const tetrahedron of tetrahedra) cut(tetrahedron, above, known, i);
      }
    }
    [here, next] = [next, here];
    next.fill(0);
  }

  function cut(
    tetrahedron: readonly [number, number, number, number],
    above: number,
    known: number,
    i: number,
  ): void {
    let own = 0;
    for (let k = 0; k < 4; k++) {
      if (bit(known, tetrahedron[k]) === 0) return;
      own |= bit(above, tetrahedron[k]) << k;
    }
    if (own === 0 || own === 15) return;
    const [a, b, c, d] = evenOrders[own].map((k) => tetrahedron[k]);
    const count = bit(own, 0) + bit(own, 1) + bit(own, 2) + bit(own, 3);
    if (count === 1) indices.push(vertex(a, b, i), vertex(a, c, i), vertex(a, d, i));
    else if (count === 3) indices.push(vertex(a, d, i), vertex(b, d, i), vertex(c, d, i));
    else {
      const [ac, ad, bd, bc] = [vertex(a, c, i), vertex(a, d, i), vertex(b, d, i), vertex(b, c, i)];
      indices.push(ac, ad, bd, ac, bd, bc);
    }
  }

  /** The vertex between two corners of the present cell. */
  function vertex(from: number, to: number, i: number): number {
    const [low, high] = from < to ? [from, to] : [to, from];
    const start = cell + offsets[low];
    // Corners of an edge are nested: the higher one has the lower one's bits, and more.
    const slot = (start - (i + (low & 1)) * steps[0]) * edgesPerNode + (high ^ low);
    const edges = (low & 1) === 1 ? next : here;
    if (edges[slot] > 0) return edges[slot] - 1;
    const end = cell + offsets[high];
    const share = (level - corner[low]) / (corner[high] - corner[low]);
    positions.push(
      between(xs, Math.floor(start / steps[0]), Math.floor(end / steps[0]), share),
      between(ys, Math.floor(start / steps[1]) % ny, Math.floor(end / steps[1]) % ny, share),
      between(zs, start % nz, end % nz, share),
    );
    shares.push(share);
    nodes.push(start, end);
    edges[slot] = shares.length;
    return shares.length - 1;
  }

  return {
    positions: positions.values(),
    indices: Uint32Array.from(indices),
    nodes: Uint32Array.from(nodes),
    shares: shares.values(),
  };
}

function between(values: Float64Array, low: number, high: number, share: number): number {
  return low === high ? values[low] : (1 - share) * values[low] + share * values[high];
}

/** A list of numbers that grows without making objects of them. */
class Growing {
  length = 0;
  private data = new Float64Array(1024);

  push(...numbers: number[]): void {
    if (this.length + numbers.length > this.data.length) {
      const larger = new Float64Array(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    for (const value of numbers) this.data[this.length++] = value;
  }

  values(): Float64Array {
    return this.data.slice(0, this.length);
  }
}
