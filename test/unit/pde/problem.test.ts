import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../src/pde/problem';
import { build } from './support';

describe('a study with vectors', () => {
  const plane = {
    fields: ['u', 'v'],
    coordinates: { x: [-1, 1] as [number, number], y: [-1, 1] as [number, number] },
    vectors: { w: ['u', 'v'] },
    equations: ['div(w) = 0', { text: 'laplacian(w) = grad(x*y)', weight: 3 }],
    conditions: [
      { on: 'x = -1', require: 'w = 0', weight: 2 },
      { on: 'y = 1', require: 'w = (x, 0)', hard: true },
    ],
  };

  it('has a term for each component, with the weight of its text', () => {
    const { problem } = build(plane);
    expect(termsOf(problem).map(({ name, weight }) => [name, weight])).toEqual([
      ['equation 1', 1],
      ['equation 2, x', 3],
      ['equation 2, y', 3],
      ['x = -1, x', 2],
      ['x = -1, y', 2],
    ]);
    expect(problem.hard.every(({ distance }) => distance !== null)).toBe(true);
  });

  it('is refused when it asks for what training leaves out', () => {
    expect(() => build({ ...plane, conditions: [{ require: 'w(x=-1) = w(x=1)' }] })).toThrow(
      'Periodic conditions',
    );
  });
});
