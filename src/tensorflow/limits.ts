import * as op from '../program';
import { tensor, trace, type Program, type Value } from '../program';
import { engineSettings } from './environment';
import { compile } from './executable';
import { upload, uploadScalar } from './tensors';

/** Measured peaks of this machine with the threads in use. */
export interface MachineLimits {
  readonly float32Flops: number;
  readonly float64Flops: number;
  readonly bytesPerSecond: number;
  readonly float32TranscendentalsPerSecond: number;
  readonly float64TranscendentalsPerSecond: number;
}

type Float = 'float32' | 'float64';

/** Repeats `body` a number of times given at run time, on every thread at once, each lane in a compiled island. */
function repeated(
  name: string,
  element: Float,
  shape: readonly number[],
  body: (x: Value) => Value,
): Program {
  const lanes = engineSettings().threads;
  const types = [tensor('int32'), ...Array.from({ length: lanes }, () => tensor(element, shape))];
  return trace(name, types, (count, ...inputs) =>
    inputs.map((input) => {
      const [result] = op.call(
        'lane',
        [count, input],
        (times, x) => {
          const [, last] = op.whileLoop(
            [op.constant(0, 'int32'), x],
            (k) => op.less(k, times),
            (k, value) => [op.add(k, 1), body(value)],
          );
          return [last];
        },
        'xla',
      );
      return op.sum(result);
    }),
  );
}

/** Repetitions per second over all lanes; the best of a few tries of about 60 ms each. */
function rate(program: Program): number {
  const lanes = program.inputs.length - 1;
  const { element, shape } = program.inputs[1].type;
  const size = shape.reduce((product, extent) => product * extent, 1);
  const data = Float64Array.from({ length: size }, (_, k) => 0.5 + (k % 7) / 100);
  const executable = compile(program, 'native');
  const inputs = Array.from({ length: lanes }, () =>
    upload({ element, shape }, element === 'float32' ? Float32Array.from(data) : data),
  );
  const seconds = (count: number) => {
    const times = uploadScalar('int32', count);
    const before = performance.now();
    executable.run([times, ...inputs]).forEach((result) => result.dispose());
    times.dispose();
    return (performance.now() - before) / 1000;
  };
  seconds(1);
  // Enough repetitions that the first touch of the memory does not count.
  let count = 16;
  let taken = seconds(count);
  while (taken < 0.03) taken = seconds((count *= 2));
  const best = Math.min(taken, ...Array.from({ length: 3 }, () => seconds(count)));
  inputs.forEach((input) => input.dispose());
  return (lanes * count) / best;
}

let measured: MachineLimits | null = null;

/**
 * Measures once for each process what this machine can do at most: square matrix products of 512, tanh on a block that
 * stays in the cache, and y ← a·x + b over 16 MiB (read and written).
 */
export function measureLimits(): MachineLimits {
  if (measured) return measured;
  const products = (element: Float) =>
    rate(repeated(`product_${element}`, element, [512, 512], (x) => op.multiply(op.dot(x, x), 1 / 300))) *
    2 *
    512 ** 3;
  const transcendentals = (element: Float) =>
    rate(repeated(`tanh_${element}`, element, [8192], (x) => op.tanh(op.add(x, 0.1)))) * 8192;
  const elements = 2 ** 21;
  const stream = repeated('stream', 'float64', [elements], (x) => op.add(op.multiply(x, 0.999), 0.001));
  measured = {
    float32Flops: products('float32'),
    float64Flops: products('float64'),
    bytesPerSecond: rate(stream) * elements * 16,
    float32TranscendentalsPerSecond: transcendentals('float32'),
    float64TranscendentalsPerSecond: transcendentals('float64'),
  };
  return measured;
}

/** The limits if they were measured in this process. */
export function measuredLimits(): MachineLimits | null {
  return measured;
}
