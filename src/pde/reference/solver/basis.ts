/** A sparse row: what a linear functional of a function takes of each of its coefficients. */
export interface Row {
  readonly columns: number[];
  readonly values: number[];
}

/** Functions of one coordinate, by their coefficients. */
export interface Basis {
  readonly size: number;
  /** Where equations are asked for. */
  readonly points: readonly number[];
  /** How many conditions at the ends fix a function, beside its equations. */
  readonly ends: number;
  /** Joints between pieces: each combination of coefficients is zero. */
  readonly joints: readonly Row[];
  /** Where a condition on a side along this coordinate is asked for: `size` places. */
  readonly sidePoints: readonly number[];
  /** The derivative of an order at a place. */
  row(x: number, order: number): Row;
  /** Which piece each coefficient belongs to. */
  piece(coefficient: number): number;
  readonly pieces: number;
  /** Shares of the last coefficients of each piece in the largest one: how well functions are resolved. */
  tails(coefficients: ArrayLike<number>): number[];
}

/**
 * T_j^{(d)} at ξ for j < count, by the recurrence T_{j+1}^{(d)} = 2ξ T_j^{(d)} + 2d T_j^{(d−1)} − T_{j−1}^{(d)}.
 */
export function chebyshev(count: number, xi: number, order: number): Float64Array {
  let lower = new Float64Array(count);
  for (let d = 0; d <= order; d++) {
    const values = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      if (j === 0) values[j] = d === 0 ? 1 : 0;
      else if (j === 1) values[j] = d === 0 ? xi : d === 1 ? 1 : 0;
      else values[j] = 2 * xi * values[j - 1] - values[j - 2] + (d > 0 ? 2 * d * lower[j - 1] : 0);
    }
    lower = values;
  }
  return lower;
}

/** Nodes of the Gauss–Legendre rule on [−1, 1], by Newton's method. */
export function gaussNodes(count: number): number[] {
  return Array.from({ length: count }, (_, k) => {
    let x = -Math.cos((Math.PI * (k + 0.75)) / (count + 0.5));
    for (let round = 0; round < 20; round++) {
      let [before, now] = [1, x];
      for (let j = 1; j < count; j++) [before, now] = [now, ((2 * j + 1) * x * now - j * before) / (j + 1)];
      const slope = (count * (before - x * now)) / (1 - x * x);
      x -= now / slope;
    }
    return x;
  });
}

/**
 * Piecewise polynomials with `order` − 1 continuous derivatives, in Chebyshev coefficients on each piece, with
 * `count` Gauss points on each: collocation at Gauss points after C. de Boor and B. Swartz, SIAM J. Numer. Anal. 10
 * (1973) 582.
 */
export function piecewise(edges: readonly number[], count: number, order: number, periodic: boolean): Basis {
  const local = count + order;
  const pieces = edges.length - 1;
  const nodes = gaussNodes(count);
  const at = (piece: number, xi: number) => edges[piece] + ((xi + 1) / 2) * (edges[piece + 1] - edges[piece]);
  const rowOn = (piece: number, x: number, d: number): Row => {
    const width = edges[piece + 1] - edges[piece];
    const xi = (2 * (x - edges[piece])) / width - 1;
    const values = chebyshev(local, xi, d);
    const factor = (2 / width) ** d;
    return {
      columns: Array.from(values, (_, j) => piece * local + j),
      values: Array.from(values, (value) => value * factor),
    };
  };
  const joints: Row[] = [];
  for (let piece = 0; piece < (periodic ? pieces : pieces - 1); piece++) {
    const next = (piece + 1) % pieces;
    for (let d = 0; d < order; d++) {
      const left = rowOn(piece, edges[piece + 1], d);
      const right = rowOn(next, edges[next], d);
      joints.push({
        columns: [...left.columns, ...right.columns],
        values: [...left.values, ...right.values.map((value) => -value)],
      });
    }
  }
  const [low, high] = [edges[0], edges[pieces]];
  const size = pieces * local;
  return {
    size,
    points: Array.from({ length: pieces }, (_, piece) => nodes.map((xi) => at(piece, xi))).flat(),
    ends: periodic ? 0 : order,
    joints,
    sidePoints: Array.from({ length: size }, (_, k) =>
      size === 1 ? (low + high) / 2 : low + ((1 - Math.cos((Math.PI * k) / (size - 1))) / 2) * (high - low),
    ),
    row: (x, d) => rowOn(pieceOf(edges, x), x, d),
    piece: (coefficient) => Math.floor(coefficient / local),
    pieces,
    tails: (coefficients) =>
      Array.from({ length: pieces }, (_, piece) => {
        const own = Array.from({ length: local }, (__, j) => Math.abs(coefficients[piece * local + j]));
        return Math.max(...own.slice(-Math.max(2, order)));
      }),
  };
}

function pieceOf(edges: readonly number[], x: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** Trigonometric polynomials on [low, high] with an odd number of coefficients: 1, cos θ, sin θ, cos 2θ … */
export function fourier(low: number, high: number, waves: number): Basis {
  const size = 2 * waves + 1;
  const points = Array.from({ length: size }, (_, k) => low + (k / size) * (high - low));
  const unit = (2 * Math.PI) / (high - low);
  return {
    size,
    points,
    ends: 0,
    joints: [],
    sidePoints: points,
    pieces: 1,
    piece: () => 0,
    row: (x, d) => {
      const values = [d === 0 ? 1 : 0];
      for (let k = 1; k <= waves; k++) {
        // dᵈ/dxᵈ cos θ = κᵈ cos(θ + dπ/2)
        const angle = k * unit * (x - low) + (d * Math.PI) / 2;
        const factor = (k * unit) ** d;
        values.push(factor * Math.cos(angle), factor * Math.sin(angle));
      }
      return { columns: values.map((_, j) => j), values };
    },
    tails: (coefficients) => [
      Math.max(...Array.from({ length: size }, (_, j) => Math.abs(coefficients[j])).slice(-4)),
    ],
  };
}
