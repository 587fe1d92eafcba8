import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../src/language';
import { collapseOf } from '../../../src/pde/collapse';
import { buildProblem } from '../../../src/pde/problem';
import { parseStudy } from '../../../src/study';

function planOf(equations: string[], more: object = {}) {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1], y: [0, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { nu: 0.1, c: 2 },
    equations,
    ...more,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (!meaning) throw new Error(problems[0].message);
  return collapseOf(buildProblem(parsed.study, meaning, []).sets[0]);
}

describe('operators as one stream', () => {
  it('joins derivatives of several orders that nobody needs alone', () => {
    const plan = planOf(['u_t + u*u_x = nu*u_xx']);
    expect(plan.operators.map(({ terms }) => terms.map(({ orders }) => orders))).toEqual([
      [{ t: 1 }, { x: 2 }],
    ]);
    expect(plan.residuals[0]!.parts).toEqual([{ sign: 1, operator: 0, field: 'u' }]);
  });

  it('distributes a constant over a sum', () => {
    const typed = planOf(['u_t = nu*(u_xx + u_yy)']);
    const operator = planOf(['u_t = nu*laplacian(u)']);
    expect(typed.operators[0].terms.map(({ orders }) => orders)).toEqual([{ t: 1 }, { x: 2 }, { y: 2 }]);
    expect(operator.operators[0].terms.map(({ orders }) => orders)).toEqual([{ t: 1 }, { x: 2 }, { y: 2 }]);
  });

  it('shares one operator among the fields of a system', () => {
    const plan = planOf(['u_t + u*v_x = nu*(u_xx + u_yy)', 'v_t + v*u_x = nu*(v_xx + v_yy)'], {
      fields: ['u', 'v'],
    });
    expect(plan.operators).toHaveLength(1);
    expect(plan.residuals.map((residual) => residual!.parts[0].field)).toEqual(['u', 'v']);
  });

  it('leaves alone what is needed by itself, or what saves nothing', () => {
    expect(planOf(['u_t + u_xx*u_xx = nu*u_xx']).operators).toEqual([]);
    expect(planOf(['u_t = c*u_x']).operators.length).toBeLessThanOrEqual(1);
    expect(planOf(['x*u_t = nu*u_xx']).operators).toEqual([]);
  });
});
