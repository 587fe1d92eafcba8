import type { FunctionBuilder } from './builder';
import { attributes } from './messages';

/**
 * π/2 in three parts, the first two of 33 bits, so that their products with whole numbers up to 2²⁰ are exact (W. J. Cody
 * and W. Waite, Software Manual for the Elementary Functions, 1980, chapter 8). A subtraction from the nearest double,
 * 0x3FF921FB54442D18, and from the next parts.
 */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** Terms of the Taylor series that reach half a unit in the last place for |r| ≤ π/4. */
const terms = 9;

/**
 * sin x or cos x of float64 values in a compiled region: x = k π/2 + r, then the Taylor series of r. XLA calls the C library
 * for each number there, 20 to 50 ns each, and does so in every kernel that needs the value; these are a few vector
 * operations. Exact to two units in the last place for |x| up to 10⁶; beyond, the error stays that of a last digit of x.
 */
export function circular(builder: FunctionBuilder, name: 'sin' | 'cos', x: string): string {
  const T = attributes.type('float64');
  const number = (value: number) => builder.constant('float64', [], [value]);
  const binary = (op: string) => (a: string, b: string) => builder.node(op, [a, b], { T }, 'z');
  const [add, subtract, multiply] = ['AddV2', 'Sub', 'Mul'].map(binary);
  const less = binary('Less');
  const floor = (a: string) => builder.node('Floor', [a], { T }, 'y');
  const select = (condition: string, a: string, b: string) =>
    builder.node('SelectV2', [condition, a, b], { T }, 'output');

  const turns = floor(add(multiply(x, number(2 / Math.PI)), number(0.5)));
  const r = halfPi.reduce((rest, part) => subtract(rest, multiply(turns, number(part))), x);
  const square = multiply(r, r);
  /** Σ_j (−r²)ʲ / (2j + first)!, by Horner's rule from the last term. */
  const series = (first: 0 | 1) => {
    let sum = number(1);
    for (let j = terms - 1; j > 0; j--) {
      const ratio = -1 / ((2 * j + first) * (2 * j + first - 1));
      sum = add(multiply(multiply(square, number(ratio)), sum), number(1));
    }
    return sum;
  };
  const sine = multiply(r, series(1));
  const cosine = series(0);
  // sin x runs through sin r, cos r, −sin r, −cos r as k grows; cos x is one ahead.
  const place = name === 'sin' ? turns : add(turns, number(1));
  const quarter = subtract(place, multiply(floor(multiply(place, number(0.25))), number(4)));
  const half = floor(multiply(quarter, number(0.5)));
  const even = less(subtract(quarter, multiply(half, number(2))), number(0.5));
  const value = select(even, sine, cosine);
  return select(less(half, number(0.5)), value, builder.node('Neg', [value], { T }, 'y'));
}
