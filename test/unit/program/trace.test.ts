import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, evaluate, gradient, reachable, tensor, trace, vjp, type Value } from '../../../src/program';

const scalar = tensor('float64');
const run = (program: op.Program, ...inputs: number[]) =>
  evaluate(
    program,
    inputs.map((x) => Float64Array.of(x)),
  ).map(([x]) => x);

describe('tracing', () => {
  it('a loop in a branch in a call captures through every level', () => {
    const program = trace('f', [scalar, scalar, scalar], (x, y, z) =>
      op.call('outer', [x], (a) => [
        ...op.cond(
          op.less(a, y),
          () =>
            op.whileLoop(
              [a],
              (v) => op.less(v, op.multiply(y, 10)),
              (v) => op.call('step', [v], (w) => [op.add(op.multiply(w, z), y)]),
            ),
          () => [op.negate(z)],
        ),
      ]),
    );
    check(program);
    const expected = (x: number, y: number, z: number) => {
      if (x >= y) return -z;
      let v = x;
      while (v < 10 * y) v = v * z + y;
      return v;
    };
    for (const [x, y, z] of [
      [1, 3, 2],
      [4, 3, 2],
      [-0.5, 0.5, 1.5],
    ])
      expect(run(program, x, y, z)).toEqual([expected(x, y, z)]);
    // every program is closed: what it uses is an input or made inside
    expect(reachable(program).map((inner) => inner.name)).toEqual([
      'condition',
      'step',
      'body',
      'whenTrue',
      'whenFalse',
      'outer',
      'f',
    ]);
  });

  it('a loop in a loop', () => {
    const program = trace('f', [scalar, scalar], (rows, columns) =>
      op.whileLoop(
        [op.constant(0), op.constant(0)],
        (k) => op.less(k, rows),
        (k, total) => {
          const [, next] = op.whileLoop(
            [op.constant(0), total],
            (j) => op.less(j, columns),
            (j, sum) => [op.add(j, 1), op.add(sum, op.add(op.multiply(k, 10), j))],
          );
          return [op.add(k, 1), next];
        },
      ),
    );
    check(program);
    expect(run(program, 3, 2)).toEqual([3, 63]);
  });

  it('a value of the enclosing program can be a result as it is', () => {
    const program = trace('f', [scalar, scalar], (x, y) => [
      ...op.call('pass', [], () => [y, x, op.constant(5)]),
      ...op.cond(
        op.less(x, y),
        () => [y],
        () => [x],
      ),
    ]);
    check(program);
    expect(run(program, 1, 2)).toEqual([2, 1, 5, 2]);
  });

  it('keeps only what the results need, and records an equation once', () => {
    const program = trace('f', [scalar, scalar], (x, y) => {
      op.exp(x);
      return [op.multiply(op.add(x, y), op.add(y, x)), op.sin(op.add(x, y))];
    });
    expect(program.equations.map((equation) => equation.primitive)).toEqual(['add', 'multiply', 'sin']);
  });

  it('refuses values of another program, and operations outside of one', () => {
    let leaked: Value | undefined;
    trace('f', [scalar], (x) => [(leaked = op.exp(x))]);
    expect(() => trace('g', [scalar], (x) => [op.add(x, leaked!)])).toThrow(/A value of another program/);
    expect(() => op.exp(leaked!)).toThrow(/only while a program is traced/);
    // a body that throws leaves no program open
    expect(() => op.constant(1)).toThrow(/only while a program is traced/);
  });

  it('a program is recorded again by inline, and called by callProgram', () => {
    const square = trace('square', [scalar], (x) => [op.multiply(x, x)]);
    const program = trace('f', [scalar], (x) => [...op.inline(square, [x]), ...op.callProgram(square, [x])]);
    check(program);
    expect(program.equations.map((equation) => equation.primitive)).toEqual(['multiply', 'call']);
    expect(run(program, 3)).toEqual([9, 9]);
  });
});

describe('gradient inside a program', () => {
  it('is the whole derivative where one variable was made from another', () => {
    const program = trace('f', [scalar], (x) => {
      const y = op.multiply(x, x);
      return gradient([op.multiply(y, x)], [op.constant(1)], [x, y]);
    });
    expect(run(program, 3)).toEqual([27, 3]);
  });

  it('takes captured values as variables', () => {
    const program = trace('f', [scalar, scalar], (x, y) =>
      op.call('slopes', [x], (a) => gradient([op.multiply(op.sin(a), y)], [op.constant(1)], [a, y])),
    );
    check(program);
    expect(run(program, 0.5, 2)).toEqual([2 * Math.cos(0.5), Math.sin(0.5)]);
  });

  it('is zero for what the result does not depend on', () => {
    const program = trace('f', [scalar, scalar], (x, y) => gradient([op.exp(x)], [op.constant(1)], [y]));
    expect(run(program, 1, 2)).toEqual([0]);
  });

  it('goes through a call with one of two results and through both branches', () => {
    const program = trace('f', [scalar, scalar], (x, y) => {
      const [product] = op.call('both', [x], (a) => [op.multiply(a, y), op.exp(a)]);
      const [branch] = op.cond(
        op.less(x, y),
        () => op.call('inside', [product], (p) => [op.multiply(p, x)]),
        () => [op.sin(y)],
      );
      return gradient([branch], [op.constant(1)], [x, y]);
    });
    check(program);
    expect(run(program, 2, 3)).toEqual([12, 4]);
    expect(run(program, 3, 2)).toEqual([0, Math.cos(2)]);
  });

  it('refuses a cotangent of another type', () => {
    const tried = (seed: () => Value) => () =>
      trace('f', [tensor('float64', [2])], (x) => gradient([op.exp(x)], [seed()], [x]));
    expect(tried(() => op.constant(1))).toThrow('The cotangent of result 0 is float64[], not float64[2].');
    expect(() => trace('f', [scalar], (x) => gradient([x], [], [x]))).toThrow(/result 0 is absent/);
  });

  it('at the edges of power: 0⁰, 0ᵇ and a negative base', () => {
    const program = vjp(trace('f', [scalar, scalar], (a, b) => [op.power(a, b)]));
    expect(run(program, 0, 0, 1)).toEqual([0, 0]);
    expect(run(program, 0, 2, 1)).toEqual([0, 0]);
    expect(run(program, -2, 3, 1)).toEqual([12, -0]);
  });
});
