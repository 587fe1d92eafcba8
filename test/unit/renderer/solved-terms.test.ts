import { describe, expect, it } from 'vitest';
import { solvedTerms } from '../../../renderer/panels/solvedTerms';
import { readStudy } from '../../../src/language';
import { parseStudy, type StudyDocument } from '../../../src/study';

const document: StudyDocument = {
  collocate: 1,
  coordinates: { x: [0, 1], y: [0, 1], t: [0, 1] },
  fields: ['u', 'v', 'p'],
  vectors: { w: ['u', 'v'] },
  equations: [
    { text: 'dt(w) = -grad(p)', weight: 3 },
    { text: 'div(w) = 0', name: 'mass' },
  ],
  conditions: [
    { on: 't = 0', require: 'w = (sin(pi*x), 0)', hard: true },
    { on: 'x = 0', require: 'p_x = 2*p', weight: 5 },
    { require: 'p(y=0) = p(y=1)' },
  ],
  weights: { equations: 10, conditions: 0.5 },
};

function termsOf(derivatives: 'subscript' | 'leibniz') {
  const parsed = parseStudy(document);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  const { meaning, problems } = readStudy(parsed.study);
  if (meaning === undefined) throw new Error(problems[0]?.message);
  return solvedTerms(parsed.study, meaning, derivatives).flatMap(({ terms }) => terms);
}

describe('the terms of a study as they are solved', () => {
  it('are one for each component, with the product of both weights', () => {
    const told = termsOf('subscript').map(({ name, weight }) => [name, weight]);
    expect(told).toEqual([
      ['equation 1, x', 30],
      ['equation 1, y', 30],
      ['mass', 10],
      ['t = 0, x', null],
      ['t = 0, y', null],
      ['x = 0', 2.5],
      ['p(y=0) = p(y=1)', 0.5],
    ]);
  });

  it('are written out in fields and derivatives, and told where they hold', () => {
    const [first] = termsOf('subscript');
    expect(first?.text).toBe('u_t = -p_x');
    expect(first?.tex).toBe('u_{t} = -p_{x}');
    expect(termsOf('leibniz')[0]?.tex).toContain('\\frac{\\partial u}{\\partial t}');
    const slope = termsOf('subscript').find(({ name }) => name === 'x = 0');
    expect(slope?.place).toEqual({ tex: 'x = 0', text: 'x = 0' });
    const joined = termsOf('subscript').at(-1);
    expect(joined?.text).toBe('p at y = 0 = p at y = 1');
    expect(joined?.tex).toBe('\\left.p\\right|_{y = 0} = \\left.p\\right|_{y = 1}');
  });
});
