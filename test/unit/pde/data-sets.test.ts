import { describe, expect, it } from 'vitest';
import { gradientProgram } from '../../../src/pde/loss';
import { rowNames, termsOf, type DataColumns, type Problem } from '../../../src/pde/problem';
import { pointWeights, setTiling, tiled } from '../../../src/pde/tiles';
import { evaluate } from '../../../src/program';
import { noiseColumn, weightColumn, type StudyDocument } from '../../../src/study';
import { randomElements } from '../../support/random';
import { build, oneNeuron, studyParameters, valuesAt } from './support';

type Entry = NonNullable<StudyDocument['data']>[number];

const where = { x: 'x', t: 't' };
const points = (count: number) => ({ x: randomElements([count], 1), t: randomElements([count], 2) });
const problemOf = (
  entries: Entry[],
  files: Record<string, Float64Array>[],
  more: Partial<StudyDocument> = {},
) =>
  build(
    { data: entries, ...more },
    files.map((columns): DataColumns => ({ columns })),
  ).problem;

/** Terms of the data and the slope of the loss, in which only they count. */
function lossOf(problem: Problem, parameters: Float64Array) {
  const rows = problem.sets.map((set) => {
    const columns = set.source.columns({
      seed: 0,
      part: 0,
      step: 0,
      box: problem.coordinates,
      count: set.count,
    });
    return rowNames(problem, set).map((name) => Float64Array.from(columns[name]));
  });
  const inputs = problem.sets.flatMap((set, s) => {
    const tiling = setTiling(problem, set);
    return [tiled(rows[s], tiling), pointWeights(set.count, tiling, set.weights)];
  });
  const counts = problem.sets.flatMap((set) => set.terms.map(() => set.count));
  const coefficients = Float64Array.from(termsOf(problem), ({ group, weight }, k) =>
    group === 'data' ? weight / counts[k] : 0,
  );
  const given = [parameters, studyParameters(problem), coefficients, ...inputs];
  const [squares, ...gradients] = evaluate(gradientProgram(problem), given);
  const terms = termsOf(problem).flatMap(({ group }, k) =>
    group === 'data' ? [squares[k] / counts[k]] : [],
  );
  return { terms, slope: gradients.at(-1)!.at(-1)! };
}

/** u = level everywhere. */
const level = (value: number) => oneNeuron([0.3, 0.2], 0, 0, value);
const oneWide = { network: { kind: 'mlp', width: 1, depth: 1 } } as const;

describe('weighted data', () => {
  const u = Float64Array.of(1, 2, 4, 1000);
  const sigma = Float64Array.of(0.1, 0.2, 0.5, 1e6);
  const weights = Float64Array.of(1, 3, 0.5, 2);
  const entry = { file: 'a.csv', columns: { ...where, u: 'u' }, weightColumn: 'w', noise: 's' };
  const file = { ...points(4), u, [weightColumn]: weights, [noiseColumn]: sigma };
  const problem = problemOf([entry], [file], oneWide);
  const omega = u.map((_, i) => weights[i] / sigma[i] ** 2);
  const sum = omega.reduce((total, value) => total + value, 0);

  it('have the mean weight 1 and count with weight over variance', () => {
    const own = Array.from(problem.sets.at(-1)!.weights!);
    own.forEach((value, i) => expect(value / ((4 * omega[i]) / sum)).toBeCloseTo(1, 13));
    const [term] = lossOf(problem, level(0.7)).terms;
    const expected = omega.reduce((total, value, i) => total + value * (0.7 - u[i]) ** 2, 0) / sum;
    expect(term / expected).toBeCloseTo(1, 12);
  });

  it('are fitted best by the weighted mean, and an outlier of little weight is ignored', () => {
    const best = omega.reduce((total, value, i) => total + value * u[i], 0) / sum;
    expect(Math.abs(lossOf(problem, level(best)).slope)).toBeLessThan(1e-12);
    expect(best).toBeLessThan(2);
    expect(Math.abs(lossOf(problem, level(2)).slope)).toBeGreaterThan(0.1);
  });

  it('count by precision across the files that give one', () => {
    const of = (noise: number): Entry => ({ file: `${noise}.csv`, columns: { ...where, u: 'u' }, noise });
    const plain = { ...points(4), u };
    const { sets } = problemOf([of(0.1), of(0.2), { ...of(1), noise: undefined }], [plain, plain, plain]);
    const [precise, noisy, bare] = sets.slice(-3).map((set) => set.weights?.[0]);
    expect(precise! / noisy!).toBeCloseTo(4, 12);
    expect((precise! + noisy!) / 2).toBeCloseTo(1, 12);
    expect(bare).toBeUndefined();
  });

  it('neither overflow nor vanish', () => {
    const tiny = { ...file, [noiseColumn]: sigma.map((value) => value * 1e-250) };
    const own = problemOf([entry], [tiny], oneWide).sets.at(-1)!.weights!;
    Array.from(own).forEach((value, i) => expect(value / ((4 * omega[i]) / sum)).toBeCloseTo(1, 12));
  });

  it('are refused where no trained point counts', () => {
    const none = { ...file, [weightColumn]: new Float64Array(4) };
    expect(() => problemOf([entry], [none])).toThrow('Every trained point of "a.csv" has the weight 0');
  });
});

describe('measured expressions', () => {
  it('are fitted as they are written', () => {
    const count = 17;
    const columns = {
      ...points(count),
      u_x: randomElements([count], 3),
      'u^2 + c*u_t': randomElements([count], 4),
    };
    const measured = { u_x: 'flux', 'u^2 + c*u_t': 'mixed' };
    const problem = problemOf([{ file: 'a.csv', columns: where, measured }], [columns], {
      parameters: { c: 0.3 },
    });
    const theta = randomElements([problem.network.parameterCount], 8);
    const texts = Object.keys(measured) as (keyof typeof measured)[];
    const values = valuesAt(problem, theta, [columns.x, columns.t], texts);
    const expected = texts.map(
      (text, k) => values[k].reduce((sum, value, i) => sum + (value - columns[text][i]) ** 2, 0) / count,
    );
    lossOf(problem, theta).terms.forEach((term, k) => expect(term / expected[k]).toBeCloseTo(1, 12));
    expect(
      termsOf(problem)
        .slice(-2)
        .map(({ name }) => name),
    ).toEqual(['data a.csv: u_x', 'data a.csv: u^2 + c*u_t']);
  });

  it('may be definitions and their components, in columns of their own', () => {
    const count = 9;
    const columns = { ...points(count), By: randomElements([count], 3), J: randomElements([count], 4) };
    const problem = problemOf(
      [{ file: 'a.csv', columns: { ...where, By: 'B_y', J: 'current' } }],
      [columns],
      {
        coordinates: { x: [-1, 1], t: [-1, 1] },
        vectors: { A: ['u', 'v', 'w'] },
        fields: ['u', 'v', 'w'],
        definitions: { B: 'curl(A)', J: 'dot(curl(B), curl(B))' },
        equations: ['dt(A) = laplacian(A)'],
      },
    );
    const theta = randomElements([problem.network.parameterCount], 8);
    // With nothing changing along y and z, curl(0, v, w) = (0, −w_x, v_x).
    const values = valuesAt(problem, theta, [columns.x, columns.t], ['-w_x', 'v_xx^2 + w_xx^2']);
    const expected = [columns.By, columns.J].map(
      (column, k) => values[k].reduce((sum, value, i) => sum + (value - column[i]) ** 2, 0) / count,
    );
    lossOf(problem, theta).terms.forEach((term, k) => expect(term / expected[k]).toBeCloseTo(1, 12));
  });

  it('may be functions that are to be inferred', () => {
    const problem = problemOf(
      [{ file: 'a.csv', columns: { ...where, k: 'k' } }],
      [{ ...points(5), k: new Float64Array(5).fill(2.5) }],
      { unknowns: { 'k(x)': { start: 2 } }, equations: ['u_t + k*u_x = 0'] },
    );
    const theta = randomElements([problem.network.parameterCount], 8);
    const { x, t } = points(5);
    const [k] = valuesAt(problem, theta, [x, t], ['k']);
    const expected = k.reduce((sum, value) => sum + (value - 2.5) ** 2, 0) / 5;
    expect(lossOf(problem, theta).terms[0] / expected).toBeCloseTo(1, 12);
  });
});

describe('values that are kept out', () => {
  const count = 40;
  const file = { ...points(count), u: Float64Array.from({ length: count }, (_, i) => i) };
  const entry = { file: 'a.csv', columns: { ...where, u: 'u' } };
  const split = (validation: number, seed = 0) => {
    const problem = problemOf([{ ...entry, validation }], [file], { seed });
    const set = problem.sets.at(-1)!;
    const columns = set.source.columns({
      seed,
      part: 0,
      step: 0,
      box: problem.coordinates,
      count: set.count,
    });
    return {
      trained: Array.from(columns.u),
      kept: problem.keptOut.flatMap(({ values }) => [...values]),
      set,
    };
  };

  it('are never trained on, and nothing is lost', () => {
    const { trained, kept, set } = split(0.3);
    expect(kept).toHaveLength(12);
    expect(set.count).toBe(28);
    expect([...trained, ...kept].sort((a, b) => a - b)).toEqual([...file.u]);
    expect(trained).toEqual([...trained].sort((a, b) => a - b));
  });

  it('follow from the seed', () => {
    expect(split(0.3)).toMatchObject({ kept: split(0.3).kept });
    expect(split(0.3, 1).kept).not.toEqual(split(0.3).kept);
    expect(split(0).kept).toEqual([]);
    expect(split(0).trained).toEqual([...file.u]);
    expect(split(0.001).kept).toHaveLength(1);
  });
});
