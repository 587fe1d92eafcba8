import { describe, expect, it } from 'vitest';
import {
  arrowMesh,
  arrowShape,
  arrows,
  fieldStatistics,
  keepBox,
  keptNodes,
  outerOpacity,
  readTransfer,
  regionSurface,
  risingOpacity,
  strongPoints,
  transferAt,
  transferOf,
  transferTable,
  volumeTexture,
} from '../../../../src/field/volume';
import { cube, sampled, uneven } from './support';

describe('statistics of a volume', () => {
  it('are exact for a linear field on any axes', () => {
    const grid = uneven(9);
    const [low, high] = [grid.axes[0].values[0], grid.axes[0].values[8]];
    const found = fieldStatistics(
      grid,
      sampled(grid, (x, y) => 2 + x - y),
    );
    const volume = (high - low) ** 2 * 2;
    expect(found.volume).toBeCloseTo(volume, 12);
    expect(found.mean).toBeCloseTo(2, 12);
    expect(found.integral).toBeCloseTo(2 * volume, 12);
    expect(found.largestAt.slice(0, 2)).toEqual([high, -1]);
    expect(found.smallest).toBeCloseTo(2 + low - 1, 12);
    expect(found.count).toBe(729);
  });

  it('leave masked nodes out', () => {
    const grid = cube(41);
    const inside = Uint8Array.from(sampled(grid, (x) => Number(x <= 0)));
    const values = sampled(grid, (x) => (x <= 0 ? x : 1000));
    const found = fieldStatistics(grid, values, { inside });
    expect(found.largest).toBe(0);
    expect(Math.abs(found.rootMeanSquare - Math.sqrt(1 / 3))).toBeLessThan(0.02);
    expect(fieldStatistics(grid, values, { inside: inside.map(() => 0) })).toMatchObject({
      count: 0,
      mean: NaN,
    });
  });
});

describe('volume textures', () => {
  it('spread a field over 1 to 255 and keep 0 for the mask', () => {
    const grid = cube(3, 0, 2);
    const values = sampled(grid, (x, y, z) => x + y + z);
    values[5] = NaN;
    const { data, size } = volumeTexture(grid, values, [0, 5]);
    expect(size).toEqual([3, 3, 3]);
    expect([data[0], data[5], data[13], data[26]]).toEqual([1, 0, 1 + Math.round((254 * 3) / 5), 255]);
    const kept = keptNodes(grid, null, keepBox({ low: [0, 0, 0], high: [1, 2, 2] }));
    expect([...volumeTexture(grid, values, [0, 5], kept).data.subarray(18)]).toEqual(new Array(9).fill(0));
  });

  it('are coloured by a transfer function that survives storing', () => {
    const rising = transferOf('viridis', risingOpacity);
    expect(readTransfer(JSON.parse(JSON.stringify(rising)))).toEqual(rising);
    expect(transferAt(rising, 0.3).opacity).toBe(0);
    expect(transferAt(rising, 0.65).opacity).toBeCloseTo(0.4, 12);
    expect(transferAt(rising, 2).opacity).toBe(0.8);
    const table = transferTable(transferOf('balance', outerOpacity));
    expect([...table.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(table[7]).toBe(204);
    expect(table[4 * 128 + 3]).toBe(0);
    for (const [wrong, why] of [
      ['x', /list of at least two/],
      [[rising[0], { at: 2, colour: [0, 0, 0], opacity: 0 }], /Point 2 .* each from 0 to 1/],
      [[rising[3], rising[2]], /rising order/],
    ] as const)
      expect(() => readTransfer(wrong)).toThrow(why);
  });
});

describe('arrows', () => {
  const grid = cube(9);
  const field = (value: (x: number, y: number, z: number) => number) => sampled(grid, value);

  it('stand on an even lattice, along the field and as long as it is', () => {
    const found = arrows(grid, [field((_x, y) => -y), field((x) => x), field(() => 0)], { count: 4 });
    expect(found.magnitudes).toHaveLength(64);
    for (let k = 0; k < 64; k++) {
      const [x, y] = found.positions.subarray(3 * k);
      expect(found.magnitudes[k]).toBeCloseTo(Math.hypot(x, y), 5);
      expect(found.directions[3 * k]).toBeCloseTo(-y / Math.hypot(x, y), 5);
      expect(found.directions[3 * k + 1]).toBeCloseTo(x / Math.hypot(x, y), 5);
    }
    expect(found.spacing).toBe(0.5);
    const mesh = arrowMesh(found);
    expect(mesh.indices).toHaveLength(64 * arrowShape().indices.length);
    expect([...mesh.positions].every(Number.isFinite)).toBe(true);
  });

  it('are left out where the field is zero, masked or cut away', () => {
    const inside = Uint8Array.from(field((x) => Number(x < 0.3)));
    const ones = field((_x, y) => Number(y > 0.3));
    const zeros = field(() => 0);
    const keep = keepBox({ low: [-1, -1, 0], high: [1, 1, 1] });
    const found = arrows(grid, [ones, zeros, zeros], { count: 4, inside, keep });
    expect(found.magnitudes).toHaveLength(3 * 1 * 2);
    expect(arrowMesh(arrows(grid, [zeros, zeros, zeros], { count: 4 })).positions).toHaveLength(0);
  });

  it('have a closed, outward shape', () => {
    const { positions, normals, indices } = arrowShape(64);
    let volume = 0;
    for (let at = 0; at < indices.length; at += 3) {
      const [a, b, c] = [0, 1, 2].map((k) =>
        positions.subarray(3 * indices[at + k], 3 * indices[at + k] + 3),
      );
      const normal = [
        (b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1]),
        (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]),
        (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]),
      ];
      volume += (a[0] * normal[0] + a[1] * normal[1] + a[2] * normal[2]) / 6;
      const own = normals.subarray(3 * indices[at], 3 * indices[at] + 3);
      expect(normal[0] * own[0] + normal[1] * own[1] + normal[2] * own[2]).toBeGreaterThan(0);
    }
    const shaft = Math.PI * 0.04 ** 2 * 0.65;
    const head = (Math.PI * 0.12 ** 2 * 0.35) / 3;
    expect(Math.abs(volume / (shaft + head) - 1)).toBeLessThan(0.01);
  });
});

describe('what a threshold leaves', () => {
  it('is drawn by the faces of its cells', () => {
    const grid = cube(11, 0, 10);
    const kept = Uint8Array.from(sampled(grid, (x, y, z) => Number(x <= 3 && y >= 2 && z <= 9)));
    const mesh = regionSurface(
      grid,
      kept,
      sampled(grid, (x) => x),
    );
    expect(mesh.indices.length / 6).toBe(2 * (3 * 8 + 3 * 9 + 8 * 9));
    mesh.scalars!.forEach((value, k) => expect(value).toBe(mesh.positions[3 * k]));
    expect(
      strongPoints(
        grid,
        sampled(grid, (x) => Number(x < 1)),
        20,
      ),
    ).toHaveLength(20);
  });
});
