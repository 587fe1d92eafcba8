import { beforeAll, describe, expect, it } from 'vitest';
import { measureProperty } from '../../../src/sequence';
import { configureEngine } from '../../../src/tensorflow';

beforeAll(() => configureEngine({ threads: 1, device: 'cpu' }));

/** The runner of the tests is answered meanwhile. */
const rest = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('properties of models', () => {
  it('of an n-gram: order and pairs, but no length beyond its own, no gradient and no long memory', async () => {
    const of = (property: Parameters<typeof measureProperty>[1]) => measureProperty('n-gram', property, rest);
    expect((await of('order matters')).holds).toBe(true);
    const reach = await of('variable length');
    expect(reach.value).toBeCloseTo(2 / 24, 12);
    expect(reach.holds).toBe(false);
    expect((await of('differentiable')).holds).toBe(false);
    expect((await of('pairwise encoding')).value).toBeCloseTo(1, 0);
    const memory = await of('preserves long-term');
    expect(memory.holds).toBe(false);
    expect(memory.value).toBeLessThan(0.25);
  });

  it('of an aggregation: any length, but neither order nor pairs', async () => {
    const order = await measureProperty('aggregation', 'order matters', rest);
    expect(order.value).toBeLessThan(1e-12);
    expect((await measureProperty('aggregation', 'variable length', rest)).holds).toBe(true);
    expect((await measureProperty('aggregation', 'pairwise encoding', rest)).holds).toBe(false);
    expect((await measureProperty('aggregation', 'differentiable', rest)).value).toBeLessThan(1e-6);
  });
});
