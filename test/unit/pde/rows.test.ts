import { describe, expect, it } from 'vitest';
import { splitWeights } from '../../../src/network';
import { gradientProgram, residuals, setTypes, unknownTypes } from '../../../src/pde/loss';
import { termsOf } from '../../../src/pde/problem';
import { alongProgram, assembled, normalProgram } from '../../../src/pde/rows';
import { pointWeights, setTiling, tiled } from '../../../src/pde/tiles';
import { check, evaluate, tensor, trace, vjp, type Elements } from '../../../src/program';
import { randomElements } from '../../support/random';
import { build, studyParameters } from './support';

const data = {
  columns: { x: randomElements([5], 1), t: randomElements([5], 2), u: randomElements([5], 3) },
};
const { problem } = build(
  {
    fields: ['u', 'v'],
    parameters: { a: 0.7 },
    unknowns: { nu: { start: 0.1, positive: true }, b: { start: -2 } },
    equations: ['u_t + a*u*u_x = nu*u_xx', 'v_x = sin(b*u)*v_t'],
    conditions: [{ on: 'x = 1', require: 'u = sin(t)', points: 6 }],
    data: [{ file: 'measured.csv', columns: { x: 'x', t: 't', u: 'u' } }],
    points: { equations: 20 },
    network: { kind: 'mlp', width: 4, depth: 2 },
  },
  [data],
);
const count = problem.network.parameterCount;
const theta = randomElements([count], 8);
const study = studyParameters(problem);
/** A term of weight zero among them. */
const coefficients = Float64Array.of(0.3, 0, 0.7, 1.1);

const sets: Elements[] = problem.sets.flatMap((set, s) => {
  const tiling = setTiling(problem, set);
  const places = [0, 1].map((k) => randomElements([set.count], 9 * s + k));
  return [
    tiled(set.kind === 'data' ? Object.values(data.columns) : places, tiling),
    pointWeights(set.count, tiling),
  ];
});

/** Sums, Jᵀ r and the lower triangle of Jᵀ J over all lanes. */
function normal(lanes: number) {
  const programs = Array.from({ length: lanes }, (_, lane) => normalProgram(problem, lane, lanes));
  const parts = programs.map((program) => {
    check(program);
    return evaluate(program, [theta, study, coefficients, ...sets]);
  });
  const [sums, slope, ...blocks] = parts[0].map((_, k) =>
    parts.map((part) => part[k]).reduce((a, b) => a.map((x, i) => x + b[i])),
  );
  const types = programs[0].outputs.slice(2).map(({ type }) => type);
  const whole = trace('whole', types, (...values) => [assembled(values, count)]);
  return { sums, slope, gram: evaluate(whole, blocks)[0] };
}

interface Row {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** √(c_k ω_i) r_ki one by one, each with its gradient by plain reverse mode where it is asked for. */
function rowsOneByOne(at: Float64Array, gradients: boolean): Row[] {
  let first = 0;
  return problem.sets.flatMap((set, s) => {
    const [tiles, height, width] = setTypes(problem, set)[0].shape;
    const types = [...unknownTypes(problem), tensor('float64', [height, width])];
    const program = trace('rows', types, (flat, parameters, tile) =>
      residuals(problem, set, { weights: splitWeights(flat, problem.network.slots), parameters }, tile),
    );
    const reverse = vjp(program, [0]);
    const own = coefficients.subarray(first, (first += set.terms.length));
    return Array.from({ length: tiles }, (_, tile) => tile).flatMap((tile) => {
      const points = sets[2 * s].subarray(tile * height * width, (tile + 1) * height * width);
      const omega = sets[2 * s + 1].subarray(tile * width, (tile + 1) * width);
      const inputs = [at, study, points];
      return evaluate(program, inputs).flatMap((values, k) =>
        Array.from(values, (value, i): Row => {
          const factor = Math.sqrt(own[k] * omega[i]);
          const cotangents = set.terms.map((_, j) =>
            Float64Array.from({ length: width }, (_unused, point) => (j === k && point === i ? factor : 0)),
          );
          const gradient = gradients ? evaluate(reverse, [...inputs, ...cotangents])[0] : new Float64Array();
          return { value: factor * value, gradient };
        }),
      );
    });
  });
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, x, k) => sum + x * b[k], 0);

const expectClose = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) =>
  Array.from(found).forEach((value, k) =>
    expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected[k]))),
  );

describe('rows of the residuals', () => {
  it('have the loss as the sum of their squares, and half its gradient as Jᵀ r', () => {
    const { sums, slope } = normal(1);
    const plain = evaluate(gradientProgram(problem), [theta, study, coefficients, ...sets]);
    expect(sums).toHaveLength(termsOf(problem).length);
    expectClose(sums, plain[0], 1e-13);
    expectClose(
      slope.map((value) => 2 * value),
      plain[1],
      1e-13,
    );
    const squares = rowsOneByOne(theta, false).reduce((sum, { value }) => sum + value ** 2, 0);
    expect(squares).toBeCloseTo(dot(plain[0], coefficients), 12);
  });

  it('give the Jᵀ J of rows whose gradients are taken one by one', () => {
    const { gram } = normal(1);
    const rows = rowsOneByOne(theta, true);
    for (let row = 0; row < count; row++)
      for (let column = 0; column <= row; column++) {
        const expected = rows.reduce((sum, { gradient }) => sum + gradient[row] * gradient[column], 0);
        expectClose([gram[row * count + column]], [expected], 1e-13);
      }
  });

  it('are the same however the tiles are shared out', () => {
    const [one, two] = [normal(1), normal(2)];
    for (const key of ['sums', 'slope', 'gram'] as const) expectClose(two[key], one[key], 1e-13);
  });

  it('give Jᵀ J v without a Jacobian', () => {
    const direction = randomElements([count], 78);
    const rows = rowsOneByOne(theta, true);
    const along = rows.map(({ gradient }) => dot(gradient, direction));
    const expected = theta.map((_, p) =>
      rows.reduce((sum, { gradient }, k) => sum + gradient[p] * along[k], 0),
    );
    for (const lanes of [1, 2]) {
      const parts = Array.from({ length: lanes }, (_, lane) => {
        const program = alongProgram(problem, 1, lane, lanes);
        check(program);
        return evaluate(program, [theta, direction, study, coefficients, ...sets])[0];
      });
      const found = parts.reduce((a, b) => a.map((x, i) => x + b[i]));
      expectClose(found, expected, 1e-12);
    }
  });

  it('give Jᵀ r_dd with the second difference of the rows along a direction', () => {
    const direction = randomElements([count], 77);
    const program = alongProgram(problem, 2);
    check(program);
    const [found] = evaluate(program, [theta, direction, study, coefficients, ...sets]);
    const h = 1e-3;
    const along = [-2, -1, 0, 1, 2].map((k) =>
      rowsOneByOne(
        theta.map((x, p) => x + k * h * direction[p]),
        k === 0,
      ),
    );
    const second = along[2].map((_, k) => {
      const values = along.map((rows) => rows[k].value);
      return dot([-1, 16, -30, 16, -1], values) / (12 * h ** 2);
    });
    const expected = theta.map((_, p) =>
      dot(
        along[2].map(({ gradient }) => gradient[p]),
        second,
      ),
    );
    expectClose(found, expected, 1e-7);
  });
});
