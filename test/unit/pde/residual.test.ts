import { describe, expect, it } from 'vitest';
import { evaluateNumber } from '../../../src/language';
import { residuals, unknownTypes } from '../../../src/pde/loss';
import { splitWeights } from '../../../src/network';
import { evaluate, tensor, trace } from '../../../src/program';
import { randomElements } from '../../support/random';
import { resolved } from '../language/support';
import { build, oneNeuron, studyParameters, valuesAt, type Built } from './support';

const count = 9;
const [x, t] = [randomElements([count], 1), randomElements([count], 2)];

/** Residual of each equation at the points. */
function residualsAt({ problem }: Built, parameters: Float64Array): Float64Array[] {
  const types = [...unknownTypes(problem), tensor('float64', [2, count])];
  const program = trace('residuals', types, (flat, study, tile) => {
    const weights = splitWeights(flat, problem.network.slots);
    return residuals(problem, problem.sets[0], { weights, parameters: study }, tile);
  });
  return evaluate(program, [parameters, studyParameters(problem), Float64Array.of(...x, ...t)]);
}

const [k, omega, phase, amplitude, level] = [1.3, -0.7, 0.4, 0.8, 0.25];
const sine = { kind: 'mlp', width: 1, depth: 1, activation: 'sin' } as const;
const wave = oneNeuron([k, omega], phase, amplitude, level);
const angle = Array.from(x, (value, i) => k * value + omega * t[i] + phase);
const u = angle.map((value) => amplitude * Math.sin(value) + level);
const slope = angle.map((value) => amplitude * Math.cos(value));
const bend = angle.map((value) => -amplitude * Math.sin(value));

describe('expressions at points', () => {
  const { problem } = build({ network: sine, parameters: { nu: 0.3 }, equations: ['u_t = nu*u_xx'] });

  for (const text of [
    '2.5',
    'pi',
    'x',
    't - x',
    'nu',
    'u',
    '-u + +x',
    'u*x - nu/(2 + t)',
    '(2 + u)^x',
    'x^2 + x^3',
    'sin(u) + cos(x) + tan(t)',
    'exp(u) + log(2 + x) + sqrt(2 + t)',
    'tanh(u) + sinh(x) + cosh(t)',
    'abs(u) + erf(x)',
    'min(u, x) + max(t, nu)',
    'sign(u) + heaviside(x - t) + log10(2 + u)',
    'if(x < t, u, nu) + if(u >= 0.3, x*u, 1) + heaviside(nu)',
  ]) {
    it(`${text} is what the language says`, () => {
      const names = { coordinates: ['x', 't'], fields: ['u'], parameters: ['nu'] };
      const tree = resolved(text, names);
      const [found] = valuesAt(problem, wave, [x, t], [text]);
      found.forEach((value, i) => {
        const expected = evaluateNumber(tree, { x: x[i], t: t[i], nu: 0.3, u: u[i] });
        expect(Math.abs(value - expected)).toBeLessThan(1e-13 * (1 + Math.abs(expected)));
      });
    });
  }

  const derivatives: Record<string, (i: number) => number> = {
    u_x: (i) => k * slope[i],
    u_t: (i) => omega * slope[i],
    u_xt: (i) => k * omega * bend[i],
    u_xxt: (i) => -k * k * omega * slope[i],
    u_xxxx: (i) => -(k ** 4) * bend[i],
    'd(u, x, 2)': (i) => k * k * bend[i],
    'd(u*x, x)': (i) => u[i] + x[i] * k * slope[i],
    'd(u^2, x, 2)': (i) => 2 * (k * slope[i]) ** 2 + 2 * u[i] * k * k * bend[i],
    'd(sin(x)*u_t, x)': (i) => Math.cos(x[i]) * omega * slope[i] + Math.sin(x[i]) * omega * k * bend[i],
    'd(exp(nu*t)*u, t)': (i) => Math.exp(0.3 * t[i]) * (0.3 * u[i] + omega * slope[i]),
    'd(u*d(u, x), t)': (i) => omega * slope[i] * k * slope[i] + u[i] * k * omega * bend[i],
    'd(u*d(x*u, x), x)': (i) =>
      k * slope[i] * (u[i] + x[i] * k * slope[i]) + u[i] * (2 * k * slope[i] + x[i] * k * k * bend[i]),
    'd(u/(2 + x), x)': (i) => (k * slope[i]) / (2 + x[i]) - u[i] / (2 + x[i]) ** 2,
    'd(x^3, x, 2)': (i) => 6 * x[i],
    'd(if(x < t, x*u, u^2), x)': (i) => (x[i] < t[i] ? u[i] + x[i] * k * slope[i] : 2 * u[i] * k * slope[i]),
    'd(u*heaviside(x) + log10(2 + u), x)': (i) =>
      (x[i] >= 0 ? k * slope[i] : 0) + (k * slope[i] * Math.LOG10E) / (2 + u[i]),
    'laplacian(u)': (i) => k * k * bend[i],
    'dt(laplacian(u*x))': (i) => omega * (2 * k * bend[i] - x[i] * k * k * slope[i]),
  };
  for (const [text, exact] of Object.entries(derivatives)) {
    it(`${text} is its closed form`, () => {
      const [found] = valuesAt(problem, wave, [x, t], [text]);
      found.forEach((value, i) => expect(Math.abs(value - exact(i))).toBeLessThan(1e-12));
    });
  }

  it('maps any box to [−1, 1]', () => {
    const wide = build({ network: sine, coordinates: { x: [2, 10], t: [0, 0.5] } }).problem;
    const [where, when] = [x.map((value) => 6 + 4 * value), t.map((value) => 0.25 + 0.25 * value)];
    const [value, along] = valuesAt(wide, wave, [where, when], ['u', 'u_x']);
    value.forEach((found, i) => expect(found).toBeCloseTo(u[i], 13));
    along.forEach((found, i) => expect(found).toBeCloseTo((k * slope[i]) / 4, 13));
  });
});

describe('residual of an exact solution is zero', () => {
  const expectZero = (built: Built, parameters: Float64Array) =>
    residualsAt(built, parameters).forEach((row) =>
      row.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-12)),
    );

  it('of a shock that travels: u_t + u u_x = ν u_xx', () => {
    // u = c − a tanh(a (x − c t)/(2 ν))
    const [a, c, nu] = [0.7, 0.3, 0.2];
    const steepness = a / (2 * nu);
    const built = build({
      network: { ...sine, activation: 'tanh' },
      parameters: { nu },
      equations: ['u_t + u*u_x = nu*u_xx'],
    });
    expectZero(built, oneNeuron([steepness, -steepness * c], 0, -a, c));
  });

  it('of waves: advection, dispersion, and fourth order', () => {
    const built = build({
      network: sine,
      parameters: { k, w: omega },
      equations: [
        'u_t = w/k*u_x',
        'u_tt = (w/k)^2*u_xx',
        'u_t + w/k^3*u_xxx = 0',
        { text: 'k^2*u_xx + u_xxxx = 0' },
      ],
    });
    expectZero(built, wave);
  });

  it('of heat that spreads, as an expression', () => {
    const heat = 'exp(-pi^2*t)*sin(pi*x)';
    const built = build({ equations: [`d(${heat}, t) + 0*u = d(${heat}, x, 2)`] });
    const largest = Math.exp(Math.PI ** 2) * Math.PI ** 2;
    const [row] = residualsAt(built, randomElements([built.problem.network.parameterCount], 1));
    row.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-14 * largest));
  });

  it('and is left − right elsewhere, a number being repeated at every point', () => {
    const built = build({ network: sine, equations: ['u_x = 2', '3 = u_t + 0*u'] });
    const [first, second] = residualsAt(built, wave);
    first.forEach((value, i) => expect(value).toBeCloseTo(k * slope[i] - 2, 13));
    second.forEach((value, i) => expect(value).toBeCloseTo(3 - omega * slope[i], 13));
  });
});
