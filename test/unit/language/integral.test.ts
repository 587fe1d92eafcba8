import { describe, expect, it } from 'vitest';
import { parseEquation, print, substitute, typeset, type Names } from '../../../src/language';
import { components, valueOf } from './calculus';
import { names, resolved, tree } from './support';

const fields = { u: ({ x, t }: Readonly<Record<string, number>>) => Math.sin(x) * t, v: () => 1 };

describe('an integral', () => {
  it.each([
    ['integral(u, x, 0, pi)', 2 * 2 * Math.sin(Math.PI / 2) ** 2],
    ['integral(u, x, 0, x)', 2 * (1 - Math.cos(0.7))],
    ['integral(u*t, t, 0, 1)', Math.sin(0.7) / 3],
    ['integral(integral(u, x, 0, x), t, 0, t)', 2 * (1 - Math.cos(0.7))],
    ['integral(x, x, y, x + y)', (0.7 + 0.3) ** 2 / 2 - 0.3 ** 2 / 2],
  ])('%s', (text, expected) => {
    expect(valueOf(resolved(text), { x: 0.7, y: 0.3, t: 2 }, fields)).toBeCloseTo(expected, 8);
  });

  it('is read back from what is printed', () => {
    for (const text of ['integral(u*u_x, x, 0, x)', 'integral(u, t, -nu, 2*pi)'])
      expect(print(resolved(text))).toBe(text);
  });

  const known: Names = {
    ...names,
    definitions: { total: 'integral(u, x, 0, x)', mean: 'integral(u, y, 0, 1)' },
  };
  it.each([
    ['total_x', 'u'],
    ['total_xx', 'u_x'],
    ['total_t', 'integral(u_t, x, 0, x)'],
    ['mean_xx', 'integral(u_xx, y, 0, 1)'],
    ['mean_y', '0'],
    ['d(integral(u, x, x, 1), x)', '-u'],
    ['d(integral(u, x, 0, 2*x), x)', 'd(integral(u, x, 0, 2*x), x)'],
  ])('has the derivative %s = %s', (text, expected) => {
    expect(print(components(text, known)[0])).toBe(expected);
  });

  it('of a vector is taken of each component', () => {
    expect(components('integral((u, v), x, 0, 1)', names).map((part) => print(part))).toEqual([
      'integral(u, x, 0, 1)',
      'integral(v, x, 0, 1)',
    ]);
  });

  it('keeps what it integrates over when a coordinate is held', () => {
    expect(print(substitute(resolved('integral(x*y, x, 0, x)'), { x: 3, y: 2 }))).toBe(
      'integral(x*2, x, 0, 3)',
    );
  });

  it('is set as papers set it', () => {
    expect(typeset(tree(parseEquation('u_t = integral(u + v, x, 0, 1)*2')))).toBe(
      'u_{t} = \\left(\\int_{0}^{1} \\left(u + v\\right) \\, \\mathrm{d}x\\right) \\cdot 2',
    );
  });
});
