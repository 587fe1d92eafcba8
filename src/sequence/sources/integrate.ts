/** dx/dt at (t, x), written into `slope`. */
export type Flow = (t: number, x: Float64Array, slope: Float64Array) => void;

/*
 * Dormand & Prince, J. Comput. Appl. Math. 6 (1980), 19–26: the pair of order 5(4), as in Hairer, Nørsett & Wanner,
 * Solving Ordinary Differential Equations I, 2nd ed., table 5.2.
 */
const nodes = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const stages = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const lower = [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40];

/**
 * Rows of x at t = 0, h, 2h …, from `start`, each step of h made of as many inner steps as keep the local error below
 * `tolerance` (relative to 1 + |x|).
 */
export function integrate(
  flow: Flow,
  start: Float64Array,
  interval: number,
  count: number,
  tolerance = 1e-11,
): Float64Array {
  const size = start.length;
  const rows = new Float64Array(size * count);
  const slopes = stages.map(() => new Float64Array(size));
  const trial = new Float64Array(size);
  let x = Float64Array.from(start);
  let inner = interval / 8;
  rows.set(x);
  for (let row = 1; row < count; row++) {
    const from = (row - 1) * interval;
    for (let done = 0; done < interval;) {
      const step = Math.min(inner, interval - done);
      stages.forEach((weights, k) => {
        for (let j = 0; j < size; j++)
          trial[j] = x[j] + step * weights.reduce((sum, weight, i) => sum + weight * slopes[i][j], 0);
        flow(from + done + nodes[k] * step, trial, slopes[k]);
      });
      // the last stage stands at the new point of order 5
      let error = 0;
      for (let j = 0; j < size; j++) {
        const other = x[j] + step * lower.reduce((sum, weight, i) => sum + weight * slopes[i][j], 0);
        error = Math.max(error, Math.abs(trial[j] - other) / (1 + Math.abs(trial[j])));
      }
      if (error <= tolerance || step < 1e-12 * interval) {
        x = Float64Array.from(trial);
        done = step === interval - done ? interval : done + step;
      }
      inner = step * Math.min(4, Math.max(0.2, 0.9 * (tolerance / Math.max(error, 1e-300)) ** 0.2));
    }
    rows.set(x, row * size);
  }
  return rows;
}

/**
 * Largest Lyapunov exponent: the mean growth rate of a small distance that is set back after each interval (Benettin et
 * al., Meccanica 15, 1980).
 */
export function lyapunovExponent(
  flow: Flow,
  start: Float64Array,
  interval: number,
  count: number,
  distance = 1e-7,
): number {
  let [x, y] = [start, start.map((value, k) => value + (k === 0 ? distance : 0))];
  let sum = 0;
  for (let turn = 0; turn < count; turn++) {
    [x, y] = [x, y].map((state) => integrate(flow, state, interval, 2, 1e-10).slice(state.length));
    const apart = Math.hypot(...y.map((value, k) => value - x[k]));
    sum += Math.log(apart / distance);
    y = x.map((value, k) => value + ((y[k] - value) * distance) / apart);
  }
  return sum / (count * interval);
}
