import { describe, expect, it } from 'vitest';
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
