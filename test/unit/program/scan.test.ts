import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { check, cost, evaluate, gradient, print, scanLoop, tensor, trace, vjp } from '../../../src/program';
import type { EquationOf, Program, Value } from '../../../src/program';
import { difference } from '../../support/difference';
import { randomElements } from '../../support/random';

const [length, batch, width] = [4, 2, 3];
const f = (...shape: number[]) => tensor('float64', shape);

/** h_t = tanh(x_t + h_{t−1} W + b), along [length, batch, width]. */
function recurrent(h: Value, xs: Value, w: Value, b: Value, reverse = false) {
  return op.scan(
    [h],
    [xs],
    ([state], [x]) => {
      const next = op.tanh(op.add(op.add(op.dot(state, w), x), b));
      return { carried: [next], outputs: [next] };
    },
    reverse,
  );
}
const recurrentTypes = [f(batch, width), f(length, batch, width), f(width, width), f(width)];

type Case = [readonly ReturnType<typeof f>[], (...x: Value[]) => readonly Value[]];
const cases: Record<string, Case> = {
  'a recurrent layer': [
    recurrentTypes,
    (h, xs, w, b) => {
      const { carried, outputs } = recurrent(h, xs, w, b);
      return [...carried, ...outputs];
    },
  ],
  'a recurrent layer from the last element': [
    recurrentTypes,
    (h, xs, w, b) => recurrent(h, xs, w, b, true).outputs,
  ],
  'the end alone': [recurrentTypes, (h, xs, w, b) => recurrent(h, xs, w, b).carried],
  'two layers': [
    recurrentTypes,
    (h, xs, w, b) => recurrent(h, recurrent(h, xs, w, b).outputs[0], op.transpose(w), b, true).outputs,
  ],
  'a gated cell with a memory': [
    [f(batch, width), f(length, batch, 2 * width), f(width, 2 * width)],
    (h, xs, w) => {
      const half = (x: Value, k: number) => op.slice(x, [0, k * width], [batch, width]);
      const { carried, outputs } = op.scan([h, op.sin(h)], [xs], ([state, memory], [x]) => {
        const gates = op.tanh(op.add(op.dot(state, w), x));
        const open = op.add(op.multiply(half(gates, 0), 0.5), 0.5);
        const next = op.add(op.multiply(memory, open), op.multiply(half(gates, 1), op.subtract(1, open)));
        return { carried: [op.multiply(op.tanh(next), open), next], outputs: [next, open] };
      });
      return [...carried, ...outputs];
    },
  ],
  'a mask that ends sequences early': [
    recurrentTypes,
    (h, xs, w, b) => {
      const lengths = op.constant([2, 4], 'int32', [batch, 1]);
      const places = op.iota('int32', [length], 0);
      const { carried, outputs } = op.scan([h], [xs, places], ([state], [x, place]) => {
        const next = op.tanh(op.add(op.add(op.dot(state, w), x), b));
        const kept = op.select(op.less(op.broadcast(place, [batch, 1]), lengths), next, state);
        return { carried: [kept], outputs: [kept] };
      });
      return [...carried, ...outputs];
    },
  ],
  'a counter beside numbers': [
    [f(width), f(length, width)],
    (a, xs) => {
      const { carried, outputs } = op.scan([a, op.constant(1, 'int32')], [xs], ([x, count], [row]) => ({
        carried: [op.multiply(op.add(x, row), op.convert(count, 'float64')), op.add(count, 1)],
        outputs: [op.exp(x), op.sum(op.multiply(x, row))],
      }));
      return [carried[0], ...outputs];
    },
  ],
  'nothing carried': [
    [f(length, width), f(width)],
    (xs, c) =>
      op.scan([], [xs], (_none, [x]) => ({ carried: [], outputs: [op.sin(op.multiply(x, c))] })).outputs,
  ],
  'a scan within a scan': [
    [f(width), f(length, 2, width), f(width)],
    (a, xs, c) =>
      op.scan([a], [xs], ([outer], [rows]) => {
        const inner = op.scan([outer], [rows], ([x], [row]) => ({
          carried: [op.tanh(op.add(op.multiply(x, c), row))],
          outputs: [op.multiply(x, row)],
        }));
        return { carried: inner.carried, outputs: inner.outputs };
      }).outputs,
  ],
};

function expectGradient(program: Program) {
  const reversed = vjp(program);
  check(program);
  check(reversed);
  const inputs = program.inputs.map(({ shape }, k) => randomElements(shape, 7 + k));
  const cotangents = program.outputs.map(({ shape }, k) => randomElements(shape, 70 + k));
  const gradients = evaluate(reversed, [...inputs, ...cotangents]);
  inputs.forEach((x, input) =>
    x.forEach((_, k) => {
      const expected = difference(program, inputs, cotangents, input, k);
      expect(Math.abs(gradients[input][k] - expected)).toBeLessThan(2e-9 * (1 + Math.abs(expected)));
    }),
  );
}

const scansOf = ({ equations }: Program) =>
  equations.filter((equation): equation is EquationOf<'scan'> => equation.primitive === 'scan');

describe('scan', () => {
  for (const [name, [types, body]] of Object.entries(cases)) {
    it(`${name}: the gradient agrees with finite differences`, () => expectGradient(trace('f', types, body)));
    it(`${name}: the loop that stands for it gives the same`, () => {
      const program = trace('f', types, body);
      for (const equation of scansOf(program)) {
        const given = equation.inputs.map(({ shape, element }, k) =>
          element === 'int32'
            ? Float64Array.from({ length: shape[0] ?? 1 }, (_, j) => j)
            : randomElements(shape, 3 + k),
        );
        const alone = trace(
          'alone',
          equation.inputs.map(({ type }) => type),
          (...inputs) => {
            const scope = op.inline(
              { ...program, inputs: equation.inputs, equations: [equation], outputs: equation.outputs },
              inputs,
            );
            return scope;
          },
        );
        expect(evaluate(scanLoop(equation), given)).toEqual(evaluate(alone, given));
      }
    });
  }

  it('has a second derivative', () => {
    const [types, body] = cases['a recurrent layer'];
    const program = trace('f', types, (...inputs) => {
      const results = body(...inputs);
      const ones = results.map((result) => op.add(op.zerosLike(result), 1));
      return gradient(results, ones, [inputs[0], inputs[2]]);
    });
    expectGradient(program);
  });

  it('is worked forward once, and a captured matrix gets its gradient from one product', () => {
    const reversed = vjp(trace('f', recurrentTypes, (h, xs, w, b) => recurrent(h, xs, w, b).outputs));
    const [forward, backward, ...more] = scansOf(reversed);
    expect(more).toEqual([]);
    const products = (program: Program) =>
      program.equations.filter(({ primitive }) => primitive === 'dot').length;
    expect(products(forward.parameters.body)).toBe(1);
    expect(products(backward.parameters.body)).toBe(1);
    expect(products(reversed)).toBe(1);
    expect(backward.parameters.body.equations.some(({ primitive }) => primitive === 'tanh')).toBe(false);
    expect(backward.parameters.reverse).toBe(true);
  });

  it('counts the work of its body once for each place', () => {
    const program = trace('f', recurrentTypes, (h, xs, w, b) => recurrent(h, xs, w, b).outputs);
    const work = cost(program);
    expect(work.productFlops).toBe(length * 2 * batch * width * width);
    expect(work.transcendentals).toBe(length * batch * width);
  });

  it('is printed with its body', () => {
    const program = trace(
      'f',
      [f(), f(2)],
      (a, xs) => op.scan([a], [xs], ([x], [y]) => ({ carried: [op.multiply(x, y)], outputs: [] })).carried,
    );
    expect(print(program)).toBe(
      [
        'scan_body_0(%0:float64[], %1:float64[]) {',
        '  %2:float64[] = multiply(%0, %1)',
        '  return %2',
        '}',
        '',
        'f_1(%0:float64[], %1:float64[2]) {',
        '  %2:float64[] = scan(%0, %1, carried=1, sequences=1, length=2, reverse=false, scan_body_0)',
        '  return %2',
        '}',
        '',
      ].join('\n'),
    );
  });
});
