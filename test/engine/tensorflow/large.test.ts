import { beforeAll, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { tensor, trace, whileLoop } from '../../../src/program';
import { compile, configureEngine, upload } from '../../../src/tensorflow';

beforeAll(() => configureEngine({ threads: 1, device: 'cpu' }));

it('a compiled loop may add up many large tensors', () => {
  // More than 205 MB are alive at a time if nothing is fused: the size from which a graph is rewritten to save memory.
  const size = 4_000_000;
  const program = trace('sums', [tensor('float32', [size])], (x) => {
    const [, result] = whileLoop(
      [op.constant(0, 'int32'), x],
      (turn) => op.less(turn, 2),
      (turn, value) => {
        // inside a loop, shapes are known to the graph only where they are made
        const square = op.reshape(value, [2000, 2000]);
        const parts = Array.from({ length: 24 }, (_, k) => op.sin(op.multiply(square, k + 1)));
        return [
          op.add(turn, 1),
          op.reshape(
            parts.reduce((a, b) => op.add(a, b)),
            [size],
          ),
        ];
      },
    );
    return [op.slice(result, [0], [1])];
  });
  const [result] = compile(program).consume([
    upload(program.inputs[0].type, new Float32Array(size).fill(0.1)),
  ]);
  let expected = 0.1;
  for (let turn = 0; turn < 2; turn++) {
    const value = expected;
    expected = Array.from({ length: 24 }, (_, k) => Math.sin(value * (k + 1))).reduce((a, b) => a + b);
  }
  expect(result.read()[0]).toBeCloseTo(expected, 3);
  result.dispose();
});
