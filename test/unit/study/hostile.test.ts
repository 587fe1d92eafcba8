import { describe, expect, it } from 'vitest';
import { complete, parseEquation, readStudy } from '../../../src/language';
import { checkReference } from '../../../src/pde/reference';
import { describePath, gallery, parseStudy, parseStudyText } from '../../../src/study';
import { generator } from '../../support/random';

const next = generator(11);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
const odd: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0,
    1.5,
    1e308,
    NaN,
    '',
    ' ',
    'u',
    'x',
    '1/0',
    'u_x = ',
    '(((',
    '∂',
    '__proto__',
    'constructor',
  ],
  ...[
    [],
    {},
    [[]],
    { text: 'u = 0' },
    ['u', 'u'],
    'x = 1',
    'toString',
    { constructor: [0, 1] },
    '1e999',
    'nu',
  ],
];

/** A copy of a document with one value somewhere replaced, removed, or given a new key. */
function damage(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || next() < 0.15) return pick(odd);
  const copy: Record<string, unknown> = Array.isArray(value) ? (value.slice() as never) : { ...value };
  const keys = Object.keys(copy);
  if (!Array.isArray(value) && (keys.length === 0 || next() < 0.1))
    copy[pick(['wieght', 'constructor', 'valueOf', 'u_x'])] = pick(odd);
  else if (keys.length === 0) return pick(odd);
  else if (!Array.isArray(value) && next() < 0.1) delete copy[pick(keys)];
  else {
    const key = pick(keys);
    copy[key] = damage(copy[key]);
  }
  return copy;
}

describe('a damaged study', () => {
  it('is answered with sentences, never with an exception', { timeout: 90_000 }, () => {
    let refused = 0;
    for (let round = 0; round < 4000; round++) {
      let document: unknown = pick(gallery).study;
      for (let count = 1 + Math.floor(next() * 3); count > 0; count--) document = damage(document);
      const parsed = parseStudy(document);
      const problems = parsed.ok ? readStudy(parsed.study).problems : parsed.problems;
      if (!parsed.ok) expect(problems.length).toBeGreaterThan(0);
      refused += problems.length > 0 ? 1 : 0;
      for (const problem of problems) {
        expect(problem.message, JSON.stringify(document)).toMatch(/^\S.*[.?]$/s);
        expect(problem.message).not.toMatch(/undefined|\[object|Invalid input/);
        expect(typeof describePath(problem.path)).toBe('string');
        if (problem.span) expect(problem.span.start).toBeLessThanOrEqual(problem.span.end);
      }
    }
    expect(refused).toBeGreaterThan(2000);
  });

  it('that can be read gets its reference checked', () => {
    let checked = 0;
    for (let round = 0; round < 150; round++) {
      const parsed = parseStudy(damage(pick(gallery).study));
      if (!parsed.ok) continue;
      const { meaning } = readStudy(parsed.study);
      if (meaning === undefined) continue;
      checked++;
      for (const problem of checkReference(parsed.study, meaning)) expect(problem.message).toMatch(/\.$/);
    }
    expect(checked).toBeGreaterThan(10);
  });
});

describe('any text', () => {
  const alphabet = [...'xut_ 01.e+-*/^()=,∂²"\n{}[]:', 'sin', 'd(', 'nu', 'null', '"a"'];
  const text = (): string => Array.from({ length: Math.floor(next() * 14) }, () => pick(alphabet)).join('');

  it('is read as an equation or refused at a place inside it', () => {
    for (let round = 0; round < 20_000; round++) {
      const source = text();
      const outcome = parseEquation(source);
      for (const problem of outcome.ok ? [] : outcome.problems) {
        expect(problem.span?.end, source).toBeLessThanOrEqual(source.length);
      }
      const position = Math.floor(next() * (source.length + 1));
      const names = { coordinates: ['x', 't'], fields: ['u'], parameters: ['nu'] };
      expect(complete(source, position, names).end).toBe(position);
    }
  });

  it('is refused as JSON exactly where the language runtime refuses it', () => {
    for (let round = 0; round < 5000; round++) {
      const source = text();
      const parsed = parseStudyText(source);
      if (parsed.ok) throw new Error(`${source} is no study`);
      let isJson = true;
      try {
        JSON.parse(source);
      } catch {
        isJson = false;
      }
      expect(parsed.problems[0].message.startsWith('The text is not valid JSON'), source).toBe(!isJson);
      expect(parsed.problems[0].message).not.toContain('could not be read');
    }
  });
});
