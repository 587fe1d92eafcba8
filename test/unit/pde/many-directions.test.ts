import { describe, expect, it } from 'vitest';
import { splitWeights } from '../../../src/network';
import { gradientProgram, residuals, unknownTypes } from '../../../src/pde/loss';
import { countEquations, evaluate, tensor, trace } from '../../../src/program';
import { randomElements } from '../../support/random';
import { build, studyParameters } from './support';

const size = 30;
const count = 3;

/** The same operator, as one sum that is mapped, and as two sums of fewer coordinates that have a stream for each. */
const study = (equation: string) =>
  build({
    coordinates: { [`x[1..${size}]`]: [-1, 2] },
    parameters: { k: 0.7 },
    equations: [equation],
    network: { kind: 'mlp', width: 5, depth: 2, activation: 'tanh' },
  }).problem;

const all = Array.from({ length: size }, (_, k) => k + 1);
const second = (numbers: readonly number[]) => numbers.map((k) => `k*d(u, x[${k}], 2)`).join(' + ');

function residualAt(problem: ReturnType<typeof study>) {
  const types = [...unknownTypes(problem), tensor('float64', [size, count])];
  const program = trace('residual', types, (flat, parameters, tile) => {
    const weights = splitWeights(flat, problem.network.slots);
    return residuals(problem, problem.sets[0], { weights, parameters }, tile);
  });
  const weights = Float64Array.from(randomElements([problem.network.parameterCount], 1));
  const points = Float64Array.from(randomElements([size, count], 2));
  return evaluate(program, [weights, studyParameters(problem), points])[0] as Float64Array;
}

describe('second derivatives along many coordinates', () => {
  it('are those that streams of their own give', () => {
    const mapped = residualAt(study(`${second(all)} = u`));
    // A product with a field keeps half of them out of the operator.
    const [first, last] = [all.slice(0, 15), all.slice(15)];
    const streams = residualAt(study(`${second(first)} + (u - u + 1)*(${second(last)}) = u`));
    mapped.forEach((value, i) => expect(value).toBeCloseTo(streams[i], 10));
  });

  it('make a program that does not grow with their number', () => {
    const equations = (problem: ReturnType<typeof study>) => countEquations(gradientProgram(problem));
    const wide = build({
      coordinates: { 'x[1..60]': [-1, 2] },
      equations: ['sum(i, d(u, x[i], 2)) = u'],
      network: { kind: 'mlp', width: 5, depth: 2, activation: 'tanh' },
    }).problem;
    const narrow = build({
      coordinates: { 'x[1..30]': [-1, 2] },
      equations: ['sum(i, d(u, x[i], 2)) = u'],
      network: { kind: 'mlp', width: 5, depth: 2, activation: 'tanh' },
    }).problem;
    expect(equations(wide)).toBeLessThan(1.1 * equations(narrow));
  });
});

describe('sums of many terms', () => {
  const sum = (text: string) => residualAt(study(`u = ${text}`));
  const written = (term: (k: number) => string) => all.map(term).join(' + ');

  for (const [name, inOne, term] of [
    ['that differ in their coordinates', 'sum(i, cos(k*x[i])/2 - 1)', (k) => `(cos(k*x${k})/2 - 1)`],
    ['of two coordinates', written((k) => `x${k}*x${(k % size) + 1}`), (k) => `x${k}*x${(k % size) + 1}`],
    ['that differ in numbers', written((k) => `${k}*sin(x${k})`), (k) => `${k}*sin(x${k})`],
  ] as const satisfies readonly (readonly [string, string, (k: number) => string])[])
    it(`are those of each, of terms ${name}`, () => {
      // Differences keep the terms apart.
      const apart = residualAt(study(`u - ${all.map(term).join(' - ')} = 0`));
      sum(inOne).forEach((value, i) => expect(value).toBeCloseTo(apart[i], 11));
    });

  it('may hold others besides', () => {
    const cosines = written((k) => `cos(x${k})`);
    const apart = residualAt(study(`u - k*x3 - ${all.map((k) => `cos(x${k})`).join(' - ')} = u_x7`));
    residualAt(study(`u = ${cosines} + k*x3 + u_x7`)).forEach((value, i) =>
      expect(value).toBeCloseTo(apart[i], 11),
    );
  });
});
