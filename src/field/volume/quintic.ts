import { cellSearch, type CellSearch } from './bracket';

/** Nodes from which the slopes at a node are taken, where there are as many. */
const stencil = 5;

/**
 * Interpolation along one axis: the value is a sum of `weights` times the values at `nodes`. Between two nodes it is
 * the quintic with the values, slopes and curvatures there, which come from the polynomial through the five nearest
 * nodes (fewer on a shorter axis). It is twice continuously differentiable, and its error falls with the fifth power
 * of the spacing.
 */
export interface AxisInterpolation {
  readonly search: CellSearch;
  /** Of the last cell: nodes and their weights, as many as `count`. */
  readonly nodes: Int32Array;
  readonly weights: Float64Array;
  readonly count: number;
  /** False outside. */
  prepare(value: number): boolean;
}

export function quinticInterpolation(values: Float64Array, periodic: boolean): AxisInterpolation {
  const search = cellSearch(values, periodic);
  const { cells } = search;
  const points = cells + 1;
  const wraps = periodic && cells >= stencil;
  const size = Math.min(stencil, points);
  const period = values[cells] - values[0];
  const place = (node: number): number =>
    wraps ? values[mod(node, cells)] + period * Math.floor(node / cells) : values[node];
  /** First node of the stencil of a node. */
  const first = (node: number): number =>
    wraps ? node - (size >> 1) : Math.min(Math.max(0, node - (size >> 1)), points - size);
  const slopes = Array.from({ length: points }, (_, node) => {
    const from = first(node);
    const around = Array.from({ length: size }, (_unused, k) => place(from + k));
    return finiteDifferences(values[node], around);
  });
  const count = Math.min(size + 1, wraps ? size + 1 : points);
  const nodes = new Int32Array(count);
  const weights = new Float64Array(count);

  function prepare(value: number): boolean {
    const cell = search.find(value);
    if (cell < 0) return false;
    if (cells === 0) {
      nodes[0] = 0;
      weights[0] = 1;
      return true;
    }
    const { share } = search;
    const start = wraps ? first(cell) : Math.min(first(cell), points - count);
    for (let k = 0; k < count; k++) {
      nodes[k] = wraps ? mod(start + k, cells) : start + k;
      weights[k] = 0;
    }
    const h = values[cell + 1] - values[cell];
    const t = 1 - share;
    weights[cell - start] += valueBasis(t);
    weights[cell + 1 - start] += valueBasis(share);
    add(cell, start, h * slopeBasis(t), h * h * curvatureBasis(t));
    add(cell + 1, start, -h * slopeBasis(share), h * h * curvatureBasis(share));
    return true;
  }

  function add(node: number, start: number, slope: number, curvature: number): void {
    const { one, two } = slopes[node];
    const shift = first(node) - start;
    for (let k = 0; k < size; k++) weights[k + shift] += slope * one[k] + curvature * two[k];
  }

  return { search, nodes, weights, count, prepare };
}

/**
 * The quintics of Hermite interpolation that belong to one end of [0, 1], as functions of the distance s from the
 * other end: of its value 10s³ − 15s⁴ + 6s⁵ …
 */
function valueBasis(s: number): number {
  return s * s * s * (10 + s * (-15 + 6 * s));
}

/** … of its slope away from that end, 4s³ − 7s⁴ + 3s⁵ … */
function slopeBasis(s: number): number {
  return s * s * s * (4 + s * (-7 + 3 * s));
}

/** … and of its second derivative, (s³ − 2s⁴ + s⁵)/2. */
function curvatureBasis(s: number): number {
  return 0.5 * s * s * s * (1 + s * (-2 + s));
}

/**
 * Weights of the first and the second derivative at a place of the polynomial through the points.
 * B. Fornberg, "Generation of finite difference formulas on arbitrarily spaced grids", Math. Comp. 51 (1988) 699.
 */
export function finiteDifferences(
  at: number,
  points: readonly number[],
): { readonly one: Float64Array; readonly two: Float64Array } {
  const orders = [0, 1, 2].map(() => new Float64Array(points.length));
  orders[0][0] = 1;
  let before = 1;
  for (let i = 1; i < points.length; i++) {
    let product = 1;
    const here = points[i] - at;
    const behind = points[i - 1] - at;
    for (let j = 0; j < i; j++) {
      const distance = points[i] - points[j];
      product *= distance;
      for (let m = 2; m >= 0; m--) {
        const lower = m > 0 ? m * orders[m - 1][j] : 0;
        if (j === i - 1) {
          const last = m > 0 ? m * orders[m - 1][i - 1] : 0;
          orders[m][i] = (before / product) * (last - behind * orders[m][i - 1]);
        }
        orders[m][j] = (here * orders[m][j] - lower) / distance;
      }
    }
    before = product;
  }
  return { one: orders[1], two: orders[2] };
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
