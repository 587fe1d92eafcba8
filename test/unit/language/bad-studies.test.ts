import { describe, expect, it } from 'vitest';
import { checkStudy, readStudy } from '../../../src/language';
import { describePath, parseStudy, type Problem } from '../../../src/study';
import { again, badStudies, inferred, marched, round, soundStudy } from '../../support/bad-studies';

/** Everything that is found in a study, in its form or in its texts. */
function problemsOf(changes: Record<string, unknown>): Problem[] {
  const parsed = parseStudy({ ...soundStudy, ...changes });
  return parsed.ok ? checkStudy(parsed.study) : parsed.problems;
}

describe('a bad study', () => {
  it('has at least sixty kinds', () => expect(badStudies.length).toBeGreaterThanOrEqual(60));

  it.each(badStudies.map((entry, index) => [index, ...entry] as const))(
    '%i: %j at %s',
    (_index, changes, place, span, sentence) => {
      const found = problemsOf(changes);
      const told = found.map(({ path, message }) => `${describePath(path)}: ${message}`).join('\n');
      const problem = found.find(
        ({ path, message }) => describePath(path) === place && message.includes(sentence),
      );
      expect(problem, told).toBeDefined();
      expect(problem?.severity).toBe('error');
      if (span !== null) expect(problem?.span).toEqual({ start: span[0], end: span[1] });
      expect(problem?.message).toMatch(/[.?]$/);
    },
  );

  it('whose base has too few conditions is only doubtful', () => {
    const found = problemsOf({});
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    for (const { message } of found) expect(message).toContain('so many solutions are possible');
  });
});

describe('a doubtful study', () => {
  const doubtful: [changes: Record<string, unknown>, place: string, sentence: string][] = [
    [inferred({ start: 1 }), 'unknowns.nu', 'there are no data'],
    [{ unknowns: { k: { start: 1 } } }, 'unknowns.k', 'occurs in no equation or condition'],
    [
      { equations: ['dt(u) = cross(J, B)*nu', 'grad(p) = B'] },
      'equations',
      'There are 6 equations for 7 fields',
    ],
    [{ parameters: { nu: 1, k: 2 } }, 'parameters.k', 'is not used'],
    [{ equations: ['u = nu*B', 'div(J) = p'] }, 'equations[0].text', 'neither derivative nor integral'],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = f_xx', '0 = f_t - f_xx'] }),
      'equations[1].text',
      'says the same as equations[0]',
    ],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = f_xx', 'f_x = f'] }),
      'equations',
      '2 equations for 1 field',
    ],
    [again('f = 0'), 'conditions[1].require', 'says the same as conditions[0]'],
    [again('f = 2*x'), 'conditions[1].require', 'conditions[0] gives f another value'],
    [marched({ equations: ['f_t = f_x/x'] }), 'equations[0].text', 'divides by 0 where x = 0'],
    [round({ r: [0, 1] }, 'spherical'), 'equations[0].text', 'divides by 0 where r = 0'],
    [
      round({ r: [1, 2], theta: [0.1, 'pi'] }, 'spherical'),
      'equations[0].text',
      'divides by 0 where theta = 3.142',
    ],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = integral(f, x, 0, 2)'] }),
      'equations[0].text',
      'reaches x = 2, but x runs from 0 to 1',
    ],
  ];
  it.each(doubtful)('%j: %s', (changes, place, sentence) => {
    const found = problemsOf(changes);
    const told = found.map(({ path, message }) => `${describePath(path)}: ${message}`).join('\n');
    const problem = found.find((entry) => describePath(entry.path) === place);
    expect(problem?.message, told).toContain(sentence);
    expect(problem?.severity).toBe('warning');
  });
});

describe('readStudy', () => {
  it('gives no meaning to a bad study', () => {
    const parsed = parseStudy({
      collocate: 1,
      coordinates: { x: [0, 1] },
      fields: ['u'],
      equations: ['u = (1, 2)'],
    });
    expect(parsed.ok && readStudy(parsed.study).meaning).toBeUndefined();
  });
});
