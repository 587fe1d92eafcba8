import { inner } from './support';

/** A dense inverse Hessian with the self-scaled Broyden update, term by term as the formula is printed. */
export class DenseBroyden {
  inverse: number[][];

  constructor(private readonly count: number) {
    this.inverse = Array.from({ length: count }, (_, i) =>
      Array.from({ length: count }, (_unused, j) => (i === j ? 1 : 0)),
    );
  }

  times(v: ArrayLike<number>): number[] {
    return this.inverse.map((row) => inner(row, v));
  }

  /** @param alpha the step length, s = α d */
  update(s: ArrayLike<number>, y: ArrayLike<number>, before: ArrayLike<number>, alpha: number): void {
    const ys = inner(y, s);
    const image = this.times(y);
    const yHy = inner(y, image);
    const b = (-alpha * inner(s, before)) / ys;
    const h = yHy / ys;
    const a = Math.max(h * b - 1, 1e-14);
    const v = Array.from(s, (value, i) => Math.sqrt(yHy) * (value / ys - image[i] / yHy));
    const c = Math.sqrt(a / (a + 1));
    const r = Math.min(1, h * (1 - c));
    const theta = Math.max((r - 1) / a, Math.min(1 / r, (1 - b) / b));
    const sigma = 1 + a * theta;
    const root = Math.abs(sigma) ** (1 / (1 - this.count));
    const t = Math.min(1, 1 / b);
    const tau = theta <= 0 ? Math.min(t * root, sigma) : t * Math.min(root, 1 / theta);
    const phi = (1 - theta) / (1 + a * theta);
    this.inverse = this.inverse.map((row, i) =>
      row.map(
        (value, j) => (value - (image[i] * image[j]) / yHy + phi * v[i] * v[j]) / tau + (s[i] * s[j]) / ys,
      ),
    );
  }
}
