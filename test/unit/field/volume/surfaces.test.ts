import { describe, expect, it } from 'vitest';
import {
  axisSlice,
  clipMesh,
  eulerCharacteristic,
  isClosed,
  isosurface,
  keepBox,
  keepPlane,
  meshArea,
  planeSlice,
  regionSurface,
  type Mesh,
} from '../../../../src/field/volume';
import { cube, sampled, uneven } from './support';

const ball = (x: number, y: number, z: number): number => Math.hypot(x, y, z);
const ring = (x: number, y: number, z: number): number => Math.hypot(Math.hypot(x, y) - 0.6, z);

function vertices({ positions }: Mesh): [number, number, number][] {
  return Array.from({ length: positions.length / 3 }, (_, k) => [
    positions[3 * k],
    positions[3 * k + 1],
    positions[3 * k + 2],
  ]);
}

/** ∮ x · n dA / 3: the volume inside a closed surface whose triangles face outwards. */
function enclosed(mesh: Mesh): number {
  const points = vertices(mesh);
  let volume = 0;
  for (let at = 0; at < mesh.indices.length; at += 3) {
    const [[a, b, c], [d, e, f], [g, h, i]] = [0, 1, 2].map((k) => points[mesh.indices[at + k]]);
    volume += (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)) / 6;
  }
  return volume;
}

describe('isosurfaces', () => {
  it.each([
    ['a sphere', cube(64), 1],
    ['a sphere on uneven axes', uneven(64), 1],
    // Every tenth node lies exactly on the surface.
    ['a sphere through nodes', cube(41), 1],
  ])('of %s have its area and its topology', (_name, grid) => {
    const radius = 0.7;
    const mesh = isosurface(grid, sampled(grid, ball), radius);
    expect(isClosed(mesh)).toBe(true);
    expect(eulerCharacteristic(mesh)).toBe(2);
    const area = 4 * Math.PI * radius ** 2;
    expect(Math.abs(meshArea(mesh) / area - 1)).toBeLessThan(grid.shape[0] === 64 ? 0.002 : 0.005);
    // Values rise outwards, so the surface faces inwards.
    expect(Math.abs(enclosed(mesh) / ((-area * radius) / 3) - 1)).toBeLessThan(0.006);
    vertices(mesh).forEach(([x, y, z], k) => {
      expect(Math.abs(Math.hypot(x, y, z) - radius)).toBeLessThan(2e-3);
      const outward =
        (x * mesh.normals[3 * k] + y * mesh.normals[3 * k + 1] + z * mesh.normals[3 * k + 2]) / radius;
      expect(outward).toBeLessThan(-0.995);
    });
  });

  it('of a torus have its hole, and a colour of their own', () => {
    const grid = cube(64);
    const mesh = isosurface(grid, sampled(grid, ring), 0.25, { colour: sampled(grid, (x) => 2 * x) });
    expect(isClosed(mesh)).toBe(true);
    expect(eulerCharacteristic(mesh)).toBe(0);
    expect(Math.abs(meshArea(mesh) / (4 * Math.PI ** 2 * 0.6 * 0.25) - 1)).toBeLessThan(0.005);
    vertices(mesh).forEach(([x], k) => expect(mesh.scalars![k]).toBeCloseTo(2 * x, 5));
  });

  it('of noise are closed but for the walls', () => {
    const grid = cube(14);
    let state = 1;
    const noise = sampled(grid, (x, y, z) => {
      state = (state * 48271) % 2147483647;
      // Whole numbers meet the level at many nodes; the walls lie below it.
      return Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) === 1 ? 0 : state % 3;
    });
    const mesh = isosurface(grid, noise, 1);
    expect(mesh.indices.length).toBeGreaterThan(3000);
    expect(isClosed(mesh)).toBe(true);
    expect([...mesh.positions, ...mesh.normals].every(Number.isFinite)).toBe(true);
  });

  it('end at the mask', () => {
    const grid = cube(41);
    const inside = Uint8Array.from(sampled(grid, (x) => Number(x > -0.01)));
    const values = sampled(grid, ball).map((value, i) => (inside[i] === 1 ? value : NaN));
    for (const mesh of [isosurface(grid, values, 0.7, { inside }), isosurface(grid, values, 0.7)]) {
      expect(isClosed(mesh)).toBe(false);
      expect(Math.abs(meshArea(mesh) / (2 * Math.PI * 0.49) - 1)).toBeLessThan(0.01);
      expect(Math.min(...vertices(mesh).map(([x]) => x))).toBeGreaterThan(-0.01);
      expect([...mesh.normals].every(Number.isFinite)).toBe(true);
    }
  });

  it('are cut by planes and boxes where these lie', () => {
    const grid = cube(48);
    const mesh = isosurface(grid, sampled(grid, ball), 0.8);
    const cap = clipMesh(mesh, [keepPlane({ origin: [0, 0, 0.3], normal: [0, 0, 2] })]);
    // Archimedes: a zone's area is 2πr times its height.
    expect(Math.abs(meshArea(cap) / (2 * Math.PI * 0.8 * 0.5) - 1)).toBeLessThan(0.005);
    expect(Math.min(...vertices(cap).map(([, , z]) => z))).toBeCloseTo(0.3, 6);
    const zone = clipMesh(mesh, keepBox({ low: [-1, -1, -0.2], high: [1, 1, 0.4] }));
    expect(Math.abs(meshArea(zone) / (2 * Math.PI * 0.8 * 0.6) - 1)).toBeLessThan(0.005);
    expect(clipMesh(mesh, [keepPlane({ origin: [0, 0, 2], normal: [0, 0, -1] })])).toBe(mesh);
    expect(clipMesh(mesh, [keepPlane({ origin: [0, 0, 2], normal: [0, 0, 1] })]).indices).toHaveLength(0);
  });
});

describe('slices', () => {
  const field = (x: number, y: number, z: number): number => 3 * x - 2 * y + z + 0.5 * x * y * z;

  it('of an axis hold the values of the nodes', () => {
    const grid = uneven(12);
    const values = Float32Array.from(sampled(grid, field));
    for (const axis of [0, 1, 2] as const) {
      const place = grid.axes[axis].values[7];
      const slice = axisSlice(grid, values, axis, place)!;
      vertices(slice).forEach((at, k) => {
        expect(at[axis]).toBeCloseTo(place, 6);
        expect(Math.abs(slice.scalars![k] - field(...at))).toBeLessThan(1e-6);
      });
      expect(slice.indices).toHaveLength(11 * 11 * 6);
      expect(slice.normals[axis]).toBe(1);
      // The triangles face along the axis.
      const [a, b, c] = [0, 1, 2].map((k) => vertices(slice)[slice.indices[k]]);
      const [right, up] = [(axis + 1) % 3, (axis + 2) % 3];
      expect(
        (b[right] - a[right]) * (c[up] - a[up]) - (b[up] - a[up]) * (c[right] - a[right]),
      ).toBeGreaterThan(0);
      // Trilinear fields are exact between nodes, too.
      const between = axisSlice(grid, values, axis, place + 0.01)!;
      vertices(between).forEach((at, k) =>
        expect(Math.abs(between.scalars![k] - field(...at))).toBeLessThan(1e-6),
      );
    }
    expect(axisSlice(grid, values, 0, 1.5)).toBeUndefined();
  });

  it('of any plane end at the walls and hold the sampled values', () => {
    const grid = cube(20);
    const values = Float32Array.from(sampled(grid, field));
    const plane = { origin: [0.1, 0, 0], normal: [1, 1, 1] } as const;
    const slice = planeSlice(grid, values, plane);
    vertices(slice).forEach((at, k) => {
      expect(Math.abs(at[0] + at[1] + at[2] - 0.1)).toBeLessThan(1e-6);
      expect(Math.abs(slice.scalars![k] - field(...at))).toBeLessThan(1e-6);
      expect(slice.normals[3 * k]).toBeCloseTo(Math.sqrt(1 / 3), 6);
    });
    // A regular hexagon for a plane through the middle: 3√3 for a cube with edges of 2.
    const middle = planeSlice(grid, values, { ...plane, origin: [0, 0, 0] });
    expect(Math.abs(meshArea(middle) / (3 * Math.sqrt(3)) - 1)).toBeLessThan(1e-6);
  });

  it('leave the mask out', () => {
    const grid = cube(21);
    const inside = Uint8Array.from(sampled(grid, (x, y) => Number(x < 0.501 || y < 0.501)));
    const values = sampled(grid, (x, y, z) => (x < 0.501 || y < 0.501 ? field(x, y, z) : NaN));
    const slice = axisSlice(grid, values, 2, 0.05, { inside })!;
    expect(meshArea(slice)).toBeCloseTo(4 - 0.25, 6);
    const flat = planeSlice(grid, values, { origin: [0, 0, 0.05], normal: [0, 0, 1] }, { inside });
    expect(meshArea(flat)).toBeCloseTo(4 - 0.25, 2);
    expect([...flat.scalars!].every(Number.isFinite)).toBe(true);
    const region = regionSurface(grid, inside, values);
    expect(isClosedByPosition(region)).toBe(true);
    expect(enclosed(region)).toBeCloseTo(8 - 0.5, 5);
  });
});

/** Whether a surface closes when vertices at one place count as one. */
function isClosedByPosition(mesh: Mesh): boolean {
  const keys = vertices(mesh).map((at) => at.join(' '));
  const first = new Map(keys.map((key, k) => [key, k]));
  const indices = mesh.indices.map((k) => first.get(keys[k])!);
  return isClosed({ positions: mesh.positions, indices });
}
