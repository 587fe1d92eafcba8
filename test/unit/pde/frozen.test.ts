import { describe, expect, it } from 'vitest';
import { frozenSlots, layerOf, networkOf } from '../../../src/network';
import { join, split } from '../../../src/pde/ansatz';
import { gradientProgram } from '../../../src/pde/loss';
import { studyLength, type Problem } from '../../../src/pde/problem';
import { assembled, normalProgram } from '../../../src/pde/rows';
import { firstNumbers, misfit, valuesOf } from '../../../src/pde/start';
import { pointWeights, setTiling, tiled } from '../../../src/pde/tiles';
import { evaluate, sizeOf, trace } from '../../../src/program';
import { layerNames, parseStudy, type StudyDocument } from '../../../src/study';
import { randomElements } from '../../support/random';
import { build, studyParameters } from './support';

const shape = { width: 4, depth: 2, activation: 'tanh', adaptive: 'neuron', frequency: 30 } as const;
const document = (frozen: string[], network: object = {}): Partial<StudyDocument> => ({
  fields: ['u', 'v'],
  parameters: { a: 0.7 },
  unknowns: { nu: { start: 0.1, positive: true } },
  equations: ['u_t + a*u*u_x = nu*u_xx', 'v_x = sin(u)*v_t'],
  conditions: [{ on: 'x = 1', require: 'u = sin(t)', points: 6 }],
  points: { equations: 20 },
  network: { kind: 'mlp', width: 4, depth: 2, frozen, ...network },
});

describe('the layers of a network', () => {
  it.each(['mlp', 'residual', 'modified-mlp', 'pirate', 'siren'] as const)(
    'of the kind %s are those that a study may name, each with weights',
    (kind) => {
      for (const separate of [false, true]) {
        const { slots } = networkOf({ ...shape, kind, separate }, { inputs: 3, outputs: 2 });
        const found = new Set(slots.map((slot) => layerOf(slot, shape.depth)));
        expect([...found].sort()).toEqual(layerNames({ kind, depth: shape.depth }).sort());
      }
    },
  );

  it('are named as they are where one is unknown, or nothing would be left to train', () => {
    const problemOf = (frozen: string[], network = {}) => {
      const { study } = build();
      const parsed = parseStudy({ ...study, network: { width: 4, depth: 2, frozen, ...network } });
      return parsed.ok ? null : parsed.problems.map(({ message }) => message).join(' ');
    };
    expect(problemOf(['1', 'output'])).toBeNull();
    expect(problemOf(['3'])).toMatch(/names the layer "3", and this network has the layers 1, 2, output/);
    expect(problemOf(['input'], { kind: 'pirate' })).toBeNull();
    expect(problemOf(['1', '2', 'output'])).toMatch(/names every layer/);
  });
});

/** Points and weights of all sets, the same for both problems. */
const setsOf = (problem: Problem) =>
  problem.sets.flatMap((set, s) => {
    const tiling = setTiling(problem, set);
    const places = [0, 1].map((k) => randomElements([set.count], 9 * s + k));
    return [tiled(places, tiling), pointWeights(set.count, tiling)];
  });

describe('frozen layers', () => {
  const { problem: free } = build(document([]));
  const { problem } = build(document(['1', 'output']));
  const all = randomElements([free.network.parameterCount], 8);
  const { trained, frozen } = split(problem.network, all);
  const coefficients = Float64Array.of(0.3, 0.7, 1.1);
  const freeInputs = [all, studyParameters(free), coefficients, ...setsOf(free)];
  const inputs = [
    Float64Array.from(trained),
    Float64Array.from([...studyParameters(problem), ...frozen]),
    coefficients,
    ...setsOf(problem),
  ];
  /** The place of each trained number among all. */
  const columns = problem.network.whole.flatMap(({ offset, shape: extent, frozen: kept }) =>
    kept ? [] : Array.from({ length: sizeOf(extent) }, (_, k) => offset + k),
  );

  it('leave the other layers and the unknown numbers to be trained', () => {
    expect(problem.network.slots.map(({ name }) => name)).toEqual(['weight 2', 'bias 2', 'unknowns']);
    expect(problem.network.parameterCount).toBe(4 * 4 + 4 + 1);
    expect(studyLength(problem)).toBe(studyParameters(problem).length + frozen.length);
    expect(frozenSlots(free.network.slots, { depth: 2, frozen: ['2'] }).filter(Boolean)).toHaveLength(2);
    const study = Float64Array.from([1, 2, ...frozen]);
    expect(join(problem.network, Float64Array.from(trained), study)).toEqual([...all]);
  });

  it('leave the loss as it is, and of its gradient the part of the others', () => {
    const [sums, gradient] = evaluate(gradientProgram(free), freeInputs);
    const [ownSums, own] = evaluate(gradientProgram(problem), inputs);
    sums.forEach((sum, k) => expect(ownSums[k]).toBeCloseTo(sum, 12));
    expect(own).toHaveLength(columns.length);
    columns.forEach((column, k) => expect(own[k]).toBeCloseTo(gradient[column], 12));
  });

  it('have no columns in the Jacobian', () => {
    const gramOf = (of: Problem, given: typeof inputs) => {
      const program = normalProgram(of);
      const blocks = evaluate(program, given).slice(2);
      const types = program.outputs.slice(2).map(({ type }) => type);
      const n = of.network.parameterCount;
      const whole = evaluate(
        trace('whole', types, (...values) => [assembled(values, n)]),
        blocks,
      )[0];
      return (row: number, column: number) => whole[Math.max(row, column) * n + Math.min(row, column)];
    };
    const [whole, own] = [gramOf(free, freeInputs), gramOf(problem, inputs)];
    columns.forEach((row, i) =>
      columns.forEach((column, j) => expect(own(i, j)).toBeCloseTo(whole(row, column), 11)),
    );
  });
});

describe('the parameters of another run', () => {
  const arrays = (count: number) => ({ 'state parameters': randomElements([count], 3) });
  const state = (values: Record<string, Float64Array>) => ({ step: 5, scalars: {}, arrays: values });

  it('come by the names of their tensors; an unknown that the other run lacks begins as it would', () => {
    const source = build({ ...document([]), unknowns: {}, parameters: { a: 0.7, nu: 0.1 } });
    const target = build(document(['1']));
    const given = arrays(source.problem.network.parameterCount);
    const values = valuesOf(source.study, state(given));
    const { network } = target.problem;
    const { trained, frozen } = firstNumbers(network, 0, values);
    const study = Float64Array.from(frozen);
    expect(join(network, Float64Array.from(trained), study)).toEqual([...given['state parameters'], 0]);
    // Random ones without it.
    expect(firstNumbers(network, 0)).toEqual(split(network, network.initial(0)));
  });

  it('are put together with the frozen ones of the other run', () => {
    const { study, problem } = build(document(['2']));
    const { trained, frozen } = split(problem.network, problem.network.initial(4));
    const given = { 'state parameters': trained, 'frozen parameters': frozen };
    const kept = Object.fromEntries(
      Object.entries(given).map(([name, list]) => [name, Float64Array.from(list)]),
    );
    const values = valuesOf(study, state(kept));
    expect(Object.values(values).flatMap((part) => [...part])).toEqual([...problem.network.initial(4)]);
  });

  it('are refused where the trial functions differ, with the first difference', () => {
    const { study } = build(document([]));
    const against = (changes: Partial<StudyDocument>) =>
      misfit(study, build({ ...document([]), ...changes }).study);
    expect(against({ equations: ['u_t = nu*u_x', 'v_t = v_x'], seed: 3 })).toBeNull();
    expect(against({ network: { width: 5, depth: 2 } })).toBe('network.width is 5 there and 4 here.');
    expect(against({ network: { width: 4, depth: 2, activation: 'sin' } })).toMatch(
      /activation is sin there/,
    );
    expect(against({ fields: ['u', 'v', 'w'], equations: ['u_t = 0', 'v_t = 0', 'w_t = 0'] })).toBe(
      'fields are u, v, w there and u, v here.',
    );
    expect(
      against({
        conditions: [
          { require: 'u(x=-1) = u(x=1)', hard: true },
          { require: 'v(x=-1) = v(x=1)', hard: true },
        ],
      }),
    ).toMatch(/"weight 1" has 12 numbers there and 8 here: look at which coordinates are periodic/);
    const random = (seed: number) => build({ ...document([]), seed, features: { kind: 'fourier' } }).study;
    expect(misfit(random(1), random(2))).toMatch(/seed of the random frequencies is 2 there and 1 here/);
    expect(misfit(random(1), random(1))).toBeNull();
  });
});
