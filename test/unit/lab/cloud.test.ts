import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/lab/check';
import { previewDocument } from '../../../src/lab/preview';
import type { StudyDocument } from '../../../src/study';
import { discOfPoints, scatteredDisc, tableText } from '../geometry/support-cloud';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-points-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { samples, rim } = scatteredDisc(600, 60);
writeFileSync(path.join(folder, 'disc.csv'), tableText(samples));
writeFileSync(path.join(folder, 'rim.csv'), tableText(rim));
writeFileSync(path.join(folder, 'few.csv'), 'x,y\n0,0\n0.5,0\n0,0.5\n0,0\n');
writeFileSync(path.join(folder, 'line.csv'), 'x,y\n' + [1, 2, 3, 4, 5].map((k) => `${k / 10},0\n`).join(''));
writeFileSync(path.join(folder, 'twice.csv'), tableText(samples) + tableText(samples).split('\n')[1] + '\n');
writeFileSync(path.join(folder, 'endless.csv'), 'x,y\n0.1,0.2\ninf,0.3\n');
writeFileSync(path.join(folder, 'still.csv'), 'x,y,nx,ny\n1,0,1,0\n0,1,0,0\n');
writeFileSync(path.join(folder, 'far.csv'), 'x,y,nx,ny\n1,0,1,0\n0,25,0,1\n');
writeFileSync(path.join(folder, 'holes.csv'), 'x,y\n0.1,0.2\nnan,0.3\n');

const { normals: _normals, ...bare } = discOfPoints.boundaries.rim;

const document = (changes: Partial<StudyDocument> = {}): StudyDocument => ({
  collocate: 1,
  coordinates: { x: [-1, 1], y: [-1, 1] },
  fields: ['u'],
  geometry: discOfPoints,
  equations: ['laplacian(u) = 4'],
  conditions: [
    { on: 'rim', require: 'dn(u) = 2' },
    { on: 'boundary', require: 'u = 1' },
  ],
  points: { equations: 500 },
  ...changes,
});
const said = async (changes: Partial<StudyDocument>) =>
  (await checkDocument(document(changes), folder)).problems.map(
    ({ severity, path: place, message }) => `${severity} ${place.join('.')}: ${message}`,
  );

describe('a study over points', () => {
  it('is read with its files', async () => {
    const { problems, dataFiles } = await checkDocument(document(), folder);
    expect(problems).toEqual([]);
    expect(Object.keys(dataFiles)).toEqual(['disc.csv', 'rim.csv']);
  });

  it.each<[string, Partial<StudyDocument>, string]>([
    [
      'a column that is not there',
      { geometry: { ...discOfPoints, columns: { x: 'x', y: 'z' } } },
      'error geometry.file: disc.csv: The file has no column "z"',
    ],
    [
      'a cell without a number',
      { geometry: { ...discOfPoints, file: 'holes.csv' } },
      'error geometry.file: holes.csv: Row 3, column "x" is nan, which is no measured value; remove the row.',
    ],
    [
      'a cell that is infinite',
      { geometry: { ...discOfPoints, file: 'endless.csv' } },
      'error geometry.file: endless.csv: Row 3, column "x"',
    ],
    [
      'a normal without a direction',
      {
        geometry: {
          ...discOfPoints,
          boundaries: { rim: { ...discOfPoints.boundaries.rim, file: 'still.csv' } },
        },
      },
      'error geometry.boundaries.rim.file: The normal in row 3 of "still.csv" has length 0',
    ],
    [
      'points that repeat others',
      { geometry: { ...discOfPoints, file: 'twice.csv' } },
      'warning geometry.file: 1 of the points of "twice.csv" repeats another one; each counts once.',
    ],
    [
      'points in one line',
      { geometry: { ...discOfPoints, file: 'line.csv' } },
      'error geometry.file: All points of "line.csv" have the same y',
    ],
    [
      'a boundary point outside the coordinates',
      {
        geometry: {
          ...discOfPoints,
          boundaries: { rim: { ...discOfPoints.boundaries.rim, file: 'far.csv' } },
        },
      },
      'error geometry: The geometry reaches from',
    ],
    [
      'derivatives along normals that are not given',
      { geometry: { ...discOfPoints, boundaries: { rim: bare } } },
      'error conditions.0.require: The list "rim" of the geometry gives no normals; map their columns in its "normals".',
    ],
    [
      'other shapes beside it',
      {
        geometry: {
          shape: 'difference',
          of: [discOfPoints, { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.2 }],
        },
      },
      'error geometry.of.0: Points from a file are all of a geometry: they can not be joined with other shapes or cut by them.',
    ],
    [
      'parts of it',
      {
        parts: {
          core: { fields: ['u'], region: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.2 } },
        },
      },
      'error parts.core: Points from a file are all of a region, and no part can be told from them; take the parts out.',
    ],
    [
      'a list without a coordinate',
      {
        geometry: {
          ...discOfPoints,
          boundaries: { rim: { ...discOfPoints.boundaries.rim, columns: { x: 'x' } } },
        },
      },
      'error geometry: The list "rim" needs columns of the coordinates x and y; that of y is missing.',
    ],
    [
      'a value built in there',
      { conditions: [{ on: 'rim', require: 'u = 1', hard: true }] },
      'error conditions.0.hard: Points on a boundary are no expression of it, so nothing can be built in there; set hard to false.',
    ],
    [
      'a grid',
      { points: { equations: 400, sampler: 'grid' } },
      'error points.sampler: A grid has no meaning where the points of the geometry are given; choose another sampler.',
    ],
    [
      'more points than there are',
      { points: { equations: 4000 } },
      'warning points.equations: The geometry gives 600 points and the equations ask for 4000, so that each is taken several times over; ask for 600 or fewer.',
    ],
    [
      'a condition where no list is',
      {
        geometry: { shape: 'points', file: 'disc.csv', columns: { x: 'x', y: 'y' } },
        conditions: [{ on: 'boundary', require: 'u = 1' }],
      },
      'error conditions.0.on: On "boundary", the boundary has no points: name lists of them in the geometry.',
    ],
    [
      'a range that they leave',
      { coordinates: { x: [-0.5, 1], y: [-1, 1] } },
      'error geometry: The geometry reaches from -1 to 1 along x, but the range of x is -0.5 to 1',
    ],
  ])('is told in a sentence: %s', async (_what, changes, sentence) => {
    expect(await said(changes)).toEqual([expect.stringContaining(sentence)]);
  });

  it('is told to hold too few points, counting each once', async () => {
    expect(await said({ geometry: { ...discOfPoints, file: 'few.csv' } })).toEqual([
      'warning geometry.file: 1 of the points of "few.csv" repeats another one; each counts once.',
      expect.stringContaining('error geometry.file: "few.csv" holds 3 different points; a region in 2'),
    ]);
  });

  it('may have time, and a condition where its list and an inequality meet', async () => {
    const timed: Partial<StudyDocument> = {
      coordinates: { x: [-1, 1], y: [-1, 1], t: [0, 1] },
      equations: ['u_t = laplacian(u)'],
      conditions: [
        { on: 't = 0', require: 'u = x^2' },
        { on: 'upper', require: 'dn(u) = 0' },
      ],
      boundaries: { upper: { piece: 'rim', where: 'y > 0' } },
    };
    expect(await said(timed)).toEqual([]);
  });

  it('is drawn with the samples and the lists', async () => {
    const found = await previewDocument(document(), folder);
    expect(found.points).toEqual({
      count: 600,
      ranges: { x: [-1, 1], y: [-1, 1] },
      boundaries: [{ name: 'rim', count: 60, normals: true }],
    });
    const { pieces, filled } = found.picture!;
    expect(pieces.map(({ name, points }) => [name, points[0].length > 0])).toEqual([
      [null, true],
      ['rim', true],
    ]);
    expect(filled!.inside.reduce((sum, is) => sum + is, 0) / filled!.inside.length).toBeCloseTo(
      Math.PI / 4,
      1,
    );
  });
});
