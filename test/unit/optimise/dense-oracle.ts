import { inner } from './support';

export type Formula = 'self-scaled-broyden' | 'self-scaled-bfgs' | 'bfgs';

/** A dense inverse Hessian with the update of a method, term by term as the formula is printed. */
export class DenseInverse {
  inverse: number[][];

  private fresh = true;

  constructor(
    private readonly count: number,
    private readonly formula: Formula = 'self-scaled-broyden',
  ) {
    this.inverse = Array.from({ length: count }, (_, i) =>
      Array.from({ length: count }, (_unused, j) => (i === j ? 1 : 0)),
    );
  }

  times(v: ArrayLike<number>): number[] {
    return this.inverse.map((row) => inner(row, v));
  }

  /** @param alpha the step length, s = α d */
  update(s: ArrayLike<number>, y: ArrayLike<number>, before: ArrayLike<number>, alpha: number): void {
    if (this.formula === 'self-scaled-broyden') this.broyden(s, y, before, alpha);
    else
      this.bfgs(s, y, this.formula === 'bfgs' ? this.firstScale(s, y) : this.selfScale(s, y, before, alpha));
    this.fresh = false;
  }

  private firstScale(s: ArrayLike<number>, y: ArrayLike<number>): number {
    return this.fresh ? inner(y, s) / inner(y, y) : 1;
  }

  private selfScale(s: ArrayLike<number>, y: ArrayLike<number>, before: ArrayLike<number>, alpha: number) {
    return 1 / Math.min(1, inner(y, s) / (-alpha * inner(s, before)));
  }

  /** H ← (I − ρ s yᵀ) γH (I − ρ y sᵀ) + ρ s sᵀ, ρ = 1/(y·s). */
  private bfgs(s: ArrayLike<number>, y: ArrayLike<number>, gamma: number): void {
    const rho = 1 / inner(y, s);
    const left = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from({ length: this.count }, (_, i) =>
        Array.from({ length: this.count }, (_unused, j) => (i === j ? 1 : 0) - rho * a[i] * b[j]),
      );
    const times = (a: number[][], b: number[][]) =>
      a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
    const scaled = this.inverse.map((row) => row.map((value) => gamma * value));
    this.inverse = times(times(left(s, y), scaled), left(y, s)).map((row, i) =>
      row.map((value, j) => value + rho * s[i] * s[j]),
    );
  }

  private broyden(
    s: ArrayLike<number>,
    y: ArrayLike<number>,
    before: ArrayLike<number>,
    alpha: number,
  ): void {
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
