import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import {
  check,
  gradient,
  print,
  taylor,
  tensor,
  trace,
  type Program,
  type Value,
} from '../../../src/program';
import { network } from '../../support/network';

/**
 * Printed programs under test/golden show what tracing, the transforms and the simplifier make. A pure refactoring
 * changes none of them. After a change that is meant, look at the new ones:
 *
 *     UPDATE_GOLDEN=1 npx vitest run test/unit/program && git diff test/golden
 */
const folder = new URL('../../golden/', import.meta.url);
const points = 8;
const net = () => network([2, 4, 3, 1], points);
const typesOf = (program: Program) => program.inputs.map((input) => input.type);

const units = () =>
  [
    [1, 0],
    [0, 1],
  ].map((unit) => op.broadcast(op.constant(unit, 'float64', [2, 1]), [2, points]));

/** u_t + u u_x − ν u_xx at each point; ν is the first input. */
function residual(inputs: readonly Value[]): Value {
  const [viscosity, ...rest] = inputs;
  const [u] = taylor(net(), rest, 0, units());
  const convection = op.multiply(u.value, u.derivative([1, 0]));
  return op.subtract(op.add(u.derivative([0, 1]), convection), op.multiply(viscosity, u.derivative([2, 0])));
}

const programs: Record<string, () => Program> = {
  'network-value': net,
  'network-streams': () =>
    trace('streams', typesOf(net()), (...inputs) => {
      const laplacian = {
        terms: [
          { weight: 1, index: [2, 0] },
          { weight: 1, index: [0, 2] },
        ],
      };
      const [u] = taylor(net(), inputs, 0, units(), [laplacian]);
      return [u.value, u.derivative([1, 0]), u.derivative([0, 1]), u.derivative([1, 1]), u.sum(0)];
    }),
  'network-fourth-order': () =>
    trace('streams', typesOf(net()), (...inputs) => {
      const [u] = taylor(net(), inputs, 0, units());
      return [1, 2, 3, 4].map((order) => u.derivative([order, 0]));
    }),
  'residual-gradient': () =>
    trace('step', [tensor('float64'), ...typesOf(net())], (...inputs) => {
      const r = residual(inputs);
      const loss = op.divide(op.inner(r, r), points);
      return [loss, ...gradient([loss], [op.constant(1)], inputs.slice(2))];
    }),
  'loop-with-captures': () =>
    trace('iterate', [tensor('float64', [3, 3]), tensor('float64', [3, 1]), tensor('int32')], (a, b, steps) =>
      op.call(
        'solve',
        [b],
        (start) =>
          op.whileLoop(
            [start, op.constant(0, 'int32')],
            (x, k) => op.and(op.less(k, steps), op.isFinite(op.sum(x))),
            (x, k) => {
              const [next] = op.cond(
                op.less(op.reduceMax(op.absolute(x)), 10),
                () => [op.add(op.dot(a, x), b)],
                () => [op.multiply(x, 0.5)],
              );
              return [next, op.add(k, 1)];
            },
          ),
        'native',
      ),
    ),
};

describe('golden programs', () => {
  for (const [name, make] of Object.entries(programs)) {
    it(name, () => {
      const program = make();
      check(program);
      const text = print(program);
      const file = new URL(`${name}.txt`, folder);
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, text);
      }
      const golden = existsSync(file) ? readFileSync(file, 'utf8') : '';
      expect(text.split('\n'), `${name}.txt under test/golden differs`).toEqual(golden.split('\n'));
    });
  }
});
