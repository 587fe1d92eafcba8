import { describe, expect, it } from 'vitest';
import { checkStudy } from '../../../src/language';
import { scaleOf } from '../../../src/pde/field-scales';
import type { StudyDocument } from '../../../src/study';
import { randomElements } from '../../support/random';
import { build, valuesAt } from './support';

const scalesOf = (changes: Partial<StudyDocument>, columns: Record<string, Float64Array> = {}) =>
  build(
    changes,
    changes.data?.map(() => ({ columns })),
  ).problem.scales;
const start = (require: string, hard = false): Partial<StudyDocument> => ({
  conditions: [{ on: 't = -1', require, hard }],
});

describe('scales of fields', () => {
  it('are powers of two, and 1 where values are of order one or unknown', () => {
    expect([1, 0.04, 30, 0, NaN].map((size) => scaleOf([size]))).toEqual([1, 1, 1, 1, 1]);
    expect(scaleOf([])).toBe(1);
    expect([1e5, 1e-5, 40].map((size) => scaleOf([0, size]))).toEqual([2 ** 17, 2 ** -17, 32]);
  });

  it('come from values on the sides, hard or soft, with their parameters', () => {
    expect(scalesOf(start('u = sin(pi*x)'))).toEqual([1]);
    expect(scalesOf({ ...start('u = p*sin(pi*x)'), parameters: { p: 1e5 } })).toEqual([2 ** 17]);
    expect(scalesOf(start('u = 1e-5*cos(x)', true))).toEqual([2 ** -17]);
    expect(scalesOf(start('u_x = 1e5'))).toEqual([1]);
  });

  it('come from data, and belong to one field', () => {
    const column = (value: number) => Float64Array.of(value, -value);
    const changes: Partial<StudyDocument> = {
      fields: ['u', 'v'],
      equations: ['u_t = v_x', 'v_t = u_x'],
      data: [{ file: 'a.csv', columns: { x: 'x', t: 't', v: 'v' } }],
    };
    const columns = { x: column(0.1), t: column(0.2), v: column(4096) };
    expect(scalesOf(changes, columns)).toEqual([1, 4096]);
    expect(scalesOf({ ...changes, scales: { fields: { u: 300, v: 1 } } }, columns)).toEqual([300, 1]);
    const { study } = build({ scales: { fields: { w: 2 } }, fields: ['u', 'w'], equations: ['u_t = w_x'] });
    expect(checkStudy({ ...study, scales: { ...study.scales, fields: { w2: 2 } } })[0].message).toContain(
      'There is no field "w2" that could have a scale. Did you mean "w"?',
    );
  });

  it('multiply the network alone', () => {
    const lift = start('u = 3 + x', true);
    const one = build(lift).problem;
    const scaled = build({ ...lift, scales: { fields: { u: 1000 } } }).problem;
    const parameters = randomElements([one.network.parameterCount], 5);
    const points = [randomElements([9], 6), randomElements([9], 7)];
    const [plain] = valuesAt(one, parameters, points, ['u']);
    const [large] = valuesAt(scaled, parameters, points, ['u']);
    points[0].forEach((x, k) => expect(large[k] - (3 + x)).toBeCloseTo(1000 * (plain[k] - (3 + x)), 10));
  });
});
