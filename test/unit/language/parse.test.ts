import { describe, expect, it } from 'vitest';
import { evaluateNumber, parseEquation, parseExpression, type Expression } from '../../../src/language';
import { resolved, tree } from './support';

const value = (text: string, bindings: Record<string, number> = {}): number =>
  evaluateNumber(resolved(text), bindings);

function problem(outcome: ReturnType<typeof parseExpression> | ReturnType<typeof parseEquation>) {
  if (outcome.ok) throw new Error('this text should not be read');
  return outcome.problems[0];
}

describe('an expression', () => {
  it.each([
    ['1 + 2*3', 7],
    ['(1 + 2)*3', 9],
    ['2 - 3 - 4', -5],
    ['2 / 4 / 2', 0.25],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^-2', 0.25],
    ['2^-2*3', 0.75],
    ['2*-3', -6],
    ['- -3', 3],
    ['-3*2 + 1', -5],
    ['1e-3*2.5E+2', 0.25],
    ['.5 + 1.', 1.5],
    ['max(1, 2) - min(1, 2)', 1],
    ['sin(pi/2)', 1],
    ['exp(log(3))', 3],
    ['2−1', 1],
    ['2·3', 6],
    ['π - pi', 0],
    ['abs(-2)', 2],
  ])('%s = %d', (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 14);
  });

  it('knows where each part stands', () => {
    const text = 'nu * ( u_xx + sin(x) )';
    const root = tree(parseExpression(text));
    const part = (node: Expression): string => text.slice(node.span.start, node.span.end);
    if (root.kind !== 'binary' || root.right.kind !== 'binary') throw new Error('a product with a sum');
    expect(part(root)).toBe(text);
    expect(part(root.left)).toBe('nu');
    expect(part(root.right)).toBe('( u_xx + sin(x) )');
    expect(part(root.right.right)).toBe('sin(x)');
  });

  it('reads d with and without an order', () => {
    expect(tree(parseExpression('d(u^2, x)'))).toMatchObject({
      kind: 'differentiate',
      coordinate: 'x',
      order: 1,
    });
    expect(tree(parseExpression('d(u*v, t, 3)'))).toMatchObject({ order: 3, operand: { kind: 'binary' } });
  });

  it.each([
    ['', [0, 0], 'Write an expression'],
    ['1 +', [3, 3], 'Expected a number, a name or "(" after "+"'],
    ['1 + * 2', [4, 5], 'found "*"'],
    ['nu u_xx', [3, 7], 'write nu*u_xx'],
    ['2x', [1, 2], 'write 2*x'],
    ['(1 + 2)(3)', [7, 8], 'operator is missing'],
    ['(1 + 2', [0, 1], 'never closed'],
    ['sin(x', [3, 4], '"(" after "sin" is never closed'],
    ['1)', [1, 2], 'closes nothing'],
    ['1, 2', [1, 2], 'comma'],
    ['sin(x,)', [6, 7], 'Expected'],
    ['u = 1', [2, 3], 'without an equals sign'],
    ['d(u)', [0, 4], 'd takes'],
    ['d(u, 2)', [5, 6], 'name of a coordinate'],
    ['d(u, x, 1.5)', [8, 11], 'whole number'],
    ['u**2', [1, 3], 'as ^'],
    ["u'", [1, 2], 'u_x'],
    ['x²', [1, 2], '^2'],
    ['1e999', [0, 5], 'too large'],
    ['a # b', [2, 3], "can't be read"],
  ])('points at the fault in %j', (text, [start, end], part) => {
    const found = problem(parseExpression(text));
    expect(found.message).toContain(part);
    expect(found.span).toEqual({ start, end });
  });

  it('reports every character that can not be read', () => {
    const outcome = parseExpression('a # b { c');
    expect(outcome.ok ? 0 : outcome.problems.length).toBe(2);
  });

  it('refuses a depth that would exhaust the stack', () => {
    expect(problem(parseExpression('('.repeat(100_000))).message).toContain('too deeply');
    expect(parseExpression(`${'('.repeat(100)}1${')'.repeat(100)}`).ok).toBe(true);
    expect(parseExpression(Array(1500).fill('1').join(' + ')).ok).toBe(true);
    // Longer ones exhausted the stack of what reads the tree.
    expect(problem(parseExpression(Array(5000).fill('1').join(' + '))).message).toContain('too long');
  });
});

describe('an equation', () => {
  it('has two sides', () => {
    const text = 'u_t + u*u_x = nu*u_xx';
    const { left, right, span } = tree(parseEquation(text));
    expect(text.slice(left.span.start, left.span.end)).toBe('u_t + u*u_x');
    expect(text.slice(right.span.start, right.span.end)).toBe('nu*u_xx');
    expect(span).toEqual({ start: 0, end: text.length });
  });

  it('reports faults on both sides', () => {
    const outcome = parseEquation('u_t + = nu u');
    expect(outcome.ok ? [] : outcome.problems.map((entry) => entry.span?.start)).toEqual([6, 11]);
  });

  it.each([
    ['', [0, 0], 'u_xx = 0'],
    ['u_xx', [0, 4], 'equals sign'],
    ['u == 1', [2, 4], 'one ='],
    ['u = 1 = 2', [6, 7], 'one equals sign'],
    ['= 1', [0, 1], 'left side'],
    ['u = ', [4, 4], 'right side'],
    ['u_xx < 1', [5, 6], 'only equations'],
  ])('points at the fault in %j', (text, [start, end], part) => {
    const found = problem(parseEquation(text));
    expect(found.message).toContain(part);
    expect(found.span).toEqual({ start, end });
  });
});
