import { describe, expect, it } from 'vitest';
import { Comparison } from '../../../src/pde/comparison';
import { referenceSource } from '../../../src/pde/reference';
import { build } from './support';

const coordinates = [
  { name: 'x', low: 0, high: 1 },
  { name: 't', low: 0, high: 1 },
];

describe('errors against a reference', () => {
  it('take out the mean of a field at each time where it is known up to a constant', () => {
    const reference = {
      fields: ['p'],
      evaluate: ({ x, t }: Record<string, Float64Array>) => ({ p: x.map((value, i) => value * (1 + t[i])) }),
    };
    const shifted = ({ x, t }: Record<string, Float64Array>) => ({
      p: x.map((value, i) => value * (1 + t[i]) + 5 * t[i] ** 2),
    });
    const free = new Comparison(coordinates, { domain: null, parts: [] }, { fields: ['p'], time: 't' });
    expect(free.errors(reference, shifted)['p']).toBeLessThan(1e-14);
    expect(
      new Comparison(coordinates, { domain: null, parts: [] }).errors(reference, shifted)['p'],
    ).toBeGreaterThan(1);
  });

  it('reach definitions and components of vectors, which equations are not checked for', () => {
    const { study, meaning } = build({
      coordinates: { x: [0, 1], y: [0, 1] },
      fields: ['a'],
      definitions: { B: 'curl(a)' },
      equations: ['laplacian(a) = 0'],
      reference: { kind: 'expression', fields: { Bx: 'x', By: '-y' } },
    });
    const reference = referenceSource(study, meaning, null).ready({});
    const points = { x: Float64Array.of(0.5), y: Float64Array.of(0.25) };
    expect(reference?.fields).toEqual(['Bx', 'By']);
    expect(reference?.evaluate(points)).toEqual({ Bx: Float64Array.of(0.5), By: Float64Array.of(-0.25) });
  });
});
