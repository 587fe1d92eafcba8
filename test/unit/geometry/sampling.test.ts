import { describe, expect, it } from 'vitest';
import { boundaryPoints, misfit, regionOf, samplers, sobolPoints } from '../../../src/geometry';
import { chiSquare, inRegion, onBoundary, row, uniformNumbers } from './support';

const ball = regionOf({ shape: 'ball', centre: { x: 0, y: 0, z: 0 }, radius: 1 });
const disc = regionOf({ shape: 'disc', centre: { x: 0, y: 0 }, radius: 1 });

/** Quantiles of χ² at 99.9% for 31 degrees of freedom. */
const limit = 61.1;
/** Even points of 32 bins must not be evener than chance by accident of the test: they are drawn at random. */
const bins = 32;

describe("Sobol's sequence", () => {
  it('begins as published', () => {
    const points = sobolPoints(4, 8);
    expect(Array.from({ length: 8 }, (_, i) => row(points, i))).toEqual([
      [0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25],
      [0.25, 0.75, 0.75, 0.75],
      [0.375, 0.375, 0.625, 0.875],
      [0.875, 0.875, 0.125, 0.375],
      [0.625, 0.125, 0.875, 0.625],
      [0.125, 0.625, 0.375, 0.125],
    ]);
  });

  it('goes on as an independent implementation does, in 64 dimensions', () => {
    const points = sobolPoints(64, 1024);
    expect([0, 1, 5, 20, 40, 63].map((k) => points[k][777])).toEqual([
      0.6923828125, 0.9365234375, 0.3564453125, 0.2373046875, 0.7216796875, 0.4267578125,
    ]);
  });

  it('has one point in each of 2^m slices of every dimension, shifted or not', () => {
    for (const shifts of [undefined, Uint32Array.from({ length: 64 }, (_, k) => 2654435761 * (k + 1))]) {
      for (const values of sobolPoints(64, 256, shifts)) {
        expect(new Set(Array.from(values, (value) => Math.floor(256 * value))).size).toBe(256);
      }
    }
  });

  it('integrates better than random points', () => {
    const [dimensions, count] = [6, 4096];
    const error = (points: readonly Float64Array[]): number => {
      let sum = 0;
      for (let i = 0; i < count; i++)
        sum += row(points, i).reduce((product, x) => product * (1 + (x - 0.5)), 1);
      return Math.abs(sum / count - 1);
    };
    expect(error(sobolPoints(dimensions, count))).toBeLessThan(1e-3);
  });

  it('says how far it reaches', () => {
    expect(() => sobolPoints(65, 1)).toThrow('Sobol points have at most 64 dimensions, not 65.');
  });
});

describe('points inside', () => {
  it.each(Object.keys(samplers) as (keyof typeof samplers)[])(
    '%s: are inside, and as many as asked for',
    (name) => {
      const { points } = inRegion(ball, 777, samplers[name]);
      expect(points.map((column) => column.length)).toEqual([777, 777, 777]);
      for (let i = 0; i < 777; i++) expect(ball.distance(row(points, i))).toBeLessThan(0);
    },
  );

  it('are spread evenly: the squared radius of a disc, the cubed one of a ball', () => {
    const { points } = inRegion(disc, 20_000, samplers.uniform);
    const squares = Array.from({ length: 20_000 }, (_, i) => Math.hypot(...row(points, i)) ** 2);
    expect(chiSquare(squares, bins)).toBeLessThan(limit);
    const inBall = inRegion(ball, 20_000, samplers['latin-hypercube']).points;
    expect(
      chiSquare(
        Array.from({ length: 20_000 }, (_, i) => Math.hypot(...row(inBall, i)) ** 3),
        bins,
      ),
    ).toBeLessThan(limit);
  });

  it('have one in each slice where they are a Latin hypercube', () => {
    for (const values of samplers['latin-hypercube'].points(3, 50, uniformNumbers()))
      expect(new Set(Array.from(values, (value) => Math.floor(50 * value))).size).toBe(50);
  });

  it('lie in the middles of equal cells where they are a grid', () => {
    expect(samplers.grid.points(2, 4, uniformNumbers()).map((column) => [...column])).toEqual([
      [0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.25, 0.75],
    ]);
  });

  it('are refused with a sentence where there are none', () => {
    const empty = regionOf({
      shape: 'difference',
      of: [
        { shape: 'disc', centre: { x: 0, y: 0 }, radius: 1 },
        { shape: 'box', ranges: { x: [-2, 2], y: [-2, 2] } },
      ],
    });
    expect(() => inRegion(empty, 10)).toThrow(/^The geometry holds no points/);
  });
});

describe('points of a curved boundary are spread evenly over its area', () => {
  const random = uniformNumbers(7);
  /** Plain random points, so that the test of evenness is one of chance. */
  const drawn = (geometry: Parameters<typeof regionOf>[0], count: number): number[][] => {
    const { shape } = regionOf(geometry).members[0];
    const dimensions = shape.coordinates.length;
    const [point, normal] = [new Float64Array(dimensions), new Float64Array(dimensions)];
    const found: number[][] = [];
    while (found.length < count)
      if (shape.boundary(0, random(shape.units), point, normal)) found.push([...point]);
    return found;
  };

  it('of a circle: by angle', () => {
    const points = drawn({ shape: 'disc', centre: { x: 0, y: 0 }, radius: 3 }, 20_000);
    expect(
      chiSquare(
        points.map(([x, y]) => (Math.atan2(y, x) / Math.PI + 1) / 2),
        bins,
      ),
    ).toBeLessThan(limit);
  });

  it('of a sphere: by height and by angle', () => {
    const points = drawn({ shape: 'ball', centre: { x: 0, y: 0, z: 0 }, radius: 2 }, 20_000);
    for (const axis of [0, 1, 2])
      expect(
        chiSquare(
          points.map((point) => (point[axis] / 2 + 1) / 2),
          bins,
        ),
      ).toBeLessThan(limit);
  });

  it('of a torus: by the area up to an angle of its tube', () => {
    const [radius, tube] = [2, 0.9];
    const points = drawn({ shape: 'torus', centre: { x: 0, y: 0, z: 0 }, axis: 'z', radius, tube }, 20_000);
    const shares = points.map(([x, y, z]) => {
      const angle = Math.atan2(z, Math.hypot(x, y) - radius);
      return (angle + (tube / radius) * Math.sin(angle)) / (2 * Math.PI) + 0.5;
    });
    expect(chiSquare(shares, bins)).toBeLessThan(limit);
    expect(
      chiSquare(
        points.map(([x, y]) => (Math.atan2(y, x) / Math.PI + 1) / 2),
        bins,
      ),
    ).toBeLessThan(limit);
  });

  it('of a spheroid: by the area up to a height', () => {
    // r = √(1 − z²/9) dS = 2π √(r² + (r r′)²) dz, summed up finely.
    const points = drawn(
      { shape: 'ellipsoid', centre: { x: 0, y: 0, z: 0 }, radii: { x: 1, y: 1, z: 3 } },
      20_000,
    );
    const steps = 20_000;
    const upTo = new Float64Array(steps + 1);
    for (let k = 0; k < steps; k++) {
      const z = -3 + (6 * (k + 0.5)) / steps;
      upTo[k + 1] = upTo[k] + Math.sqrt(1 - z ** 2 / 9 + (z / 9) ** 2);
    }
    const shares = points.map(([, , z]) => upTo[Math.round(((z + 3) / 6) * steps)] / upTo[steps]);
    expect(chiSquare(shares, bins)).toBeLessThan(limit);
  });

  it('of an ellipse: by arc length', () => {
    const points = drawn({ shape: 'ellipse', centre: { x: 0, y: 0 }, radii: { x: 3, y: 1 } }, 20_000);
    const steps = 20_000;
    const upTo = new Float64Array(steps + 1);
    for (let k = 0; k < steps; k++) {
      const angle = (2 * Math.PI * (k + 0.5)) / steps;
      upTo[k + 1] = upTo[k] + Math.hypot(3 * Math.sin(angle), Math.cos(angle));
    }
    const shares = points.map(([x, y]) => {
      const angle = (Math.atan2(y, x / 3) / (2 * Math.PI) + 1) % 1;
      return upTo[Math.round(angle * steps)] / upTo[steps];
    });
    expect(chiSquare(shares, bins)).toBeLessThan(limit);
  });
});

describe('pieces of a boundary', () => {
  const square = {
    shape: 'box' as const,
    ranges: { x: [0, 3] as [number, number], y: [0, 1] as [number, number] },
  };

  it('are drawn from in proportion to their size', () => {
    const { points, measure } = onBoundary(square, 4000, ['box 1: x low', 'box 1: y high']);
    expect(measure).toBeCloseTo(4, 12);
    expect(Math.abs(points[0].filter((x) => x === 0).length - 1000)).toBeLessThan(10);
  });

  it('may be a part of a side, with numbers for other coordinates', () => {
    const region = regionOf(square);
    const part = { pieces: ['box 1: y low'], chosen: (point: ArrayLike<number>) => point[0] < 0.3 };
    const drawn = boundaryPoints(region, region.box, [part], 500, uniformNumbers(), 2);
    expect(Math.max(...drawn.points[0])).toBeLessThan(0.3);
    expect(drawn.points[1].every((y) => y === 0)).toBe(true);
    expect(drawn.rest.map((column) => column.length)).toEqual([500, 500]);
    expect(Math.abs(drawn.measure - 0.3)).toBeLessThan(0.02);
  });

  it('are refused with a sentence where nothing is left of them', () => {
    const region = regionOf(square);
    const nothing = [{ pieces: ['box 1: y low'], chosen: () => false }];
    expect(() => boundaryPoints(region, region.box, nothing, 5, uniformNumbers())).toThrow(
      /^no point of the boundary/,
    );
  });
});

describe('a region and the ranges of its coordinates', () => {
  it.each<[Parameters<typeof regionOf>[0], string | undefined]>([
    [{ shape: 'disc', centre: { x: 0, y: 0 }, radius: 1 }, undefined],
    [{ shape: 'disc', centre: { x: 0.5, y: 0 }, radius: 1 }, 'The geometry reaches from -0.5 to 1.5 along x'],
    [
      {
        shape: 'union',
        of: [
          { shape: 'disc', centre: { x: 0, y: 0 }, radius: 1 },
          { shape: 'box', ranges: { x: [0, 1] } },
        ],
      },
      'Nothing bounds the geometry along y',
    ],
    [
      {
        shape: 'intersection',
        of: [-0.5, 0.5].map((x) => ({ shape: 'disc', centre: { x, y: 0 }, radius: 0.2 })),
      },
      'The geometry holds no points',
    ],
  ])('%j', (geometry, sentence) => {
    const found = misfit(regionOf(geometry), { x: [-1, 1], y: [-1, 1] });
    if (sentence === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(sentence);
  });
});
