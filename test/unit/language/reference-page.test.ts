import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  complete,
  constants,
  functions,
  parseExpression,
  resolve,
  vectorOperators,
} from '../../../src/language';
import { studyJsonSchema } from '../../../src/study';

const page = readFileSync('docs/study.md', 'utf8');
/** The cells of the first column of every table of the page. */
const heads = [...page.matchAll(/^\| (.*?) +\|/gm)].map(([, cell]) => cell).join('\n');
const words = new Set(heads.match(/[\p{L}\p{Nd}_]+/gu));

describe('the page on studies', () => {
  it('has a line for every key of the document', () => {
    const { properties } = studyJsonSchema() as { properties: Record<string, unknown> };
    const told = Object.keys(properties).filter((key) => !new RegExp(`["\`]${key}["\`.]`).test(page));
    expect(told).toEqual([]);
  });

  it('has every function, operator and constant in a table', () => {
    const names = [
      ...Object.keys(functions),
      ...Object.keys(vectorOperators),
      ...Object.keys(constants),
      'd',
      'normal',
    ];
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  it('has examples of operators that are read', () => {
    const names = {
      coordinates: ['x', 'y', 'z', 't', 'x1', 'x2'],
      fields: ['u', 'p', 'Bx', 'By', 'Bz'],
      parameters: [],
      vectors: { B: ['Bx', 'By', 'Bz'] },
    };
    for (const { example } of Object.values(vectorOperators))
      expect(parseExpression(example).ok, example).toBe(true);
    for (const word of ['e', 'i']) {
      const parsed = parseExpression(word);
      expect(parsed.ok && resolve(parsed.tree, names).ok, word).toBe(false);
    }
    expect(page).toContain('`e` means nothing: write `exp(1)`');
    expect(complete('', 0, names).candidates.length).toBeGreaterThan(20);
  });
});
