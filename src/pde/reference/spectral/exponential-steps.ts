import { Unreached } from '../../../language';
import type { Work } from '../../../run';
import { combination, phiFunctions, type Matrix } from './matrix';
import type { PseudoSpectral } from './pseudo-spectral';

/** So many bytes of snapshots are kept of a solution at most. */
const mostBytes = 160 * 2 ** 20;

/** The coefficients at equally spaced times, the first and the last included. */
export interface Snapshots {
  readonly width: number;
  readonly values: readonly Float64Array[];
}

/** The weights of a step, for each wavenumber. */
interface Weights {
  readonly half: readonly Matrix[];
  readonly whole: readonly Matrix[];
  readonly inner: readonly Matrix[];
  readonly first: readonly Matrix[];
  readonly middle: readonly Matrix[];
  readonly last: readonly Matrix[];
}

/**
 * Exponential time differencing of fourth order: equations (26) to (29) of S. M. Cox and P. C. Matthews, J. Comput.
 * Phys. 176 (2002) 430, with their weights in terms of φ functions, which are formed without cancellation.
 * @param steps how many, a power of two
 */
export function* march(
  space: PseudoSpectral,
  steps: number,
  progress: (time: number) => void,
): Work<Snapshots> {
  const { low, high } = space.form.time;
  const width = (high - low) / steps;
  const weights = yield* weightsOf(space, width);
  const { size } = space;
  let every = 1;
  while ((steps / every) * size * 8 > mostBytes && every < steps) every *= 2;
  const [n0, na, nb, nc, mixed, a, b, c] = Array.from({ length: 8 }, () => new Float64Array(size));
  let u: Float64Array = space.initial();
  const values = [u];
  for (let step = 0; step < steps; step++) {
    const time = low + step * width;
    space.nonlinear(time, u, n0);
    a.fill(0);
    space.add(weights.half, u, a);
    b.set(a);
    space.add(weights.inner, n0, a);
    space.nonlinear(time + width / 2, a, na);
    space.add(weights.inner, na, b);
    space.nonlinear(time + width / 2, b, nb);
    c.fill(0);
    space.add(weights.half, a, c);
    for (let i = 0; i < size; i++) mixed[i] = 2 * nb[i] - n0[i];
    space.add(weights.inner, mixed, c);
    space.nonlinear(time + width, c, nc);
    const next = new Float64Array(size);
    space.add(weights.whole, u, next);
    space.add(weights.first, n0, next);
    for (let i = 0; i < size; i++) mixed[i] = na[i] + nb[i];
    space.add(weights.middle, mixed, next);
    space.add(weights.last, nc, next);
    u = next;
    if (!u.every(Number.isFinite))
      throw new Unreached(`The solution grows without bound before ${space.form.time.name} = ${high}.`);
    if ((step + 1) % every === 0) values.push(u);
    progress(time + width);
    yield;
  }
  return { width: width * every, values };
}

function* weightsOf(space: PseudoSpectral, width: number): Work<Weights> {
  const [half, whole, inner, first, middle, last] = Array.from({ length: 6 }, (): Matrix[] => []);
  for (const matrix of space.linear) {
    const phi = phiFunctions(space.states, combination([width, matrix]), 3);
    half.push(phi.half[0]);
    whole.push(phi.whole[0]);
    inner.push(combination([width / 2, phi.half[1]]));
    const [, one, two, three] = phi.whole;
    first.push(combination([width, one], [-3 * width, two], [4 * width, three]));
    middle.push(combination([2 * width, two], [-4 * width, three]));
    last.push(combination([4 * width, three], [-width, two]));
    if (half.length % 256 === 0) yield;
  }
  return { half, whole, inner, first, middle, last };
}
