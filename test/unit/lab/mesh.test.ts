import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/lab/check';
import { readBodies } from '../../../src/lab/bodies';
import type { Surface } from '../../../src/geometry';
import type { Study } from '../../../src/study';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-mesh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A tetrahedron as a binary file, or without its last faces. */
function tetrahedron(faces: number): Buffer {
  const corners = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const triangles = [
    [0, 2, 1],
    [0, 1, 3],
    [0, 3, 2],
    [1, 2, 3],
  ].slice(0, faces);
  const bytes = Buffer.alloc(84 + 50 * faces);
  bytes.writeUInt32LE(faces, 80);
  triangles.forEach((triangle, t) =>
    triangle
      .flatMap((corner) => corners[corner])
      .forEach((value, k) => bytes.writeFloatLE(value, 84 + 50 * t + 12 + 4 * k)),
  );
  return bytes;
}

const document = (file: string, high = 1) => ({
  collocate: 1,
  coordinates: { x: [0, high], y: [0, 1], z: [0, 1] },
  fields: ['u'],
  geometry: { shape: 'mesh', file, coordinates: ['x', 'y', 'z'] },
  equations: ['u_xx + u_yy + u_zz = 1'],
  conditions: [{ on: 'boundary', require: 'u = 0' }],
});

describe('a study with a mesh', () => {
  writeFileSync(path.join(folder, 'whole.stl'), tetrahedron(4));
  writeFileSync(path.join(folder, 'leaky.stl'), tetrahedron(3));
  writeFileSync(path.join(folder, 'other.stl'), 'x,y\n1,2\n');

  it('is read with its file, byte by byte', async () => {
    const { study, problems, dataFiles } = await checkDocument(document('whole.stl'), folder);
    expect(problems).toEqual([]);
    const { bodies } = readBodies(study as Study, dataFiles, []);
    expect((bodies['whole.stl'] as Surface).triangles).toHaveLength(12);
    expect((bodies['whole.stl'] as Surface).vertices).toHaveLength(12);
  });

  it.each([
    ['leaky.stl', 'The mesh "leaky.stl" is not watertight: 3 edges belong to one triangle only'],
    ['other.stl', 'The mesh "other.stl" is not a whole STL file'],
    ['absent.stl', 'The data file "absent.stl" is not in'],
  ])('is refused with a sentence: %s', async (file, sentence) => {
    const { problems } = await checkDocument(document(file), folder);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path: ['geometry', 'file'], severity: 'error' });
    expect(problems[0].message).toContain(sentence);
  });

  it('is refused where the mesh does not fit the coordinates', async () => {
    const { problems } = await checkDocument(document('whole.stl', 0.5), folder);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('reaches from 0 to 1 along x, but the range of x is 0 to 0.5'),
    ]);
  });
});
