import { describe, expect, it } from 'vitest';
import { splitWeights } from '../../../src/network';
import { gradientProgram, residuals, unknownTypes } from '../../../src/pde/loss';
import { cost, tensor, trace, type Program } from '../../../src/program';
import { galleryEntry } from '../../../src/study';
import { plainTrial, writtenGradient, writtenResidual } from '../../support/written-by-hand';
import { build } from './support';

const count = 512;

function expectEqualCost(typed: Program, written: Program): void {
  const [a, b] = [typed, written].map((program) => cost(program, () => 1));
  for (const part of ['flops', 'bytes', 'transcendentals'] as const)
    expect(Math.abs(a[part] / b[part] - 1), part).toBeLessThan(0.02);
}

describe('a compiled study', () => {
  it('has a residual that costs what one written by hand costs', () => {
    const { problem } = build({
      parameters: { nu: '0.01/pi' },
      equations: ['u_t + u*u_x = nu*u_xx'],
      network: { kind: 'mlp', width: 20, depth: 4, activation: 'tanh' },
    });
    const types = [...unknownTypes(problem), tensor('float64', [2, count])];
    const { slots } = problem.network;
    const typed = trace('typed', types, (flat, parameters, tile) =>
      residuals(problem, problem.sets[0], { weights: splitWeights(flat, slots), parameters }, tile),
    );
    const written = trace('written', types, (flat, parameters, tile) => [
      writtenResidual(plainTrial(problem, count), splitWeights(flat, slots), parameters, tile),
    ]);
    expectEqualCost(typed, written);
  });

  it('has a loss and gradient with built-in conditions that cost what those written by hand cost', () => {
    const { problem } = build(galleryEntry('burgers')!.study);
    expectEqualCost(gradientProgram(problem), writtenGradient(problem));
  });
});
