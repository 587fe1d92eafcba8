import { describe, expect, it } from 'vitest';
import { gradientProgram, sumsProgram } from '../../../src/pde/loss';
import { termsOf, type Problem } from '../../../src/pde/problem';
import { pointWeights, setTiling, tiled, tilingOf, untiled } from '../../../src/pde/tiles';
import { check, evaluate, type Elements } from '../../../src/program';
import type { StudyDocument } from '../../../src/study';
import { randomElements } from '../../support/random';
import { build, studyParameters, valuesAt } from './support';

const nu = 0.1;
const measured = 23;
const columns = {
  x: randomElements([measured], 31),
  t: randomElements([measured], 32),
  u: randomElements([measured], 33),
  v: randomElements([measured], 34),
};
const document: Partial<StudyDocument> = {
  fields: ['u', 'v'],
  parameters: { nu },
  equations: ['u_t + u*u_x = nu*u_xx', { text: 'v_x = u', weight: 0.5 }],
  conditions: [{ on: 'x = 1', require: 'u = sin(t)', weight: 3, points: 20 }],
  data: [{ file: 'measured.csv', columns: { x: 'x', t: 't', u: 'u', v: 'v' }, weight: 2 }],
  points: { equations: 100 },
};
const { problem } = build(document, [{ columns }]);
const parameters = randomElements([problem.network.parameterCount], 8);
/** w_group of the terms in their order: two equations, a condition, two measured fields. */
const groups = [0.7, 0.7, 1.5, 0.2, 0.2];
const ownWeights = [1, 0.5, 3, 2, 2];

/** Rows of each set: coordinates, then what was measured. */
function rowsOf(target: Problem): Float64Array[][] {
  return target.sets.map(({ kind, count }, s) => {
    if (kind === 'data') return [columns.x, columns.t, columns.u, columns.v];
    const [x, t] = [randomElements([count], 40 + s), randomElements([count], 50 + s)];
    return kind === 'place' ? [new Float64Array(count).fill(1), t] : [x, t];
  });
}

/** Points and weights of each set as the programs take them. */
function setInputs(target: Problem): Elements[] {
  const rows = rowsOf(target);
  return target.sets.flatMap((set, s) => {
    const tiling = setTiling(target, set);
    return [tiled(rows[s], tiling), pointWeights(set.count, tiling)];
  });
}

const termCounts = (target: Problem) => target.sets.flatMap((set) => set.terms.map(() => set.count));

function coefficients(target: Problem): Float64Array {
  const counts = termCounts(target);
  return Float64Array.from(termsOf(target), ({ weight }, k) => (groups[k] * weight) / counts[k]);
}

const meanSquare = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;

/** Mean squares of all terms from values at the bare points. */
function termsByHand(theta: Float64Array): number[] {
  const [inside, side, data] = rowsOf(problem);
  const [u, ut, ux, uxx, vx] = valuesAt(problem, theta, inside, ['u', 'u_t', 'u_x', 'u_xx', 'v_x']);
  const [atSide] = valuesAt(problem, theta, side, ['u']);
  const [uMeasured, vMeasured] = valuesAt(problem, theta, data.slice(0, 2), ['u', 'v']);
  return [
    u.map((value, i) => ut[i] + value * ux[i] - nu * uxx[i]),
    vx.map((value, i) => value - u[i]),
    atSide.map((value, i) => value - Math.sin(side[1][i])),
    uMeasured.map((value, i) => value - columns.u[i]),
    vMeasured.map((value, i) => value - columns.v[i]),
  ].map(meanSquare);
}

describe('loss', () => {
  it('has its terms in the order of the document, with groups and own weights', () => {
    expect(termsOf(problem).map(({ name, group, weight }) => [name, group, weight])).toEqual([
      ['equation 1', 'equations', 1],
      ['equation 2', 'equations', 0.5],
      ['x = 1', 'conditions', 3],
      ['data measured.csv: u', 'data', 2],
      ['data measured.csv: v', 'data', 2],
    ]);
  });

  it('sums are those of the bare points: what fills the tiles does not count', () => {
    const counts = termCounts(problem);
    expect(
      problem.sets.map((set) => setTiling(problem, set).tiles * setTiling(problem, set).width),
    ).not.toContain(100);
    const [sums] = evaluate(sumsProgram(problem), [
      parameters,
      studyParameters(problem),
      ...setInputs(problem),
    ]);
    termsByHand(parameters).forEach((expected, k) =>
      expect(Math.abs(sums[k] / counts[k] - expected)).toBeLessThan(1e-12 * expected),
    );
  });

  it('gradient is that of Σ w_k/N_k Σ ω r²', () => {
    const [sums, gradient] = evaluate(gradientProgram(problem), [
      parameters,
      studyParameters(problem),
      coefficients(problem),
      ...setInputs(problem),
    ]);
    const loss = (theta: Float64Array) =>
      termsByHand(theta).reduce((sum, term, k) => sum + groups[k] * ownWeights[k] * term, 0);
    const told = coefficients(problem).reduce((sum, c, k) => sum + c * sums[k], 0);
    expect(told).toBeCloseTo(loss(parameters), 12);
    for (let seed = 60; seed < 64; seed++) {
      const direction = randomElements([parameters.length], seed);
      const at = (h: number) => loss(parameters.map((value, k) => value + h * direction[k]));
      const h = 1e-3;
      const expected = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      const found = gradient.reduce((sum, value, k) => sum + value * direction[k], 0);
      expect(Math.abs(found - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)));
    }
  });

  it('is the same however the tiles are shared out', () => {
    const large = build({ ...document, points: { equations: 300 } }, [{ columns }]).problem;
    // Tiles as narrow as those of a wide network.
    const many = { ...large, network: { ...large.network, widest: 128 } };
    expect(setTiling(many, many.sets[0]).tiles).toBeGreaterThan(2);
    const inputs = [parameters, studyParameters(many), coefficients(many), ...setInputs(many)];
    const totals = [1, 2, 3].map((lanes) => {
      const parts = Array.from({ length: lanes }, (_, lane) => {
        const program = gradientProgram(many, lane, lanes);
        check(program);
        return evaluate(program, inputs);
      });
      return [0, 1].map((k) =>
        parts.map((part) => part[k]).reduce((a, b) => a.map((value, i) => value + b[i])),
      );
    });
    const [sums] = evaluate(sumsProgram(many), [inputs[0], inputs[1], ...inputs.slice(3)]);
    for (const [ofLanes, gradient] of totals) {
      sums.forEach((value, k) => expect(Math.abs(ofLanes[k] - value)).toBeLessThan(1e-12 * value));
      gradient.forEach((value, k) =>
        expect(Math.abs(value - totals[0][1][k])).toBeLessThan(1e-12 * (1 + Math.abs(value))),
      );
    }
  });
});

describe('tiles', () => {
  it('hold every point once, and fill up with the last one at weight 0', () => {
    for (const element of ['float32', 'float64'] as const) {
      for (const count of [1, 16, 100, 128, 129, 300, 1000]) {
        const tiling = tilingOf(count, element, 128);
        const size = tiling.tiles * tiling.width;
        expect(size).toBeGreaterThanOrEqual(count);
        expect(size - count).toBeLessThan(tiling.tiles * 16);
        expect(tiling.width % 16).toBe(0);
        const rows = [randomElements([count], 1), randomElements([count], 2), randomElements([count], 3)];
        const data = tiled(rows, tiling);
        expect(untiled(data, 3, tiling, count)).toEqual(rows);
        const filled = untiled(data, 3, tiling, size);
        filled.forEach((row, k) =>
          expect(row.slice(count).every((x) => x === rows[k][count - 1])).toBe(true),
        );
        const weights = pointWeights(count, tiling);
        expect(weights).toHaveLength(size);
        weights.forEach((weight, point) => expect(weight).toBe(point < count ? 1 : 0));
      }
    }
  });
});
