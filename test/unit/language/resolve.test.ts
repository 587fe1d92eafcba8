import { describe, expect, it } from 'vitest';
import { parseExpression, resolve, splitSubscript, type Names } from '../../../src/language';
import { names, resolved, shape, tree } from './support';

function problems(text: string, known: Names = names) {
  const outcome = resolve(tree(parseExpression(text)), known);
  return outcome.ok ? [] : outcome.problems;
}

describe('names', () => {
  it('stand for fields, coordinates, parameters and constants', () => {
    expect(resolved('u').kind).toBe('field');
    expect(resolved('x').kind).toBe('coordinate');
    expect(resolved('nu').kind).toBe('parameter');
    expect(resolved('pi').kind).toBe('constant');
    expect(shape(resolved('u_xxt'))).toEqual({ kind: 'derivative', field: 'u', orders: { x: 2, t: 1 } });
  });

  it('may have several letters in a subscript, the longest first', () => {
    expect(splitSubscript('xxit', ['x', 'xi', 't'])).toEqual(['x', 'xi', 't']);
    expect(splitSubscript('rtheta', ['r', 'theta', 't'])).toEqual(['r', 'theta']);
    // The longest name first leaves "b" unread; then the shorter one fits.
    expect(splitSubscript('aab', ['a', 'aa', 'ab'])).toEqual(['a', 'ab']);
    expect(splitSubscript('xq', ['x'])).toBeUndefined();
  });

  it('let a parameter hold an underscore', () => {
    expect(resolved('nu_1', { ...names, parameters: ['nu_1'] }).kind).toBe('parameter');
  });

  it('let a study define e', () => {
    expect(resolved('e', { ...names, parameters: ['e'] }).kind).toBe('parameter');
  });

  it.each([
    ['nuu*u', [0, 3], 'Did you mean "nu"?'],
    ['Pi', [0, 2], 'Did you mean "pi"?'],
    ['e^x', [0, 1], 'exp(1)'],
    ['i*u', [0, 1], 'imaginary'],
    ['u_xz', [2, 4], 'coordinates: x, y and t'],
    ['u_', [2, 2], 'is empty'],
    ['w_x', [0, 3], '"w" is not a field'],
    ['nu_x', [0, 4], 'no field'],
    ['u_xxxxx', [0, 7], 'order 5'],
    ['d(u_xx, x, 3)', [0, 13], 'order 5'],
    ['d(u*v, z)', [7, 8], 'not a coordinate'],
    ['sine(x)', [0, 4], 'Did you mean "sin"?'],
    ['u(x)', [0, 1], 'u*(…)'],
    ['sin', [0, 3], 'sin(x)'],
    ['sin(x, y)', [0, 9], 'one argument'],
    ['max(x)', [0, 6], 'two arguments'],
  ])('unknown in %j', (text, [start, end], part) => {
    const [found] = problems(text);
    expect(found.message).toContain(part);
    expect(found.span).toEqual({ start, end });
  });

  it('are all reported at once', () => {
    expect(problems('a + sin(b) * d(c, z)').map((problem) => problem.span?.start)).toEqual([0, 8, 15, 18]);
  });
});

describe('d', () => {
  it('of a field is its derivative', () => {
    expect(shape(resolved('d(u, x, 2)'))).toEqual(shape(resolved('u_xx')));
    expect(shape(resolved('d(d(u, x), t)'))).toEqual(shape(resolved('u_xt')));
  });

  it('of an expression is kept for the engine to expand', () => {
    expect(resolved('d(nu*u_x, x)')).toMatchObject({
      kind: 'differentiate',
      coordinate: 'x',
      operand: { kind: 'binary' },
    });
  });
});
