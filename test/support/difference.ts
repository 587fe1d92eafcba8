import { evaluate, type Program } from '../../src/program';

/** Central difference of Σ cotangent·outputs along one element of one input, fourth order. */
export function difference(
  program: Program,
  inputs: Float64Array[],
  cotangents: Float64Array[],
  input: number,
  k: number,
): number {
  const h = 1e-3;
  const at = (delta: number) => {
    const moved = inputs.map((x) => Float64Array.from(x));
    moved[input][k] += delta;
    const outputs = evaluate(program, moved);
    return outputs.reduce(
      (sum, y, j) => sum + y.reduce((inner, value, i) => inner + value * cotangents[j][i], 0),
      0,
    );
  };
  return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
}
