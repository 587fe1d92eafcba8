import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, countEquations, evaluate, gradient, taylor, trace, type Program } from '../../../src/program';
import { network, parameters } from '../../support/network';
import { randomElements } from '../../support/random';
import {
  expectSameDerivatives,
  indicesTo,
  relativeError,
  streams,
  unitDirections,
  type Subject,
} from './nested';

interface Oracle {
  seed: number;
  sizes: number[];
  points: [number, number][];
  derivatives: string[][];
}

const subjectOf = (sizes: number[], points: number, activation = op.tanh): Subject => ({
  program: network(sizes, points, activation),
  inputs: [randomElements([sizes[0], points], 3), ...parameters(sizes, 40)],
  directions: unitDirections(sizes[0], points),
});

describe('Taylor mode of networks', () => {
  for (const [name, activation] of Object.entries({ tanh: op.tanh, sin: op.sin })) {
    it(`${name}: all derivatives to order 4 in two coordinates`, () => {
      expectSameDerivatives(subjectOf([2, 6, 5, 1], 3, activation), indicesTo(4, 2));
    });
    it(`${name}: all derivatives to order 3 in three coordinates`, () => {
      expectSameDerivatives(subjectOf([3, 5, 4, 1], 2, activation), indicesTo(3, 3));
    });
  }

  it('normals as data', () => {
    const normals = [randomElements([2, 4], 21), randomElements([2, 4], 22)];
    expectSameDerivatives({ ...subjectOf([2, 6, 5, 1], 4), directions: normals }, indicesTo(3, 2));
  });

  it('u to u_xxxx of a 5×40 tanh network agree with 50-digit arithmetic to 1e-10', () => {
    const file = new URL('../../data/taylor-oracle.json', import.meta.url);
    const oracle = JSON.parse(readFileSync(file, 'utf8')) as Oracle;
    const points = oracle.points.length;
    const places = Float64Array.from([0, 1].flatMap((axis) => oracle.points.map((point) => point[axis])));
    const subject: Subject = {
      program: network(oracle.sizes, points),
      inputs: [places, ...parameters(oracle.sizes, oracle.seed)],
      directions: [unitDirections(2, points)[0]],
    };
    const results = evaluate(streams(subject, [[1], [2], [3], [4]]), subject.inputs);
    oracle.derivatives.forEach((expected, point) =>
      expected.forEach((text, order) => {
        const exact = Number(text);
        expect(Math.abs(results[order][point] - exact)).toBeLessThan(1e-10 * Math.abs(exact));
      }),
    );
  });

  it('the equations of u to u_xxxx of a 5×40 tanh network grow slowly', () => {
    const counts = [0, 1, 2, 3, 4].map((order) => {
      const program = streams(
        subjectOf([2, 40, 40, 40, 40, 40, 1], 8),
        [
          [1, 0],
          [2, 0],
          [3, 0],
          [4, 0],
        ].slice(0, order),
      );
      return countEquations(program, (primitive) => primitive !== 'constant');
    });
    expect(counts).toEqual([23, 45, 69, 120, 179]);
    counts.slice(1).forEach((count, k) => expect(count).toBeLessThanOrEqual(2 * counts[k]));
    expect(counts[4]).toBeLessThanOrEqual(5.5 * counts[1]);
  });
});

describe('collapsed sums', () => {
  const laplacian = {
    terms: [
      { weight: 1, index: [2, 0] },
      { weight: 1, index: [0, 2] },
    ],
  };
  const anisotropic = {
    terms: [
      { weight: 3, index: [2, 0] },
      { weight: -0.7, index: [1, 1] },
      { weight: 0.25, index: [0, 2] },
      { weight: 2, index: [1, 0] },
    ],
  };
  const bilaplacian = {
    terms: [
      { weight: 1, index: [4, 0] },
      { weight: 2, index: [2, 2] },
      { weight: 1, index: [0, 4] },
    ],
  };
  const dispersive = {
    terms: [
      { weight: -1, index: [3, 0] },
      { weight: 0.5, index: [1, 2] },
    ],
  };
  const sums = [laplacian, anisotropic, bilaplacian, dispersive];
  const indices = indicesTo(4, 2);

  const functions: Record<string, Subject> = {
    tanh: subjectOf([2, 6, 5, 1], 3),
    sin: subjectOf([2, 6, 5, 1], 3, op.sin),
    exp: subjectOf([2, 4, 4, 1], 3, op.exp),
    erf: subjectOf([2, 4, 4, 1], 3, op.erf),
    'a mix of rules': subjectOf([2, 4, 4, 1], 3, (x) => {
      const positive = op.add(op.multiply(x, x), 0.5);
      const quotient = op.divide(op.log(positive), op.add(op.sqrt(positive), op.power(positive, 1.5)));
      const chosen = op.select(op.less(x, 0), quotient, op.tan(op.multiply(quotient, 0.3)));
      return op.subtract(op.maximum(chosen, op.sinh(x)), op.negate(op.power(positive, op.cosh(x))));
    }),
  };

  for (const [name, subject] of Object.entries(functions)) {
    it(`${name}: equal to the sum of the single derivatives`, () => {
      const results = evaluate(streams(subject, indices, sums), subject.inputs);
      const single = (index: readonly number[]) =>
        results[1 + indices.findIndex((other) => other.join() === index.join())];
      sums.forEach(({ terms }, k) => {
        const expected = results[0].map((_, point) =>
          terms.reduce((total, { weight, index }) => total + weight * single(index)[point], 0),
        );
        expect(relativeError(results[1 + indices.length + k], expected), `sum ${k}`).toBeLessThan(1e-12);
      });
    });
  }

  it('cost fewer matrix products than the single derivatives', () => {
    const subject = subjectOf([2, 40, 40, 40, 1], 8);
    const products = (program: Program) => countEquations(program, (primitive) => primitive === 'dot');
    expect(products(streams(subject, [], [laplacian]))).toBe(
      products(
        streams(subject, [
          [2, 0],
          [0, 2],
        ]),
      ) - 3,
    );
    expect(products(streams(subject, [], [bilaplacian]))).toBeLessThan(
      products(
        streams(subject, [
          [4, 0],
          [2, 2],
          [0, 4],
        ]),
      ),
    );
  });
});

describe('reverse mode of a residual built by Taylor mode', () => {
  it('parameter gradients of a mean squared residual agree with finite differences', () => {
    const sizes = [2, 5, 4, 1];
    const points = 6;
    const subject = subjectOf(sizes, points);
    const types = subject.program.inputs.map((input) => input.type);
    const sums = [
      {
        terms: [
          { weight: 1, index: [4, 0] },
          { weight: 2, index: [2, 2] },
        ],
      },
    ];
    const lossOf = (inputs: readonly op.Value[]) => {
      const units = subject.directions.map((unit) => op.constant([...unit], 'float64', [2, points]));
      const [u] = taylor(subject.program, inputs, 0, units, sums);
      const convected = op.multiply(u.value, u.derivative([1, 0]));
      const forces = op.add(op.multiply(u.derivative([2, 0]), -0.01), op.multiply(u.sum(0), 0.003));
      const residual = op.add(op.add(u.derivative([0, 1]), convected), forces);
      return op.divide(op.inner(residual, residual), points);
    };
    const loss = trace('loss', types, (...inputs) => [lossOf(inputs)]);
    const slopes = trace('slopes', types, (...inputs) =>
      gradient([lossOf(inputs)], [op.constant(1)], inputs),
    );
    check(loss);
    check(slopes);
    const found = evaluate(slopes, subject.inputs);
    subject.inputs.forEach((given, input) =>
      given.forEach((_, k) => {
        const at = (shift: number) => {
          const moved = subject.inputs.map((x) => Float64Array.from(x));
          moved[input][k] += shift;
          return evaluate(loss, moved)[0][0];
        };
        const h = 1e-3;
        const expected = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        expect(Math.abs(found[input][k] - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)));
      }),
    );
  });
});
