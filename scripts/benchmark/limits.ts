/**
 * What one core can do in a second on the work of a case: matrix products of its layers' shapes, and tanh on a tile. Prints
 * one JSON line.
 *
 *   node limits.cjs --width N --points N --precision float32|float64
 */
import { parseArgs } from 'node:util';
import { tilingOf } from '../../src/pde/tiles';
import * as op from '../../src/program';
import { tensor, trace, whileLoop, type Value } from '../../src/program';
import { compile, configureEngine, upload, uploadScalar } from '../../src/tensorflow';

const { values: given } = parseArgs({
  options: { width: { type: 'string' }, points: { type: 'string' }, precision: { type: 'string' } },
});
const element = given.precision as 'float32' | 'float64';
const width = Number(given.width);
configureEngine({ threads: 1, device: 'cpu' });
const tile = tilingOf(Number(given.points), element, width).width;

const numbers = (length: number, value: (k: number) => number) => {
  const values = Array.from({ length }, (_, k) => value(k));
  return element === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
};

/** Repetitions per second of `body` over tensors that stay in the cache: the best of five tries of 60 ms or more. */
function rate(name: string, shapes: readonly number[][], body: (...values: Value[]) => Value[]): number {
  const types = [tensor('int32'), ...shapes.map((shape) => tensor(element, shape))];
  const program = trace(name, types, (count, ...inputs) => {
    const [, ...results] = whileLoop(
      [op.constant(0, 'int32'), ...inputs],
      (turn) => op.less(turn, count),
      (turn, ...values) => [op.add(turn, 1), ...body(...values)],
    );
    return results.map((result) => op.sum(result));
  });
  const executable = compile(program);
  // A permutation keeps values in their range, however often it is applied.
  const inputs = shapes.map(([rows, columns]) =>
    upload(
      { element, shape: [rows, columns] },
      numbers(rows * columns, (k) =>
        rows === columns ? Number((Math.floor(k / columns) + 1) % rows === k % columns) : 0.5 + (k % 7) / 100,
      ),
    ),
  );
  const seconds = (count: number) => {
    const times = uploadScalar('int32', count);
    const began = performance.now();
    executable.run([times, ...inputs]).forEach((result) => result.dispose());
    times.dispose();
    return (performance.now() - began) / 1000;
  };
  seconds(1);
  let count = 16;
  while (seconds(count) < 0.06) count *= 2;
  return count / Math.min(...Array.from({ length: 5 }, () => seconds(count)));
}

/** What a layer does to each stream in a step: W·A, Wᵀ·Z and the part Z·Aᵀ of its gradient. */
const products = rate(
  'products',
  [
    [width, width],
    [width, tile],
    [width, width],
  ],
  (weights, stream, gradient) => {
    const forward = op.dot(weights, stream);
    const back = op.dot(weights, forward, { transposeLeft: true });
    return [weights, back, op.add(gradient, op.dot(forward, stream, { transposeRight: true }))];
  },
);
const transcendentals = rate('tanh', [[width, tile]], (x) => [op.tanh(op.add(x, 0.1))]);
console.log(
  JSON.stringify({
    products: products * 6 * width * width * tile,
    transcendentals: transcendentals * width * tile,
  }),
);
