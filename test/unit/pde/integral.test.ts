import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../../src/pde/gauss-legendre';
import { build, valuesAt } from './support';
import { randomElements } from '../../support/random';

describe('Gauss–Legendre', () => {
  it('is exact for polynomials of degree 2n − 1 and no higher', () => {
    for (const n of [2, 3, 8, 16, 64]) {
      const { nodes, weights } = gaussLegendre(n);
      const integral = (degree: number) => nodes.reduce((sum, x, k) => sum + weights[k] * x ** degree, 0);
      for (const degree of [0, 2, 2 * n - 2]) expect(integral(degree)).toBeCloseTo(2 / (degree + 1), 13);
      expect(integral(2 * n - 1)).toBeCloseTo(0, 13);
      if (n <= 8) expect(Math.abs(integral(2 * n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-6);
    }
  });
});

describe('integrals', () => {
  const count = 7;
  const points = [randomElements([count], 1), randomElements([count], 2)];
  const { problem } = build();
  const theta = randomElements([problem.network.parameterCount], 3);
  const close = (found: Float64Array, expected: Float64Array, tolerance: number) =>
    found.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(tolerance));

  it('of expressions of the coordinates have their closed forms', () => {
    const texts = [
      ['integral(cos(x)*t, x, -1, 1)', '2*sin(1)*t'],
      ['integral(exp(t), t, -1, t)', 'exp(t) - exp(-1)'],
      ['integral(x*t, x, t, x)', 't*(x^2 - t^2)/2'],
      ['integral(integral(x*t, x, 0, t), t, 0, 1)', '1/8'],
    ];
    for (const [text, form] of texts) {
      const [found, expected] = valuesAt(problem, theta, points, [text, form]);
      close(found, expected, 1e-13);
    }
  });

  it('of the field have it as their derivative by the upper bound', () => {
    const [found, u] = valuesAt(problem, theta, points, ['d(integral(u, x, -1, x), x)', 'u']);
    close(found, u, 1e-10);
  });

  it('of a derivative are differences of the field', () => {
    const ends = [-1, 1].map((x) => [new Float64Array(count).fill(x), points[1]]);
    const [low, high] = ends.map((where) => valuesAt(problem, theta, where, ['u'])[0]);
    const [found] = valuesAt(problem, theta, points, ['integral(u_x, x, -1, 1)']);
    close(
      found,
      high.map((value, i) => value - low[i]),
      1e-10,
    );
  });

  it('converge geometrically with their points', () => {
    const value = (quadrature: number) => {
      const other = build({ points: { equations: 100, quadrature } }).problem;
      return valuesAt(other, theta, points, ['integral(sin(5*u), x, -1, 1)'])[0];
    };
    const fine = value(64);
    const errors = [2, 4, 8, 16].map((n) =>
      Math.max(...value(n).map((found, i) => Math.abs(found - fine[i]))),
    );
    for (let k = 1; k < errors.length; k++) expect(errors[k]).toBeLessThan(0.3 * errors[k - 1] + 1e-13);
    expect(errors[3]).toBeLessThan(1e-6);
  });
});
