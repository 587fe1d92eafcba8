import { stored } from './elementwise';
import type { PrimitiveParameters } from './primitives';
import { sizeOf, stridesOf, type ElementType, type Shape } from './types';

type Parameters = PrimitiveParameters['fft'];

/** How many terms a transform sums: the product of the extents along its axes, of the real side of a real one. */
export function termsOf({ axes, last }: Parameters, shape: Shape): number {
  return last * sizeOf(shape.slice(shape.length - axes, -1));
}

/**
 * How often each wavenumber along the last axis of a real transform stands for itself and its conjugate: twice, but for
 * the zeroth and, where the extent is even, the last one.
 */
export function multiplicities(last: number): number[] {
  const half = Math.floor(last / 2);
  return Array.from({ length: half + 1 }, (_, k) => (k === 0 || (k === half && last % 2 === 0) ? 1 : 2));
}

/** The discrete Fourier transform as its plain sum, one axis after the other; see the primitive `fft`. */
export function fourierTransform(
  element: ElementType,
  shape: Shape,
  parameters: Parameters,
  inputs: readonly Float64Array[],
): Float64Array[] {
  const { real, inverse, axes, last } = parameters;
  const rank = shape.length;
  let re = Float64Array.from(inputs[0]);
  let im = inputs.length > 1 ? Float64Array.from(inputs[1]) : new Float64Array(re.length);
  for (let axis = rank - axes; axis < rank - (real && inverse ? 1 : 0); axis++)
    [re, im] = alongAxis(shape, axis, inverse, re, im);
  if (real && inverse) re = realRows(last, re, im);
  if (real && !inverse) [re, im] = [re, im].map((part) => halfRows(last, part));
  const scale = inverse ? 1 / termsOf(parameters, shape) : 1;
  const results = real && inverse ? [re] : [re, im];
  return results.map((part) => part.map((value) => stored(element, value * scale)));
}

/** Σ_j x_j exp(∓2πi jk/n) along one axis, without the factor of the inverse. */
function alongAxis(
  shape: Shape,
  axis: number,
  inverse: boolean,
  re: Float64Array,
  im: Float64Array,
): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
  const extent = shape[axis];
  const stride = stridesOf(shape)[axis];
  const outRe = new Float64Array(re.length);
  const outIm = new Float64Array(re.length);
  for (let at = 0; at < re.length; at++) {
    const k = Math.floor(at / stride) % extent;
    const first = at - k * stride;
    for (let j = 0; j < extent; j++) {
      const angle = ((inverse ? 2 : -2) * Math.PI * ((j * k) % extent)) / extent;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const from = first + j * stride;
      outRe[at] += re[from] * c - im[from] * s;
      outIm[at] += re[from] * s + im[from] * c;
    }
  }
  return [outRe, outIm];
}

/** Wavenumbers 0 … ⌊n/2⌋ of each row of n. */
function halfRows(last: number, values: Float64Array): Float64Array<ArrayBuffer> {
  const half = Math.floor(last / 2) + 1;
  return Float64Array.from({ length: (values.length / last) * half }, (_, at) => {
    return values[Math.floor(at / half) * last + (at % half)];
  });
}

/** Rows of n real values from their wavenumbers 0 … ⌊n/2⌋, those at −k taken as conjugate. */
function realRows(last: number, re: Float64Array, im: Float64Array): Float64Array<ArrayBuffer> {
  const counts = multiplicities(last);
  const half = counts.length;
  return Float64Array.from({ length: (re.length / half) * last }, (_, at) => {
    const row = Math.floor(at / last) * half;
    const j = at % last;
    return counts.reduce((sum, count, k) => {
      const angle = (2 * Math.PI * ((j * k) % last)) / last;
      // What stands for itself alone has no imaginary part.
      const own = count === 1 ? 0 : im[row + k] * Math.sin(angle);
      return sum + count * (re[row + k] * Math.cos(angle) - own);
    }, 0);
  });
}
