import { describe, expect, it } from 'vitest';
import { splitWeights } from '../../../src/network';
import { residuals, unknownTypes } from '../../../src/pde/loss';
import * as op from '../../../src/program';
import { cost, taylor, tensor, trace, type Value } from '../../../src/program';
import { build } from './support';

const count = 512;
const [width, depth] = [20, 4];

describe('a compiled residual', () => {
  it('costs what one written by hand costs', () => {
    const { problem } = build({
      parameters: { nu: '0.01/pi' },
      equations: ['u_t + u*u_x = nu*u_xx'],
      network: { kind: 'mlp', width, depth, activation: 'tanh' },
    });
    const types = [...unknownTypes(problem), tensor('float64', [2, count])];
    const { slots } = problem.network;
    const typed = trace('typed', types, (flat, parameters, tile) =>
      residuals(problem, problem.sets[0], { weights: splitWeights(flat, slots), parameters }, tile),
    );

    const shapes = slots.map(({ shape }) => tensor('float64', shape));
    const network = trace('network', [...shapes, tensor('float64', [2, count])], (...inputs) => {
      let x: Value = inputs[inputs.length - 1];
      for (let k = 0; k <= depth; k++) {
        x = op.add(op.dot(inputs[2 * k], x), inputs[2 * k + 1]);
        if (k < depth) x = op.tanh(x);
      }
      return [x];
    });
    const unit = (row: number) =>
      op.broadcast(op.constant(row === 0 ? [1, 0] : [0, 1], 'float64', [2, 1]), [2, count]);
    const written = trace('written', types, (flat, parameters, tile) => {
      const nu = op.element(parameters, 0);
      const inputs = [...splitWeights(flat, slots), tile];
      // u_t − ν u_xx as one stream, beside u and u_x
      const terms = [
        { weight: 1, index: [0, 1] },
        { weight: op.negate(nu), index: [2, 0] },
      ];
      const [u] = taylor(network, inputs, inputs.length - 1, [unit(0), unit(1)], [{ terms }]);
      return [op.add(u.sum(0), op.multiply(u.value, u.derivative([1, 0])))];
    });
    const [a, b] = [typed, written].map((program) => cost(program));
    for (const part of ['flops', 'bytes', 'transcendentals'] as const)
      expect(Math.abs(a[part] / b[part] - 1), part).toBeLessThan(0.02);
  });
});
