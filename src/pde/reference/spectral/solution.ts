import type { Columns } from '../exact';
import type { Snapshots } from './exponential-steps';
import type { PseudoSpectral } from './pseudo-spectral';

/** Coefficients below this share of the largest are left out of a sum. */
const negligible = 1e-17;

/** A solution by its Fourier coefficients at equally spaced times. */
export class SpectralSolution {
  private readonly nonlinear = new Map<number, Float64Array>();

  constructor(
    readonly space: PseudoSpectral,
    readonly snapshots: Snapshots,
  ) {}

  /**
   * The coefficients at a time. Between snapshots u = e^{Lτ} u₀ + w, where w starts from 0 and is told by the cubic
   * that has its values and its slopes w′ = L w + N at both ends: the linear part, which may be stiff, is exact.
   */
  at(time: number): Float64Array {
    const { space } = this;
    const { width, values } = this.snapshots;
    const { low } = space.form.time;
    const place = (time - low) / width;
    const index = Math.min(values.length - 2, Math.max(0, Math.floor(place)));
    const share = place - index;
    if (share === 0) return values[index];
    if (share === 1) return values[index + 1];
    const result = new Float64Array(space.size);
    space.add(space.exponentials(share * width), values[index], result);
    const { rise, start, end } = this.forced(index);
    const onRise = share * share * (3 - 2 * share);
    const onStart = width * share * (1 - share) * (1 - share);
    const onEnd = width * share * share * (share - 1);
    for (let i = 0; i < result.length; i++)
      result[i] += onRise * rise[i] + onStart * start[i] + onEnd * end[i];
    return result;
  }

  /** Fields at points: one array for each coordinate, all of one length. */
  evaluate(points: Readonly<Columns>): Columns {
    const { system, form } = this.space;
    const [times, places] = [points[form.time.name], points[form.space.name]];
    const wanted = system.fields.map((field) => system.states.findIndex((state) => state.field === field));
    const result = Object.fromEntries(system.fields.map((field) => [field, new Float64Array(times.length)]));
    const order = Int32Array.from({ length: times.length }, (_, i) => i).sort((a, b) => times[a] - times[b]);
    let known = NaN;
    let parts: Float64Array[] = [];
    for (const i of order) {
      if (times[i] !== known) {
        known = times[i];
        const all = this.at(known);
        parts = wanted.map((state) => resolved(this.space.part(all, state)));
      }
      const angle = (2 * Math.PI * (places[i] - form.space.low)) / (form.space.high - form.space.low);
      system.fields.forEach((field, k) => (result[field][i] = sum(parts[k], angle)));
    }
    return result;
  }

  private last: { index: number; rise: Float64Array; start: Float64Array; end: Float64Array } | null = null;

  /** w at the end of an interval, and its slopes at both ends. */
  private forced(index: number): { rise: Float64Array; start: Float64Array; end: Float64Array } {
    if (this.last?.index === index) return this.last;
    const { space } = this;
    const { width, values } = this.snapshots;
    const rise = new Float64Array(space.size);
    space.add(space.exponentials(width), values[index], rise);
    for (let i = 0; i < rise.length; i++) rise[i] = values[index + 1][i] - rise[i];
    const start = this.nonlinearAt(index);
    const end = this.nonlinearAt(index + 1).slice();
    space.add(space.linear, rise, end);
    this.last = { index, rise, start, end };
    return this.last;
  }

  /** N of a snapshot; of two neighbours it is kept. */
  private nonlinearAt(index: number): Float64Array {
    const known = this.nonlinear.get(index);
    if (known !== undefined) return known;
    const { space, snapshots } = this;
    const result = new Float64Array(space.size);
    space.nonlinear(space.form.time.low + index * snapshots.width, snapshots.values[index], result);
    for (const old of this.nonlinear.keys()) if (Math.abs(old - index) > 1) this.nonlinear.delete(old);
    this.nonlinear.set(index, result);
    return result;
  }
}

/** The coefficients up to the last that counts. */
function resolved(coefficients: Float64Array): Float64Array {
  let most = 0;
  for (const value of coefficients) most = Math.max(most, Math.abs(value));
  let count = coefficients.length;
  while (
    count > 2 &&
    Math.max(Math.abs(coefficients[count - 1]), Math.abs(coefficients[count - 2])) <= negligible * most
  )
    count -= 2;
  return coefficients.subarray(0, count);
}

/** c₀ + 2 Re Σ c_k e^{ik·angle}, by Horner's rule. */
function sum(coefficients: Float64Array, angle: number): number {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  let re = 0;
  let im = 0;
  for (let k = coefficients.length - 2; k >= 2; k -= 2) {
    const r = re + coefficients[k];
    const i = im + coefficients[k + 1];
    re = r * c - i * s;
    im = r * s + i * c;
  }
  return coefficients[0] + 2 * re;
}
