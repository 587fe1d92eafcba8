import { describe, expect, it } from 'vitest';
import { checkStudy, readStudy } from '../../../src/language';
import { describePath, namedPrimitives, parseStudy, parseStudyText, studyText } from '../../../src/study';

const bend = {
  shape: 'difference',
  of: [
    { shape: 'box', name: 'outer', ranges: { x: [0, 'size'], y: [0, 'size'] } },
    { shape: 'box', ranges: { x: ['size/2', 'size'], y: ['size/2', 'size'] } },
    { shape: 'disc', centre: { x: 0.5, y: 0.5 }, radius: 0.1 },
  ],
};

function whole(changes: object = {}): unknown {
  return {
    collocate: 1,
    coordinates: { x: [0, 2], y: [0, 2], t: [0, 1] },
    fields: ['u'],
    parameters: { size: 2 },
    geometry: bend,
    boundaries: {
      inlet: 'x = 0',
      walls: ['outer: y low', { piece: 'box 1', where: ['x < 1.5', 'y <= size'] }],
    },
    equations: ['u_t = u_xx + u_yy + size'],
    conditions: [
      { on: 't = 0', require: 'u = 0', hard: true },
      { on: 'inlet', require: 'u = 1' },
      { on: 'disc 1', require: 'u = 0' },
      { on: 'x = size', require: 'u = 0' },
      { on: 'boundary', require: 'u = 0' },
    ],
    ...changes,
  };
}

function problems(changes: object): string[] {
  const parsed = parseStudy(whole(changes));
  const found = parsed.ok ? checkStudy(parsed.study) : parsed.problems;
  return found.map(({ path, message }) => `${describePath(path)}: ${message}`);
}

describe('the geometry of a study', () => {
  it('is read into numbers, its boundary into pieces', () => {
    const parsed = parseStudy(whole());
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { meaning, problems: found } = readStudy(parsed.study);
    expect(found).toEqual([]);
    expect(meaning?.geometry).toEqual({
      shape: 'difference',
      of: [
        { shape: 'box', name: 'outer', ranges: { x: [0, 2], y: [0, 2] } },
        { shape: 'box', ranges: { x: [1, 2], y: [1, 2] } },
        { shape: 'disc', centre: { x: 0.5, y: 0.5 }, radius: 0.1 },
      ],
    });
    expect(meaning?.conditions.map(({ place }) => place)).toEqual([
      { coordinate: 't', value: 0, side: 'low' },
      ...['inlet', 'disc 1', 'x = size', 'boundary'].map((piece) => ({ piece })),
    ]);
    const { inlet, walls, boundary } = meaning!.boundaries;
    expect(inlet.parts[0].pieces).toEqual(boundary.parts[0].pieces);
    expect(inlet.parts[0].pieces).toHaveLength(9);
    expect(walls.parts[0].pieces).toEqual(['outer: y low']);
    expect(walls.parts[1].pieces).toEqual(
      ['x low', 'x high', 'y low', 'y high'].map((side) => `box 1: ${side}`),
    );
    expect(walls.parts[1].where.map(({ operator }) => operator)).toEqual(['<', '<=']);
  });

  it('passes through the text of a study unchanged', () => {
    const parsed = parseStudy(whole());
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    expect(parseStudyText(studyText(parsed.study))).toEqual(parsed);
  });

  it('gives names to shapes that have none', () => {
    const disc = { shape: 'disc' as const, centre: { x: 0, y: 0 }, radius: 1 };
    const named = namedPrimitives({ shape: 'union', of: [disc, { ...disc, name: 'hole' }, disc] });
    expect(named.map(({ name }) => name)).toEqual(['disc 1', 'hole', 'disc 2']);
    expect(named[2].path).toEqual(['of', 2]);
  });

  it('is the box of the space coordinates where none is given', () => {
    const parsed = parseStudy(
      whole({ geometry: undefined, boundaries: {}, conditions: [{ on: 'boundary', require: 'u = 0' }] }),
    );
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { meaning } = readStudy(parsed.study);
    expect(meaning?.geometry).toBeUndefined();
    expect(meaning?.boundaries.boundary.parts[0].pieces).toEqual(
      ['x low', 'x high', 'y low', 'y high'].map((side) => `box: ${side}`),
    );
  });

  const ring = { shape: 'torus', centre: { x: 0, y: 0, t: 0 }, axis: 't', radius: 1, tube: 0.5 };
  const on = (place: string, more: object = {}) => ({
    conditions: [{ on: place, require: 'u = 0', ...more }],
  });
  it.each<[object, string]>([
    [
      { geometry: { shape: 'sphere' } },
      'geometry.shape: geometry.shape is "sphere", which is not known. Choose',
    ],
    [{ geometry: { shape: 'disc', centre: { x: 0, y: 0 } } }, 'geometry.radius: geometry.radius'],
    [
      { geometry: { shape: 'union', of: [bend, { shape: 'box', range: {} }] } },
      'geometry.of[1].range: geometry.of[1] has no setting named "range". Did you mean "ranges"?',
    ],
    [{ geometry: { shape: 'union', of: [bend] } }, 'geometry.of: geometry.of needs at least 2 entries'],
    [{ geometry: { shape: 'box', ranges: { x: [1, 0] } } }, 'geometry: The range of x runs from 1 to 0'],
    [
      { geometry: { shape: 'box', ranges: { xx: [0, 1] } } },
      'geometry: "xx" is not a coordinate. Did you mean "x"?',
    ],
    [{ geometry: ring }, 'geometry: "t" is time, not a space coordinate. Space coordinates: x and y.'],
    [
      { geometry: { shape: 'disc', centre: { x: 0 }, radius: 1 } },
      'geometry: A disc needs a centre with two coordinates, but this one has 1.',
    ],
    [
      { geometry: { shape: 'disc', centre: { x: 0, y: 0 }, radius: '-size' } },
      'geometry: The radius of a disc must be positive, but is -2.',
    ],
    [{ geometry: { shape: 'disc', centre: { x: 0, y: 'u' }, radius: 1 } }, 'geometry.centre.y: '],
    [
      { geometry: { shape: 'ellipse', centre: { x: 0, y: 0 }, radii: { x: 1 } } },
      'geometry: The centre and the radii of an ellipse need the same coordinates; "y" is in one of them only.',
    ],
    [
      {
        geometry: {
          shape: 'polygon',
          coordinates: ['x', 'y'],
          corners: [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
          ],
        },
      },
      'geometry: Sides 1 and 3 of this polygon cross; give its corners in their order around it.',
    ],
    [
      {
        geometry: {
          shape: 'polygon',
          coordinates: ['x', 'y'],
          corners: [
            [0, 0],
            [1, 1],
            [1, 1],
          ],
        },
      },
      'geometry: The corners at both ends of side 2 of this polygon are one',
    ],
    [
      {
        geometry: {
          shape: 'union',
          of: [1, 2].map(() => ({ shape: 'box', name: 'a', ranges: { x: [0, 1] } })),
        },
      },
      'geometry.of[1].name: "a" is taken already',
    ],
    [{ boundaries: { inlet: 'disc 2' } }, 'boundaries.inlet: "disc 2" is not a piece of the boundary.'],
    [
      { boundaries: { outer: 'x = 0' } },
      'boundaries.outer: "outer" is already the name of a part of the geometry',
    ],
    [{ boundaries: { inlet: 'x = u' } }, 'boundaries.inlet: '],
    [{ boundaries: { inlet: 'x < y < 1' } }, 'boundaries.inlet: Write one comparison or equation here'],
    [on('inlett'), 'conditions[0].on: "inlett" is not a piece of the boundary. Did you mean "inlet"?'],
    [on('somewhere'), 'conditions[0].on: "somewhere" is not a piece of the boundary. Pieces: inlet, walls'],
    [on('t = 0.5'), 'conditions[0].on: t = 0.5 lies inside the domain'],
    [
      on('inlet', { hard: true, require: 'u_t = 0' }),
      'conditions[0].hard: On a piece of a boundary only values can be built in',
    ],
  ])('is refused with a sentence: %j', (changes, sentence) => {
    const found = problems(changes);
    expect(
      found.filter((problem) => problem.startsWith(sentence)),
      found.join('\n'),
    ).toHaveLength(1);
  });

  it('is refused where it is nested too deeply', () => {
    let geometry: unknown = bend;
    for (let depth = 0; depth < 5000; depth++) geometry = { shape: 'union', of: [geometry, bend] };
    expect(problems({ geometry })).toEqual([expect.stringContaining('more than 100 levels deep')]);
  });
});
