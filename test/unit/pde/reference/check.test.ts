import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../../src/language';
import { checkReference } from '../../../../src/pde/reference';
import { gallery, galleryEntry, parseStudy, type Problem } from '../../../../src/study';

const check = (changes: Record<string, unknown>): Problem[] =>
  checkWhole({ ...galleryEntry('burgers')?.study, ...changes });

function checkWhole(study: unknown): Problem[] {
  const parsed = parseStudy(study);
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (meaning === undefined) throw new Error(problems[0].message);
  return checkReference(parsed.study, meaning);
}

describe('the reference of a study', () => {
  it('fits every study of the gallery', () => {
    for (const entry of gallery) {
      expect(checkWhole(entry.study), entry.name).toEqual([]);
      if (!('nu' in (entry.study.parameters ?? {})) || entry.study.reference?.kind !== 'exact') continue;
      for (const nu of [0.01 / Math.PI, 0.02, 0.001, 0.5]) {
        expect(checkWhole({ ...entry.study, parameters: { nu } }), `${entry.name}, nu = ${nu}`).toEqual([]);
      }
    }
  }, 120_000);

  it('fits an equation written in another way, and a part of the domain', () => {
    expect(check({ equations: ['nu*u_xx - u*u_x - u_t = 0'] })).toEqual([]);
    expect(check({ equations: ['2*u_t = 2*nu*u_xx - 2*u*u_x'] })).toEqual([]);
    expect(
      check({ coordinates: { x: [0, 1], t: [0, 0.5] }, conditions: [{ on: 'x = 1', require: 'u = 0' }] }),
    ).toEqual([]);
    expect(check({ reference: { kind: 'none' }, equations: ['u_t = u_xx'] })).toEqual([]);
  });

  it('takes means out of what it gives, definitions too, and of nothing else', () => {
    const parsed = (name: string) => ({
      ...galleryEntry('alfven-state')?.study,
      reference: { kind: 'expression', fields: { p: 'x*t' }, meanFree: [name] },
    });
    expect(checkWhole(parsed('p'))).toEqual([]);
    const [problem] = checkWhole(parsed('J'));
    expect(problem.message).toBe('The reference has no field "J", so its mean can\'t be taken out.');
  });

  it.each([
    [{ equations: ['u_t + 2*u*u_x = nu*u_xx'] }, 'equations[0]'],
    [{ equations: ['u_t + u*u_x = 2*nu*u_xx'] }, 'equations[0]'],
    [{ equations: ['u_t + u*u_x = nu*u_xx + 0.01'] }, 'equations[0]'],
    [{ conditions: [{ on: 't = 0', require: 'u = sin(pi*x)' }] }, 'conditions[0]'],
    [{ conditions: [{ on: 'x = 1', require: 'u = 0.001' }] }, 'conditions[0]'],
    [{ conditions: [{ on: 'x = 1', require: 'u_x = 0' }] }, 'conditions[0]'],
    [{ reference: { kind: 'exact', name: 'burgers-colehopf' } }, 'Did you mean "burgers-cole-hopf"'],
    [{ coordinates: { x: [-3, 1], t: [0, 1] }, conditions: [] }, 'between -1 and 1'],
    [
      { parameters: { mu: 0.1 }, equations: ['u_t + u*u_x = mu*u_xx'] },
      'for the parameters nu, but this study has mu',
    ],
    [{ fields: ['u', 'v'], equations: ['u_t = u_xx', 'v_t = v_xx'] }, 'for the fields u'],
  ])('is refused when it is not its solution: %#', (changes, part) => {
    const [problem] = check(changes);
    expect(problem.message).toContain(part);
    expect(problem.path).toEqual(['reference', 'name']);
  });
});
