import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  check,
  cost,
  countEquations,
  evaluate,
  print,
  reachable,
  tensor,
  trace,
  type Equation,
  type Program,
} from '../../../src/program';
import { Value } from '../../../src/program/primitives';
import { network } from '../../support/network';

const double = (...shape: number[]) => tensor('float64', shape);

describe('print', () => {
  const sample = (factor: number, name = 'f') =>
    trace(name, [double(2, 3)], (x) => [
      op.multiply(op.sum(op.exp(x), [0]), factor),
      ...op.call('inner', [x], (y) => [op.slice(y, [0, 1], [2, 2])], 'xla'),
    ]);

  it('gives one line to each equation, called programs first', () => {
    expect(print(sample(0.1)).trim().split('\n')).toEqual([
      'inner_0(%0:float64[2,3]) {',
      '  %1:float64[2,2] = slice(%0, start=[0,1], extent=[2,2])',
      '  return %1',
      '}',
      '',
      'f_1(%0:float64[2,3]) {',
      '  %1:float64[2,3] = exp(%0)',
      '  %2:float64[3] = sum(%1, axes=[0])',
      '  %3:float64[3] = constant(values=[0.1])',
      '  %4:float64[3] = multiply(%2, %3)',
      '  %5:float64[2,2] = call(%0, region=xla, inner_0)',
      '  return %4, %5',
      '}',
    ]);
  });

  it('is the same for the same program made twice, whatever was recorded between', () => {
    const first = print(sample(0.1));
    sample(3);
    expect(print(sample(0.1))).toBe(first);
  });

  it('differs where a number, a sign of zero, a shape, a region or an order differs', () => {
    const of = (body: (x: Value, y: Value) => readonly Value[], shape = [4]) =>
      print(trace('f', [double(...shape), double(...shape)], body));
    const texts = [
      of((x, y) => [op.subtract(x, y)]),
      of((x, y) => [op.subtract(y, x)]),
      of((x, y) => [op.subtract(x, y)], [5]),
      of((x) => [x]),
      of((_x, y) => [y]),
      of((x, y) => [x, y]),
      of(() => [op.constant(0)]),
      of(() => [op.constant(-0)]),
      of(() => [op.constant(0, 'float32')]),
      of(() => [op.constant([0, 0])]),
      of(() => [op.constant(NaN)]),
      of(() => [op.constant(0.1)]),
      of(() => [op.constant(0.1 + 1e-18)]),
      of(() => [op.constant(0.30000000000000004)]),
      of(() => [op.constant(0.3)]),
      of(() => [op.iota('int32', [2, 3], 0)]),
      of(() => [op.iota('int32', [2, 3], 1)]),
      of((x, y) => [op.less(x, y)]),
      of((x, y) => [op.lessEqual(x, y)]),
      of((x) => op.call('g', [x], (a) => [op.exp(a)])),
      of((x) => op.call('g', [x], (a) => [op.exp(a)], 'native')),
      of((x) => op.call('g', [x], (a) => [op.sin(a)])),
      of((x) =>
        op.cond(
          op.less(op.sum(x), 1),
          () => [x],
          () => [op.exp(x)],
        ),
      ),
      of((x) =>
        op.cond(
          op.less(op.sum(x), 1),
          () => [op.exp(x)],
          () => [x],
        ),
      ),
    ];
    // 0.1 + 1e-18 is the number 0.1
    expect(new Set(texts).size).toBe(texts.length - 1);
  });

  it('names two called programs of one name apart, and one called twice once', () => {
    const shared = trace('g', [double()], (x) => [op.exp(x)]);
    const program = trace('f', [double()], (x) => [
      ...op.callProgram(shared, [x]),
      ...op.callProgram(shared, [op.negate(x)]),
      ...op.call('g', [x], (y) => [op.sin(y)]),
    ]);
    expect(reachable(program).length).toBe(3);
    expect(print(program).match(/^\w+\(/gm)).toEqual(['g_0(', 'g_1(', 'f_2(']);
    expect(countEquations(program)).toBe(7);
    expect(countEquations(program, (primitive) => primitive === 'exp')).toBe(2);
  });
});

describe('check', () => {
  const good = () => trace('f', [double(2)], (x) => [op.exp(op.sin(x))]);
  const changed = (program: Program, k: number, change: Partial<Equation>): Program => ({
    ...program,
    equations: program.equations.map((equation, j) =>
      j === k ? ({ ...equation, ...change } as Equation) : equation,
    ),
  });

  it('accepts a good program', () => {
    expect(() => check(good())).not.toThrow();
  });

  it('finds an input that is given twice', () => {
    const program = good();
    const broken = { ...program, inputs: [...program.inputs, ...program.inputs] };
    expect(() => check(broken)).toThrow('Program f, inputs: one value is given twice.');
  });

  it('finds a value used before it is made', () => {
    const program = good();
    const broken = { ...program, equations: [...program.equations].reverse() };
    expect(() => check(broken)).toThrow(
      'Program f, equation 0 (exp): an input is not made before it is used.',
    );
  });

  it('finds a value made twice', () => {
    const program = good();
    const broken = { ...program, equations: [...program.equations, program.equations[1]] };
    expect(() => check(broken)).toThrow(
      'Program f, equation 2 (exp): it makes a value that is there already.',
    );
  });

  it('finds a wrong type of a result', () => {
    const program = good();
    const wrong = new Value(double(3), {}, null);
    const broken = { ...changed(program, 1, { outputs: [wrong] }), outputs: [wrong] };
    expect(() => check(broken)).toThrow('Program f, equation 1 (exp): float64[3] should be float64[2].');
  });

  it('finds a wrong number of results, more or fewer', () => {
    const program = good();
    const more = [...program.equations[1].outputs, new Value(double(2), {}, null)];
    const place = 'Program f, equation 1 (exp): it makes another number of results.';
    expect(() => check(changed(program, 1, { outputs: more }))).toThrow(place);
    expect(() => check(changed(program, 1, { outputs: [] }))).toThrow(place);
  });

  it('finds a wrong use of a primitive', () => {
    const program = good();
    const broken = changed(program, 1, { inputs: [program.inputs[0], program.inputs[0]] });
    expect(() => check(broken)).toThrow('exp(float64[2], float64[2]): takes one float tensor.');
  });

  it('finds a result that is never made', () => {
    const program = good();
    const broken = { ...program, equations: program.equations.slice(0, 1) };
    expect(() => check(broken)).toThrow('Program f, outputs: a result is never made.');
  });

  it('finds a broken program that is only called', () => {
    const inner = good();
    const broken = { ...inner, name: 'inner', equations: inner.equations.slice(0, 1) };
    const program = trace('f', [double(2)], (x) => op.callProgram(broken, [x]));
    expect(() => check(program)).toThrow('Program inner, outputs: a result is never made.');
  });
});

describe('cost', () => {
  it('of a matrix product', () => {
    const program = trace('f', [double(8, 3), double(8, 5)], (a, b) => [
      op.dot(a, b, { transposeLeft: true }),
    ]);
    expect(cost(program)).toEqual({
      flops: 2 * 3 * 8 * 5,
      productFlops: 2 * 3 * 8 * 5,
      bytes: 8 * (24 + 40 + 15),
      transcendentals: 0,
      peakBytes: 8 * (24 + 40 + 15),
    });
  });

  it('of a factor n³/3, of a triangular solution n² for each column', () => {
    const factor = trace('f', [double(2, 6, 6)], (a) => [op.cholesky(a)]);
    expect(cost(factor).flops).toBe((2 * 6 ** 3) / 3);
    const solution = trace('f', [double(2, 6, 6), double(2, 6, 3)], (a, b) => [op.triangularSolve(a, b)]);
    expect(cost(solution).flops).toBe(2 * 6 ** 2 * 3);
  });

  it('of a Fourier transform 5 n log₂ n, half of it for a real one', () => {
    const complex = trace('f', [double(3, 8, 8), double(3, 8, 8)], (re, im) =>
      Object.values(op.fft({ re, im }, 2)),
    );
    expect(cost(complex).flops).toBe(3 * 5 * 64 * 6);
    const real = trace('f', [double(3, 8, 8)], (x) => Object.values(op.realFft(x, 2)));
    expect(cost(real).flops).toBe((3 * 5 * 64 * 6) / 2);
  });

  it('of a network: products, activations, biases', () => {
    const points = 10;
    const { flops, productFlops, transcendentals } = cost(network([2, 6, 5, 1], points));
    expect(productFlops).toBe(2 * points * (2 * 6 + 6 * 5 + 5));
    expect(transcendentals).toBe(points * (6 + 5));
    expect(flops).toBe(productFlops + transcendentals + points * (6 + 5 + 1));
  });

  it('bytes alive: what is used for the last time is let go', () => {
    const chain = trace('f', [tensor('float32', [100])], (x) => [op.sin(op.exp(op.tanh(x)))]);
    expect(cost(chain).peakBytes).toBe(400 * 3);
    const kept = trace('f', [tensor('float32', [100])], (x) => {
      const y = op.tanh(x);
      return [op.add(op.sin(op.exp(y)), y)];
    });
    expect(cost(kept).peakBytes).toBe(400 * 4);
  });

  it('a called program costs what it costs in place', () => {
    const body = (x: Value) => op.sin(op.exp(op.tanh(x)));
    const plain = cost(trace('f', [double(100)], (x) => [body(x)]));
    const called = cost(trace('f', [double(100)], (x) => op.call('g', [x], (y) => [body(y)])));
    expect(called).toEqual(plain);
  });

  it('a loop costs its trips, a branch the dearer one', () => {
    const loop = trace('f', [double(10)], (x) =>
      op.whileLoop(
        [x],
        (v) => op.less(op.sum(v), 1),
        (v) => [op.exp(v)],
      ),
    );
    expect(cost(loop, () => 7).transcendentals).toBe(70);
    expect(cost(loop, () => 7).flops).toBe(70 + 8 * (10 + 1));
    const branch = trace('f', [double(10)], (x) =>
      op.cond(
        op.less(op.element(x, 0), 1),
        () => [op.exp(op.sin(x))],
        () => [op.exp(x)],
      ),
    );
    expect(cost(branch).transcendentals).toBe(20);
  });

  it('does not depend on how the program came about', () => {
    const program = network([2, 3, 1], 4);
    const again = trace(
      'again',
      program.inputs.map((input) => input.type),
      (...inputs) => op.inline(program, inputs),
    );
    expect(cost(again)).toEqual(cost(program));
    const inputs = program.inputs.map((input) => new Float64Array(op.sizeOf(input.shape)).fill(0.1));
    expect(evaluate(again, inputs)).toEqual(evaluate(program, inputs));
  });
});
