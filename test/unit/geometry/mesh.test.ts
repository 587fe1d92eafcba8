import { describe, expect, it } from 'vitest';
import { boundaryPoints, closedSurface, readStl, regionOf } from '../../../src/geometry';
import { generator } from '../../support/random';
import { boxTriangles, corners, row, torusTriangles, uniformNumbers, type Triangle } from './support';

function text(triangles: readonly Triangle[]): string {
  const facets = triangles.map(
    (triangle) =>
      ` facet normal 0 0 0\n  outer loop\n${triangle.map((vertex) => `   vertex ${vertex.join(' ')}\n`).join('')}  endloop\n endfacet\n`,
  );
  return `solid part\n${facets.join('')}endsolid part\n`;
}

function binary(triangles: readonly Triangle[]): string {
  const view = new DataView(new ArrayBuffer(84 + 50 * triangles.length));
  view.setUint32(80, triangles.length, true);
  triangles.forEach((triangle, t) =>
    triangle.flat().forEach((value, k) => view.setFloat32(84 + 50 * t + 12 + 4 * k, value, true)),
  );
  // "solid" stands at the head of many binary files too.
  'solid'.split('').forEach((letter, k) => view.setUint8(k, letter.charCodeAt(0)));
  return Array.from(new Uint8Array(view.buffer), (byte) => String.fromCharCode(byte)).join('');
}

const mesh = {
  shape: 'mesh' as const,
  file: 'part.stl',
  coordinates: ['x', 'y', 'z'] as [string, string, string],
};
const regionOfMesh = (triangles: readonly Triangle[], scale = 1) =>
  regionOf({ ...mesh, scale }, { 'part.stl': closedSurface(corners(triangles)) });

describe('an STL file', () => {
  const cube = boxTriangles([0, 0, 0], [1, 0.5, 0.25]);

  it('is read as text and as bytes alike', () => {
    expect(readStl(text(cube))).toEqual(corners(cube));
    expect(readStl(binary(cube))).toEqual(corners(cube));
  });

  it.each<[string, string, string]>([
    ['another file', 'x,y\n1,2\n', 'is not a whole STL file'],
    ['a file that was cut off', binary(cube).slice(0, -10), 'is not a whole STL file'],
    ['a text with a corner too few', text(cube).replace(/vertex.*\n/, ''), 'holds 35 corners'],
    [
      'a text with a word for a number',
      text(cube).replace('vertex 0', 'vertex zero'),
      'has a corner that is no number in triangle 1',
    ],
    ['an empty binary file', binary([]), 'holds no triangle'],
  ])('is refused with a sentence: %s', (_name, content, sentence) => {
    expect(() => readStl(content)).toThrow(sentence);
  });

  it.each<[string, Triangle[], string]>([
    ['a hole', cube.slice(1), 'is not watertight: 3 edges belong to one triangle only, the first at (0,'],
    ['a triangle too many', [...cube, cube[0]], 'is not the surface of one body: '],
    [
      'a turned triangle',
      [[...cube[0]].reverse(), ...cube.slice(1)],
      'has triangles that face inward beside others',
    ],
  ])('with %s makes no body', (_name, triangles, sentence) => {
    expect(() => closedSurface(corners(triangles))).toThrow(sentence);
  });

  it('may have all its triangles turned inward', () => {
    const region = regionOfMesh(cube.map((triangle) => [...triangle].reverse()));
    expect(region.distance([0.5, 0.25, 0.1])).toBeCloseTo(-0.1, 14);
  });
});

describe('a mesh', () => {
  it('of a box has its distances, everywhere', () => {
    const next = generator(1);
    const [low, high] = [
      [-1, 0, 2],
      [1, 3, 2.5],
    ];
    const region = regionOfMesh(boxTriangles(low, high), 2);
    const box = regionOf({
      shape: 'box',
      ranges: Object.fromEntries(['x', 'y', 'z'].map((name, k) => [name, [2 * low[k], 2 * high[k]]])),
    });
    expect(region.box).toEqual(box.box);
    for (let trial = 0; trial < 3000; trial++) {
      // Many points lie straight over corners and edges, where the sign is hardest to tell.
      const point = [0, 1, 2].map((k) => 2 * (low[k] + (high[k] - low[k]) * (3 * next() - 1)));
      expect(region.distance(point)).toBeCloseTo(box.distance(point), 12);
    }
  });

  it('knows a cavity from the body around it', () => {
    const hollow = regionOfMesh([
      ...boxTriangles([0, 0, 0], [4, 4, 4]),
      ...boxTriangles([1, 1, 1], [3, 3, 3]).map((triangle) => [...triangle].reverse()),
    ]);
    expect(hollow.distance([2, 2, 2])).toBeCloseTo(1, 12);
    expect(hollow.distance([0.5, 2, 2])).toBeCloseTo(-0.5, 12);
    expect(hollow.distance([-0.5, 2, 2])).toBeCloseTo(0.5, 12);
  });

  it('of a torus with saddles agrees with its winding number', () => {
    const triangles = torusTriangles(2, 0.8, 40, 24);
    const region = regionOfMesh(triangles);
    const next = generator(2);
    for (let trial = 0; trial < 400; trial++) {
      const point = [6 * next() - 3, 6 * next() - 3, 2 * next() - 1];
      expect(region.distance(point) < 0, point.join()).toBe(windingNumber(triangles, point) > 0.5);
    }
  });

  it('has boundary points spread over its triangles by their areas, with their normals', () => {
    const region = regionOfMesh(boxTriangles([0, 0, 0], [3, 1, 1]));
    const everywhere = [{ pieces: ['mesh 1'], chosen: () => true }];
    const { points, normals, measure } = boundaryPoints(
      region,
      region.box,
      everywhere,
      2800,
      uniformNumbers(),
    );
    expect(measure).toBeCloseTo(14, 10);
    expect(Math.abs(points[0].filter((x) => x === 0).length - 200)).toBeLessThan(10);
    for (let i = 0; i < 2800; i++) {
      const [point, normal] = [row(points, i), row(normals, i)];
      expect(Math.abs(region.distance(point))).toBeLessThan(1e-12);
      const moved = point.map((value, k) => value + 1e-3 * normal[k]);
      expect(region.distance(moved)).toBeCloseTo(1e-3, 12);
    }
  });

  it('can be cut by other shapes', () => {
    const region = regionOf(
      { shape: 'difference', of: [mesh, { shape: 'ball', centre: { x: 0, y: 0, z: 0 }, radius: 0.5 }] },
      { 'part.stl': closedSurface(corners(boxTriangles([0, 0, 0], [1, 1, 1]))) },
    );
    expect(region.distance([0.1, 0.1, 0.1]) > 0).toBe(true);
    expect(region.distance([0.7, 0.7, 0.7]) < 0).toBe(true);
    expect(region.pieces.map(({ name }) => name)).toEqual(['mesh 1', 'ball 1']);
  });
});

/** Σ of the solid angles of all triangles over 4π (van Oosterom & Strackee 1983): 1 inside, 0 outside. */
function windingNumber(triangles: readonly Triangle[], point: readonly number[]): number {
  let sum = 0;
  for (const triangle of triangles) {
    const [a, b, c] = triangle.map((vertex) => vertex.map((value, k) => value - point[k]));
    const dot = (u: number[], v: number[]) => u.reduce((total, value, k) => total + value * v[k], 0);
    const [la, lb, lc] = [a, b, c].map((vector) => Math.hypot(...vector));
    const triple =
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
    sum += 2 * Math.atan2(triple, la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb);
  }
  return sum / (4 * Math.PI);
}
