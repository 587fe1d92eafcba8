import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { additiveTerms, parseExpression, print, resolve, typeset } from '../../../src/language';
import { equation, names, randomTree, resolved, shape, tree } from './support';
import { generator } from '../../support/random';

describe('printing', () => {
  it.each([
    '(a + b)*c',
    'a - (b - c)',
    'a/(b*c)',
    'a/b/c',
    '-x^2',
    '(-x)^2',
    '2^-x',
    '(a^b)^c',
    'a^b^c',
    '-(a*b)',
    'a*-b',
    'a - -b',
    'd(u*v, x, 2)',
    'max(a + 1, b)',
    '1e-7*x',
  ])('keeps %s as it is', (text) => {
    expect(print(tree(parseExpression(text)))).toBe(text);
  });

  it('drops parentheses without a meaning', () => {
    expect(print(tree(parseExpression('((a*b) + (c)) - (d0/e)')))).toBe('a*b + c - d0/e');
  });

  it('is read back as the same tree (random trees)', () => {
    const next = generator(1);
    for (let round = 0; round < 3000; round++) {
      const original = randomTree(next, 5);
      const text = print(original);
      const again = tree(resolve(tree(parseExpression(text)), names));
      expect(shape(again), text).toEqual(shape(original));
    }
  });
});

describe('typesetting', () => {
  it.each([['u_t + u*u_x = nu*u_xx', 'u_{t} + u \\, u_{x} = \\nu \\, u_{x x}']])(
    'an equation: %s',
    (text, expected) => {
      expect(typeset(equation(text))).toBe(expected);
    },
  );

  it.each([
    ['a/(b + c)', '\\frac{a}{b + c}'],
    ['a*(b + c)', 'a \\, \\left(b + c\\right)'],
    ['a - (b - c)', 'a - \\left(b - c\\right)'],
    ['a + (b + c)', 'a + b + c'],
    ['a*-b', 'a \\, \\left(-b\\right)'],
    ['a - -b*c', 'a - \\left(-b \\, c\\right)'],
    ['-(a*b)', '-a \\, b'],
    ['-(a + b)', '-\\left(a + b\\right)'],
    ['2*3', '2 \\cdot 3'],
    ['(a + b)^2', '\\left(a + b\\right)^{2}'],
    ['(a/b)^2', '\\left(\\frac{a}{b}\\right)^{2}'],
    ['x^(n + 1)', '{x}^{n + 1}'],
    ['sin(pi*x)^2', '\\sin^{2}\\left(\\pi \\, x\\right)'],
    ['sqrt(x)', '\\sqrt{x}'],
    ['abs(x)', '\\left|x\\right|'],
    ['erf(x)', '\\operatorname{erf}\\left(x\\right)'],
    ['log(x)', '\\ln\\left(x\\right)'],
    ['1e-5*x', '10^{-5} \\, x'],
    ['2.5e-7', '2.5 \\times 10^{-7}'],
    ['Re + k1 + epsilon', '\\mathrm{Re} + k_{1} + \\varepsilon'],
  ])('%s', (text, expected) => {
    expect(typeset(tree(parseExpression(text)))).toBe(expected);
  });

  it('can write derivatives as Leibniz did', () => {
    const leibniz = { derivatives: 'leibniz' } as const;
    expect(typeset(resolved('u_t'), leibniz)).toBe('\\frac{\\partial u}{\\partial t}');
    expect(typeset(resolved('u_xxt'), leibniz)).toBe(
      '\\frac{\\partial^{3} u}{\\partial x^{2} \\, \\partial t}',
    );
    expect(typeset(resolved('u_x^2'), leibniz)).toBe('\\left(\\frac{\\partial u}{\\partial x}\\right)^{2}');
    expect(typeset(resolved('d(u*v, x, 2)'))).toBe(
      '\\frac{\\partial^{2}}{\\partial x^{2}} \\left(u \\, v\\right)',
    );
  });

  it('gives TeX that can be set, indexed fields included (random trees)', () => {
    const next = generator(2);
    for (let round = 0; round < 150; round++) {
      const original = randomTree(next, 4);
      for (const derivatives of ['subscript', 'leibniz'] as const) {
        expect(() =>
          katex.renderToString(typeset(original, { derivatives }), { strict: 'error' }),
        ).not.toThrow();
      }
    }
    const indexed = resolved('u1_x^2', { ...names, fields: ['u1'] });
    expect(() => katex.renderToString(typeset(indexed))).not.toThrow();
  });
});

describe('additive terms', () => {
  const terms = (text: string): string[] =>
    additiveTerms(equation(text)).map(({ sign, tree: term }) => `${sign === 1 ? '+' : '-'}${print(term)}`);

  it('are those of left minus right', () => {
    expect(terms('u_t + u*u_x = nu*u_xx')).toEqual(['+u_t', '+u*u_x', '-nu*u_xx']);
    expect(terms('u_t - (u - v) = -(k - x)')).toEqual(['+u_t', '-u', '+v', '+k', '-x']);
    expect(terms('u_xx = 0')).toEqual(['+u_xx']);
    expect(terms('nu*(u_xx + u_yy) = 0')).toEqual(['+nu*(u_xx + u_yy)']);
  });
});
