import type { System } from '../solver/system';
import type { Columns } from '../exact';
import { evaluateExpressions } from '../expression';
import { Tape } from '../tape';
import { FourierTransform } from './fourier';
import { combination, exponential, type Matrix } from './matrix';
import type { Semilinear } from './semilinear';

/**
 * A semilinear system in Fourier coefficients. Those of all states stand one after the other: of each state the
 * wavenumbers 0 … highest, real and imaginary parts in turns.
 */
export class PseudoSpectral {
  /** Wavenumbers above a third of the grid are left out: products of two functions are free of aliases. */
  readonly highest: number;
  readonly states: number;
  /** L of each wavenumber. */
  readonly linear: readonly Matrix[];
  private readonly grid: Float64Array;
  private readonly transform: FourierTransform;
  private readonly tape: Tape | null;
  private readonly gridValues: readonly Float64Array[];
  private readonly spectra: readonly Float64Array[];
  private readonly slopes: readonly Float64Array[];

  /** @param length points of the grid, a power of two */
  constructor(
    readonly system: System,
    readonly form: Semilinear,
    readonly length: number,
  ) {
    const { space, symbols } = form;
    this.states = system.states.length;
    this.highest = Math.floor((length - 1) / 3);
    this.transform = new FourierTransform(length, this.highest);
    this.grid = Float64Array.from({ length }, (_, i) => space.low + (i / length) * (space.high - space.low));
    this.linear = Array.from({ length: this.highest + 1 }, (_, k) => this.matrixOf(k));
    this.tape = form.rest && new Tape(form.rest);
    this.gridValues = symbols.map(() => new Float64Array(length));
    this.spectra = symbols.map(() => new Float64Array(2 * this.highest + 2));
    this.slopes = system.states.map(() => new Float64Array(length));
  }

  /** How many numbers a state of the system is. */
  get size(): number {
    return this.states * (2 * this.highest + 2);
  }

  /** Of one state, among those of all. */
  part(coefficients: Float64Array, state: number): Float64Array {
    const size = 2 * this.highest + 2;
    return coefficients.subarray(state * size, (state + 1) * size);
  }

  initial(): Float64Array {
    const { system, form, transform } = this;
    const result = new Float64Array(this.size);
    const parameters = { ...system.parameters, [form.time.name]: form.time.low };
    const points: Columns = { [form.space.name]: this.grid };
    system.states.forEach(({ initial }, state) => {
      if (initial === undefined) return;
      const { value } = evaluateExpressions({ value: initial }, points, parameters);
      transform.toCoefficients(value, null, this.part(result, state), null);
    });
    return result;
  }

  /** N(u). */
  nonlinear(time: number, u: Float64Array, out: Float64Array): void {
    out.fill(0);
    if (this.tape === null) return;
    const { form, transform, gridValues, slopes, length } = this;
    form.symbols.forEach(({ state, order }, i) => this.derive(this.part(u, state), order, this.spectra[i]));
    for (let i = 0; i < gridValues.length; i += 2)
      transform.toGrid(
        this.spectra[i],
        this.spectra[i + 1] ?? null,
        gridValues[i],
        gridValues[i + 1] ?? null,
      );
    const rest = this.tape.evaluate(
      {
        ...this.system.parameters,
        [form.time.name]: time,
        [form.space.name]: this.grid,
        ...Object.fromEntries(form.symbols.map(({ name }, i) => [name, gridValues[i]])),
      },
      length,
    );
    slopes.forEach((own, state) => {
      own.fill(0);
      form.factors[state].forEach((factor, equation) => {
        if (factor !== 0) for (let i = 0; i < length; i++) own[i] += factor * rest[equation][i];
      });
    });
    for (let state = 0; state < this.states; state += 2) {
      const pair = state + 1 < this.states;
      transform.toCoefficients(
        slopes[state],
        pair ? slopes[state + 1] : null,
        this.part(out, state),
        pair ? this.part(out, state + 1) : null,
      );
    }
  }

  /** A matrix of each wavenumber times the coefficients, added to `out`. */
  add(matrices: readonly Matrix[], u: Float64Array, out: Float64Array): void {
    const { states } = this;
    const size = 2 * this.highest + 2;
    for (let i = 0; i < states; i++)
      for (let j = 0; j < states; j++) {
        const at = 2 * (i * states + j);
        for (let k = 0; k <= this.highest; k++) {
          const [re, im] = [matrices[k][at], matrices[k][at + 1]];
          const from = j * size + 2 * k;
          const to = i * size + 2 * k;
          out[to] += re * u[from] - im * u[from + 1];
          out[to + 1] += re * u[from + 1] + im * u[from];
        }
      }
  }

  /** e^{Lτ} of each wavenumber. */
  exponentials(width: number): Matrix[] {
    return this.linear.map((matrix) => exponential(this.states, combination([width, matrix])));
  }

  /** The coefficients of a derivative: those of the function times (iκ)^order. */
  private derive(u: Float64Array, order: number, out: Float64Array): void {
    for (let k = 0; k <= this.highest; k++) {
      const factor = this.frequency(k) ** order;
      const [re, im] = turned(factor * u[2 * k], factor * u[2 * k + 1], order);
      out[2 * k] = re;
      out[2 * k + 1] = im;
    }
  }

  private matrixOf(k: number): Matrix {
    const result = new Float64Array(2 * this.states * this.states);
    for (const { of, from, order, weight } of this.form.linear) {
      const [re, im] = turned(weight * this.frequency(k) ** order, 0, order);
      const at = 2 * (of * this.states + from);
      result[at] += re;
      result[at + 1] += im;
    }
    return result;
  }

  private frequency(k: number): number {
    const { low, high } = this.form.space;
    return (2 * Math.PI * k) / (high - low);
  }
}

/** A complex number times i^order. */
function turned(re: number, im: number, order: number): [number, number] {
  switch (order % 4) {
    case 0:
      return [re, im];
    case 1:
      return [-im, re];
    case 2:
      return [-re, -im];
    default:
      return [im, -re];
  }
}
