import { describe, expect, it } from 'vitest';
import { ReadPoints } from '../../../src/lab/points-file';

const trainer = {
  coordinates: [
    { name: 'x', low: 0, high: 1 },
    { name: 't', low: 0, high: 1 },
  ],
};

describe('tables of points that a page sends', () => {
  it('are kept by their names, columns found by heading or as they are told', async () => {
    const points = new ReadPoints();
    const plain = await points.read('t;x;other\n0,5;1;7\n0,25;2;8\n', trainer);
    expect(plain).toMatchObject({ count: 2, headings: ['t', 'x', 'other'], problems: [] });
    expect(points.named(plain.name!)).toEqual({ x: Float64Array.of(1, 2), t: Float64Array.of(0.5, 0.25) });
    const told = await points.read('a,b\n1,2\n', trainer, { x: 'b', t: 'a' });
    expect(points.named(told.name!)).toEqual({ x: Float64Array.of(2), t: Float64Array.of(1) });
  });

  it('are refused in sentences that name the column or the cell', async () => {
    const points = new ReadPoints();
    const absent = await points.read('x,u\n1,2\n', trainer);
    expect(absent).toMatchObject({ name: null, headings: ['x', 'u'] });
    expect(absent.problems[0]).toMatch(/"t"/);
    const word = await points.read('x,t\n1,2\n3,four\n', trainer);
    expect(word.problems[0]).toMatch(/four/);
    expect((await points.read('', trainer)).problems[0]).toMatch(/\.$/);
  });

  it('are kept for the last few files only', async () => {
    const points = new ReadPoints();
    const names: string[] = [];
    for (let k = 0; k < 6; k++) names.push((await points.read(`x,t\n${k},0\n`, trainer)).name!);
    expect(points.named(names[5]).x[0]).toBe(5);
    expect(() => points.named(names[0])).toThrow(/Choose their file again/);
  });
});
