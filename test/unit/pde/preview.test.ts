import { describe, expect, it } from 'vitest';
import { closedSurface } from '../../../src/geometry';
import { readStudy } from '../../../src/language';
import { previewOf } from '../../../src/pde/preview';
import { parseStudy } from '../../../src/study';
import { boxTriangles, corners } from '../geometry/support';

const surfaces = { 'cube.stl': closedSurface(corners(boxTriangles([-0.5, -0.5, -0.5], [0.5, 0.5, 0.5]))) };

describe('the picture of a geometry', () => {
  const preview = (geometry: object | undefined, boundaries: object = {}, more: object = {}) => {
    const parsed = parseStudy({
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1] },
      fields: ['u'],
      equations: ['laplacian(u) = 0'],
      ...(geometry && { geometry }),
      boundaries,
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    return previewOf(readStudy(parsed.study).meaning!, Object.keys(boundaries), surfaces);
  };
  const disc = { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 };

  it('has the points of each named piece where it says', () => {
    const found = preview(disc, { right: { piece: 'disc 1', where: 'x > 0.2' }, nothing: 'x = 9' });
    if (typeof found === 'string') throw new Error(found);
    const [whole, right, nothing] = found.pieces;
    whole.points[0].forEach((x, i) => expect(Math.hypot(x, whole.points[1][i])).toBeCloseTo(0.5, 9));
    expect(right.points[0].length).toBe(500);
    expect(Math.min(...right.points[0])).toBeGreaterThan(0.2);
    expect(nothing.points[0].length).toBe(0);
    const { inside } = found.filled!;
    const area = inside.reduce((sum, one) => sum + one, 0) / inside.length;
    expect(Math.abs(area - Math.PI / 4)).toBeLessThan(0.02);
  });

  it('says why it is not there', () => {
    expect(preview(undefined)).toContain('whole box');
    const ball = { shape: 'ball', centre: { x: 0, y: 0, z: 0, w: 0 }, radius: 0.5 };
    const wide = { x: [-1, 1], y: [-1, 1], z: [-1, 1], w: [-1, 1] };
    expect(preview(ball, {}, { coordinates: wide })).toContain('in 4 coordinates is not drawn');
    expect(preview({ ...disc, radius: 3 })).toContain('reaches from -3 to 3');
  });

  it('shows a mesh by its surface, with normals that point out of it', () => {
    const found = preview({ shape: 'mesh', file: 'cube.stl', coordinates: ['x', 'y', 'z'] });
    if (typeof found === 'string') throw new Error(found);
    const [{ points, normals }] = found.pieces;
    points[0].forEach((_, i) => {
      const point = points.map((column) => column[i]);
      const along = point.findIndex((value) => Math.abs(Math.abs(value) - 0.5) < 1e-12);
      expect(normals[along][i]).toBe(Math.sign(point[along]));
    });
  });

  it('shows the parts of a region by what parts them', () => {
    const parts = { core: { fields: ['u'], region: disc }, shell: { fields: ['v'] } };
    const found = preview(
      undefined,
      {},
      { fields: ['u', 'v'], parts, coordinates: { x: [-1, 1], y: [-1, 1] } },
    );
    if (typeof found === 'string') throw new Error(found);
    expect(found.pieces.map(({ name }) => name)).toEqual([null, 'core']);
    const [x, y] = found.pieces[1].points;
    x.forEach((value, i) => expect(Math.hypot(value, y[i])).toBeCloseTo(0.5, 9));
  });
});
