/** Discrete Fourier transforms of a fixed length, a power of two (J. W. Cooley and J. W. Tukey, Math. Comp. 19 (1965) 297). */
export class FourierTransform {
  private readonly reversed: Uint32Array;
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;

  /** @param length a power of two, @param highest the highest wavenumber that is kept, below length/2 */
  constructor(
    readonly length: number,
    readonly highest: number,
  ) {
    const bits = Math.log2(length);
    this.reversed = Uint32Array.from({ length }, (_, i) => {
      let result = 0;
      for (let bit = 0; bit < bits; bit++) result |= ((i >> bit) & 1) << (bits - 1 - bit);
      return result;
    });
    const half = length / 2;
    this.cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    this.sines = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / length));
    this.re = new Float64Array(length);
    this.im = new Float64Array(length);
  }

  /**
   * Values on the grid of two real functions at once.
   * @param a coefficients of wavenumbers 0 … highest, real and imaginary parts in turns; @param b likewise
   */
  toGrid(a: Float64Array, b: Float64Array | null, valuesA: Float64Array, valuesB: Float64Array | null): void {
    const { re, im, length, highest } = this;
    re.fill(0);
    im.fill(0);
    // The coefficients of a + i b: those of either function at −k are conjugate to those at k.
    for (let k = 0; k <= highest; k++) {
      const [ar, ai] = [a[2 * k], a[2 * k + 1]];
      const [br, bi] = b === null ? [0, 0] : [b[2 * k], b[2 * k + 1]];
      if (k > 0) {
        re[length - k] = ar + bi;
        im[length - k] = br - ai;
      }
      re[k] = ar - (k > 0 ? bi : 0);
      im[k] = br + (k > 0 ? ai : 0);
    }
    this.transform(1);
    valuesA.set(re);
    valuesB?.set(im);
  }

  /** Coefficients of two real functions at once, those above the highest wavenumber left out. */
  toCoefficients(
    valuesA: Float64Array,
    valuesB: Float64Array | null,
    a: Float64Array,
    b: Float64Array | null,
  ): void {
    const { re, im, length, highest } = this;
    re.set(valuesA);
    if (valuesB === null) im.fill(0);
    else im.set(valuesB);
    this.transform(-1);
    const share = 0.5 / length;
    for (let k = 0; k <= highest; k++) {
      const mirror = k === 0 ? 0 : length - k;
      a[2 * k] = share * (re[k] + re[mirror]);
      a[2 * k + 1] = share * (im[k] - im[mirror]);
      if (b === null) continue;
      b[2 * k] = share * (im[k] + im[mirror]);
      b[2 * k + 1] = share * (re[mirror] - re[k]);
    }
  }

  private transform(sign: 1 | -1): void {
    const { re, im, length, reversed, cosines, sines } = this;
    for (let i = 0; i < length; i++) {
      const j = reversed[i];
      if (j <= i) continue;
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
    for (let half = 1; half < length; half *= 2) {
      const stride = length / (2 * half);
      for (let start = 0; start < length; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = cosines[k * stride];
          const s = sign * sines[k * stride];
          const low = start + k;
          const high = low + half;
          const tr = re[high] * c - im[high] * s;
          const ti = re[high] * s + im[high] * c;
          re[high] = re[low] - tr;
          im[high] = im[low] - ti;
          re[low] += tr;
          im[low] += ti;
        }
      }
    }
  }
}
