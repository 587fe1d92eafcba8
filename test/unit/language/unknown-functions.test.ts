import { describe, expect, it } from 'vitest';
import { complete, print, readStudy } from '../../../src/language';
import { parseStudy, readFunctionKey, studyText, parseStudyText } from '../../../src/study';

const conductivity = {
  collocate: 1,
  coordinates: { x: [0, 1], y: [0, 1], t: [0, 1] },
  fields: ['u'],
  parameters: { half: 0.5 },
  unknowns: {
    'k(x, y)': { start: 'half', positive: true, network: { width: 16 } },
    'c(t)': { start: 0 },
    nu: { start: 1 },
  },
  equations: ['u_t = d(k*u_x, x) + d(k*u_y, y) + c*nu*u'],
  data: [{ file: 'a.csv', columns: { x: 'x', y: 'y', t: 't', u: 'u' } }],
};

function read(changes: object = {}) {
  const parsed = parseStudy({ ...conductivity, ...changes });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return { study: parsed.study, ...readStudy(parsed.study) };
}

describe('unknown functions', () => {
  it('are read from their keys', () => {
    expect(readFunctionKey('k( x ,y)')).toEqual({ name: 'k', arguments: ['x', 'y'] });
    expect(readFunctionKey('k_1')).toBeUndefined();
    expect(readFunctionKey('k()')).toBeUndefined();
  });

  it('have a start and a network, and stand in trees as fields', () => {
    const { meaning, problems, study } = read();
    expect(problems).toEqual([]);
    expect(meaning?.functions).toEqual([
      { name: 'k', arguments: ['x', 'y'], start: 0.5, positive: true, network: { width: 16, depth: 3 } },
      { name: 'c', arguments: ['t'], start: 0, positive: false, network: { width: 20, depth: 3 } },
    ]);
    expect(meaning?.names.functions).toEqual({ k: ['x', 'y'], c: ['t'] });
    expect(meaning?.names.parameters).toEqual(['half', 'nu']);
    expect(Object.keys(meaning?.unknowns ?? {})).toEqual(['nu']);
    expect(parseStudyText(studyText(study))).toEqual({ ok: true, study });
  });

  it.each([
    ['u_t = k_x + c_t', 'k_x + c_t'],
    ['u_t = k_t + c_x + k_xt + u', '0 + 0 + 0 + u'],
    ['u_t = laplacian(k)', 'k_xx + k_yy'],
    ['u_t = div(grad(c)) + c', '0 + c'],
    ['u_t = div(k*grad(u))', 'd(k*u_x, x) + d(k*u_y, y)'],
    ['u_t = div(c*grad(u))', 'c*u_xx + c*u_yy'],
    ['u_t = dt(k*u)', 'k*u_t'],
  ])('%s: derivatives along what they do not depend on are zero', (equation, expected) => {
    const { meaning, problems } = read({
      equations: [equation],
      unknowns: { 'k(x, y)': { start: 1 }, 'c(t)': { start: 1 } },
    });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(print(meaning!.equations[0].right)).toBe(expected);
  });

  it('are completed', () => {
    const { names } = read().meaning!;
    expect(complete('k', 1, names).candidates[0]).toMatchObject({ label: 'k', kind: 'unknown' });
    expect(complete('k_', 2, names).candidates.map(({ label }) => label)).toContain('k_xx');
  });
});
