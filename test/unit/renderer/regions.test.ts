import { describe, expect, it } from 'vitest';
import { previewOf } from '../../../renderer/study/preview';
import {
  begun,
  cornersText,
  partsOf,
  readCorners,
  spaceOf,
  writtenParts,
} from '../../../renderer/study/regions';
import { readStudy } from '../../../src/language';
import { parseStudy, shapeKinds } from '../../../src/study';

const flat = { x: [-1, 1], y: [0, 1], t: [0, 2] };
const solid = { x: [-1, 1], y: [0, 1], z: [0, 2] };
const inSpace = ['ball', 'ellipsoid', 'cylinder', 'torus', 'mesh'];

describe('regions as they begin in a form', () => {
  it('are ones that a study accepts, inside its box', () => {
    for (const shape of Object.keys(shapeKinds)) {
      const coordinates = inSpace.includes(shape) ? solid : flat;
      const space = spaceOf({ coordinates }, Object.keys(coordinates), 't');
      const parsed = parseStudy({
        collocate: 1,
        coordinates,
        fields: ['u'],
        equations: ['u_xx + u_yy = 0'],
        geometry: begun(shape, space, undefined),
      });
      if (!parsed.ok) throw new Error(`${shape}: ${parsed.problems[0]?.message}`);
      const errors = readStudy(parsed.study).problems.filter(({ severity }) => severity === 'error');
      expect(errors, shape).toEqual([]);
    }
  });

  it('keep what fits another shape too', () => {
    const space = spaceOf({ coordinates: flat }, ['x', 'y', 't'], 't');
    const disc = begun('disc', space, undefined);
    const union = begun('union', space, disc);
    expect(union).toMatchObject({ of: [disc, { shape: 'disc' }] });
    expect(begun('difference', space, union)).toMatchObject({ shape: 'difference', of: [disc, {}] });
  });

  it('have corners that are read as they are shown', () => {
    const corners = [
      [0, 0],
      [1.5, -2],
      [0, 'pi/2'],
    ];
    expect(readCorners(cornersText(corners))).toEqual(corners);
  });
});

describe('parts of a named boundary', () => {
  it.each([
    ['disc 1', [{ piece: 'disc 1', where: '' }]],
    [{ piece: 'hole', where: 'x > 0' }, [{ piece: 'hole', where: 'x > 0' }]],
    [{ where: ['x > 0', 'x < 1'] }, [{ piece: '', where: 'x > 0, x < 1' }]],
    [
      ['x = 0', { piece: 'hole', where: 'y < 0' }],
      [
        { piece: 'x = 0', where: '' },
        { piece: 'hole', where: 'y < 0' },
      ],
    ],
  ])('are written as they were read: %j', (value, parts) => {
    expect(partsOf(value)).toEqual(parts);
    expect(writtenParts(parts)).toEqual(value);
  });

  it('keep a comma while the next condition is typed', () => {
    const [typed] = partsOf(writtenParts([{ piece: 'hole', where: 'x > 0,' }]));
    expect(typed).toEqual({ piece: 'hole', where: 'x > 0, ' });
  });
});

describe('the picture of a geometry', () => {
  const preview = (geometry: object | undefined, boundaries: object = {}) => {
    const parsed = parseStudy({
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1] },
      fields: ['u'],
      equations: ['laplacian(u) = 0'],
      ...(geometry && { geometry }),
      boundaries,
    });
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    return previewOf(readStudy(parsed.study).meaning!, Object.keys(boundaries));
  };
  const disc = { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 };

  it('has the points of each named piece where it says', () => {
    const found = preview(disc, { right: { piece: 'disc 1', where: 'x > 0.2' }, nothing: 'x = 9' });
    if (typeof found === 'string') throw new Error(found);
    const [whole, right, nothing] = found.pieces;
    whole!.points[0]!.forEach((x, i) => expect(Math.hypot(x, whole!.points[1]![i]!)).toBeCloseTo(0.5, 9));
    expect(right!.points[0]!.length).toBe(500);
    expect(Math.min(...right!.points[0]!)).toBeGreaterThan(0.2);
    expect(nothing!.points[0]!.length).toBe(0);
    const area = found.filled!.inside.reduce((sum, one) => sum + one, 0) / found.filled!.inside.length;
    expect(Math.abs(area - Math.PI / 4)).toBeLessThan(0.02);
  });

  it('says why it is not there', () => {
    expect(preview(undefined)).toContain('whole box');
    const mesh = { shape: 'mesh', file: 'a.stl', coordinates: ['x', 'y', 'z'] };
    expect(preview(mesh)).toContain('mesh is not drawn here');
    expect(preview({ ...disc, radius: 3 })).toContain('reaches from -3 to 3');
  });
});
