import { Unreached } from '../../../language';
import type { Work } from '../../../run';

/** A pivot below this share of its row is none: the equations do not fix this unknown. */
const vanishing = 1e-18;
/** Multiplications between two pauses. */
const pause = 2e7;

/** Rows of a banded matrix: row i holds `width` values from column `start(i)` on. */
export class Band {
  readonly width: number;
  readonly values: Float64Array;

  /**
   * @param lower how far entries lie below the diagonal, @param upper how far above
   */
  constructor(
    readonly size: number,
    readonly lower: number,
    readonly upper: number,
  ) {
    // Exchanged rows reach `lower` further to the right.
    this.width = Math.min(size, 2 * lower + upper + 1);
    this.values = new Float64Array(size * this.width);
  }

  start(row: number): number {
    return Math.max(0, Math.min(row - this.lower, this.size - this.width));
  }

  add(row: number, column: number, value: number): void {
    this.values[row * this.width + column - this.start(row)] += value;
  }
}

/** The factors of a complex combination of two banded matrices, or of a real one. */
export class BandFactors {
  private readonly re: Float64Array;
  private readonly im: Float64Array | null;
  private readonly lowerRe: Float64Array;
  private readonly lowerIm: Float64Array | null;
  private readonly pivots: Int32Array;
  private readonly inverseRe: Float64Array;
  private readonly inverseIm: Float64Array;
  private readonly scales: Float64Array;

  private constructor(
    private readonly shape: Band,
    complex: boolean,
  ) {
    const { size, lower, values } = shape;
    this.re = new Float64Array(values.length);
    this.im = complex ? new Float64Array(values.length) : null;
    this.lowerRe = new Float64Array(size * lower);
    this.lowerIm = complex ? new Float64Array(size * lower) : null;
    this.pivots = new Int32Array(size);
    this.inverseRe = new Float64Array(size);
    this.inverseIm = new Float64Array(size);
    this.scales = new Float64Array(size);
  }

  /** Factors (shiftRe + i shiftIm) mass + stiffness, rows scaled, by elimination with row exchanges. */
  static *of(mass: Band, stiffness: Band, shiftRe: number, shiftIm: number): Work<BandFactors> {
    const factors = new BandFactors(stiffness, shiftIm !== 0);
    const { re, im, scales } = factors;
    const { size, width } = stiffness;
    for (let i = 0; i < size; i++) {
      let most = 0;
      for (let k = i * width; k < (i + 1) * width; k++) {
        re[k] = shiftRe * mass.values[k] + stiffness.values[k];
        if (im) im[k] = shiftIm * mass.values[k];
        most = Math.max(most, Math.abs(re[k]), im ? Math.abs(im[k]) : 0);
      }
      const scale = most > 0 ? 1 / most : 1;
      scales[i] = scale;
      for (let k = i * width; k < (i + 1) * width; k++) {
        re[k] *= scale;
        if (im) im[k] *= scale;
      }
    }
    yield* factors.eliminate();
    return factors;
  }

  private *eliminate(): Work<void> {
    const { re, im, shape, pivots } = this;
    const { size, width, lower, upper } = shape;
    let done = 0;
    for (let k = 0; k < size; k++) {
      const last = Math.min(size - 1, k + lower);
      const end = Math.min(size, k + lower + upper + 1);
      let best = -1;
      let at = k;
      for (let i = k; i <= last; i++) {
        const p = i * width + k - shape.start(i);
        const magnitude = im ? re[p] * re[p] + im[p] * im[p] : re[p] * re[p];
        if (magnitude > best) [best, at] = [magnitude, i];
      }
      pivots[k] = at;
      if (at !== k) this.exchange(k, at, k, end);
      const own = k * width - shape.start(k);
      if (!(best > vanishing * vanishing))
        throw new Unreached(
          'The equations and conditions do not fix every unknown, such as the level of a field.',
        );
      const a = re[own + k];
      const b = im ? im[own + k] : 0;
      const norm = a * a + b * b;
      this.inverseRe[k] = a / norm;
      this.inverseIm[k] = -b / norm;
      for (let i = k + 1; i <= last; i++) {
        const other = i * width - shape.start(i);
        const slot = k * lower + i - k - 1;
        if (im && this.lowerIm) {
          const [p, q] = [re[other + k], im[other + k]];
          if (p === 0 && q === 0) continue;
          const fr = p * this.inverseRe[k] - q * this.inverseIm[k];
          const fi = p * this.inverseIm[k] + q * this.inverseRe[k];
          this.lowerRe[slot] = fr;
          this.lowerIm[slot] = fi;
          for (let j = k + 1; j < end; j++) {
            const [x, y] = [re[own + j], im[own + j]];
            re[other + j] -= fr * x - fi * y;
            im[other + j] -= fr * y + fi * x;
          }
          done += 4 * (end - k);
        } else {
          const p = re[other + k];
          if (p === 0) continue;
          const f = p * this.inverseRe[k];
          this.lowerRe[slot] = f;
          for (let j = k + 1; j < end; j++) re[other + j] -= f * re[own + j];
          done += end - k;
        }
      }
      if (done > pause) {
        done = 0;
        yield;
      }
    }
  }

  private exchange(k: number, at: number, from: number, to: number): void {
    const { re, im, shape } = this;
    const [a, b] = [k, at].map((row) => row * shape.width - shape.start(row));
    for (const values of im ? [re, im] : [re]) {
      for (let j = from; j < to; j++) {
        const kept = values[a + j];
        values[a + j] = values[b + j];
        values[b + j] = kept;
      }
    }
  }

  /** Solves in place. */
  solve(x: Float64Array, y: Float64Array | null = null): void {
    const { re, im, lowerRe, lowerIm, shape, pivots, scales } = this;
    const { size, width, lower, upper } = shape;
    for (let i = 0; i < size; i++) {
      x[i] *= scales[i];
      if (y) y[i] *= scales[i];
    }
    for (let k = 0; k < size; k++) {
      const at = pivots[k];
      [x[k], x[at]] = [x[at], x[k]];
      if (y) [y[k], y[at]] = [y[at], y[k]];
      const last = Math.min(size - 1, k + lower);
      for (let i = k + 1; i <= last; i++) {
        const slot = k * lower + i - k - 1;
        const fr = lowerRe[slot];
        if (y && lowerIm) {
          const fi = lowerIm[slot];
          x[i] -= fr * x[k] - fi * y[k];
          y[i] -= fr * y[k] + fi * x[k];
        } else x[i] -= fr * x[k];
      }
    }
    for (let k = size - 1; k >= 0; k--) {
      const own = k * width - shape.start(k);
      const end = Math.min(size, k + lower + upper + 1);
      let sr = x[k];
      let si = y ? y[k] : 0;
      for (let j = k + 1; j < end; j++) {
        sr -= re[own + j] * x[j];
        if (y && im) {
          sr += im[own + j] * y[j];
          si -= re[own + j] * y[j] + im[own + j] * x[j];
        }
      }
      x[k] = sr * this.inverseRe[k] - si * this.inverseIm[k];
      if (y) y[k] = sr * this.inverseIm[k] + si * this.inverseRe[k];
    }
  }
}
