import { describe, expect, it } from 'vitest';
import { parseExpression, print, resolveQuantity, type Names } from '../../../src/language';
import type { CoordinateSystem } from '../../../src/study';
import { components, residuals, valueOf, type Fields, type Point } from './calculus';
import { tree } from './support';

const cartesian: Names = {
  coordinates: ['x', 'y', 'z', 't'],
  fields: ['p', 'Ax', 'Ay', 'Az', 'Bx', 'By', 'Bz'],
  parameters: ['nu'],
  vectors: { A: ['Ax', 'Ay', 'Az'], B: ['Bx', 'By', 'Bz'] },
};

const p = ({ x, y, z }: Point) => Math.sin(x + 0.3 * y) * Math.cos(0.7 * z) + 0.2 * x * y * z;
const smooth = [
  ({ x, y, z }: Point) => Math.sin(x - 0.4 * z) + 0.3 * y * y * z,
  ({ x, y, z }: Point) => Math.cos(0.8 * y + z) * Math.exp(0.3 * x),
  ({ x, y, z }: Point) => x * y + Math.sin(0.5 * z * y) - 0.2 * x * x,
];
const swirl = [
  ({ x, y, z }: Point) => Math.cos(0.5 * x * y) + z,
  ({ x, z }: Point) => Math.sin(x + z),
  ({ x, y }: Point) => 0.4 * x * x - Math.cos(y),
];
const plain: Fields = {
  p,
  ...Object.fromEntries(
    ['x', 'y', 'z'].flatMap((axis, k) => [
      [`A${axis}`, smooth[k]],
      [`B${axis}`, swirl[k]],
    ]),
  ),
};

interface Curved {
  axes: string[];
  point: Point;
  toCartesian: (point: Point) => Point;
  /** The unit vectors in Cartesian components. */
  frame: (point: Point) => number[][];
}

const curved: Partial<Record<CoordinateSystem, Curved>> = {
  cylindrical: {
    axes: ['r', 'theta', 'z'],
    point: { r: 1.3, theta: 0.7, z: 0.4, t: 0 },
    toCartesian: ({ r, theta, z, t }) => ({ x: r * Math.cos(theta), y: r * Math.sin(theta), z, t }),
    frame: ({ theta }) => [
      [Math.cos(theta), Math.sin(theta), 0],
      [-Math.sin(theta), Math.cos(theta), 0],
      [0, 0, 1],
    ],
  },
  spherical: {
    axes: ['r', 'theta', 'phi'],
    point: { r: 1.2, theta: 0.8, phi: 0.5, t: 0 },
    toCartesian: ({ r, theta, phi, t }) => ({
      x: r * Math.sin(theta) * Math.cos(phi),
      y: r * Math.sin(theta) * Math.sin(phi),
      z: r * Math.cos(theta),
      t,
    }),
    frame: ({ theta, phi }) => {
      const [s, c, sp, cp] = [Math.sin(theta), Math.cos(theta), Math.sin(phi), Math.cos(phi)];
      return [
        [s * cp, s * sp, c],
        [c * cp, c * sp, -s],
        [-sp, cp, 0],
      ];
    },
  },
};

const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const close = (found: number[], expected: number[], tolerance = 1e-7) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThan(tolerance));
};

describe('in Cartesian coordinates', () => {
  it.each([
    ['grad(p)', ['p_x', 'p_y', 'p_z']],
    ['div(B)', ['Bx_x + By_y + Bz_z']],
    ['curl(B)', ['Bz_y - By_z', 'Bx_z - Bz_x', 'By_x - Bx_y']],
    ['laplacian(p)', ['p_xx + p_yy + p_zz']],
    [
      'laplacian(laplacian(p))',
      ['p_xxxx + p_yyxx + p_zzxx + (p_xxyy + p_yyyy + p_zzyy) + (p_xxzz + p_yyzz + p_zzzz)'],
    ],
    ['laplacian(B)', ['Bx_xx + Bx_yy + Bx_zz', 'By_xx + By_yy + By_zz', 'Bz_xx + Bz_yy + Bz_zz']],
    ['dot(A, B)', ['Ax*Bx + Ay*By + Az*Bz']],
    ['cross(A, B)', ['Ay*Bz - Az*By', 'Az*Bx - Ax*Bz', 'Ax*By - Ay*Bx']],
    ['norm(B)', ['sqrt(Bx*Bx + By*By + Bz*Bz)']],
    ['dt(B)', ['Bx_t', 'By_t', 'Bz_t']],
    ['advect(A, p)', ['Ax*p_x + Ay*p_y + Az*p_z']],
    ['div(curl(B))', ['Bz_yx - By_zx + (Bx_zy - Bz_xy) + (By_xz - Bx_yz)']],
    ['div(nu*grad(p))', ['nu*p_xx + nu*p_yy + nu*p_zz']],
    ['B_xt', ['Bx_xt', 'By_xt', 'Bz_xt']],
    ['d(B, x, 2)', ['Bx_xx', 'By_xx', 'Bz_xx']],
    ['2*B/nu - (1, 0, p)', ['2*Bx/nu - 1', '2*By/nu', '2*Bz/nu - p']],
    ['-B', ['-Bx', '-By', '-Bz']],
  ])('%s', (text, expected) => {
    expect(components(text, cartesian).map((part) => print(part))).toEqual(expected);
  });

  it('a plane has a scalar curl, and a scalar has a curl in it', () => {
    const names: Names = {
      ...cartesian,
      coordinates: ['x', 'y', 't'],
      fields: ['p', 'u', 'v'],
      vectors: { w: ['u', 'v'] },
    };
    const text = (source: string) => components(source, names).map((part) => print(part));
    expect(text('curl(w)')).toEqual(['v_x - u_y']);
    expect(text('curl(p)')).toEqual(['p_y', '-p_x']);
    expect(text('cross(w, w)')).toEqual(['u*v - v*u']);
    expect(text('cross(curl(w), w)')).toEqual(['-((v_x - u_y)*v)', '(v_x - u_y)*u']);
    expect(text('grad(p)')).toEqual(['p_x', 'p_y']);
  });

  it('in a plane a vector with three components changes along two', () => {
    const names: Names = { ...cartesian, coordinates: ['x', 'y', 't'] };
    const text = (source: string) => components(source, names).map((part) => print(part));
    expect(text('curl(B)')).toEqual(['Bz_y', '-Bz_x', 'By_x - Bx_y']);
    expect(text('grad(p)')).toEqual(['p_x', 'p_y', '0']);
    expect(text('div(B)')).toEqual(['Bx_x + By_y']);
  });

  it('along a line a vector is a scalar', () => {
    const names: Names = { coordinates: ['x', 't'], fields: ['u'], parameters: [] };
    expect(components('dt(u) + advect(u, u)', names).map((part) => print(part))).toEqual(['u_t + u*u_x']);
    expect(components('div(grad(u))', names).map((part) => print(part))).toEqual(['u_xx']);
  });

  it('has as many dimensions as coordinates, with any names', () => {
    const names: Names = { coordinates: ['a', 'b', 'c', 'd', 'e'], fields: ['u'], parameters: [] };
    expect(print(components('laplacian(u)', names)[0])).toBe('u_aa + u_bb + u_cc + u_dd + u_ee');
    expect(components('grad(u)', names)).toHaveLength(5);
  });

  it('takes the coordinate that is said to be time', () => {
    const names: Names = { coordinates: ['x', 's'], time: 's', fields: ['u'], parameters: [] };
    expect(print(components('dt(u)', names)[0])).toBe('u_s');
    expect(print(components('laplacian(u)', names)[0])).toBe('u_xx');
  });
});

for (const [system, { axes, point, toCartesian, frame }] of Object.entries(curved)) {
  const vector = (letter: string) => axes.map((axis) => `${letter}${axis}`);
  const names: Names = {
    coordinates: [...axes, 't'],
    fields: ['p', ...vector('A'), ...vector('B')],
    parameters: [],
    vectors: { A: vector('A'), B: vector('B') },
    coordinateSystem: system as CoordinateSystem,
  };
  const turned = (parts: ((at: Point) => number)[], k: number) => (at: Point) =>
    dot(
      frame(at)[k],
      parts.map((part) => part(toCartesian(at))),
    );
  const fields: Fields = {
    p: (at) => p(toCartesian(at)),
    ...Object.fromEntries(
      axes.flatMap((axis, k) => [
        [`A${axis}`, turned(smooth, k)],
        [`B${axis}`, turned(swirl, k)],
      ]),
    ),
  };
  const here = (text: string) => components(text, names).map((part) => valueOf(part, point, fields));
  const there = (text: string) =>
    components(text, cartesian).map((part) => valueOf(part, toCartesian(point), plain));

  describe(`in ${system} coordinates`, () => {
    it.each(['div(B)', 'laplacian(p)', 'dot(A, B)', 'norm(B)', 'advect(A, p)', 'div(cross(A, B))'])(
      '%s is what it is in Cartesian ones',
      (text) => close(here(text), there(text)),
    );

    it.each([
      ...['grad(p)', 'curl(B)', 'laplacian(B)', 'advect(A, B)', 'cross(A, B)', 'p*B + A', 'curl(curl(A))'],
      ...['grad(div(A))', 'dt(B)', '(p, 2, 1)*0'],
    ])('%s is what it is in Cartesian ones, turned', (text) => {
      const expected = there(text);
      close(
        here(text),
        frame(point).map((unit) => dot(unit, expected)),
        1e-6,
      );
    });

    it('the Laplacian of a vector is grad div − curl curl', () => {
      close(here('laplacian(B)'), here('grad(div(B)) - curl(curl(B))'), 1e-6);
    });

    it('a vector can not be differentiated along an angle', () => {
      const outcome = resolveQuantity(tree(parseExpression('1 + div(B_theta)')), names);
      expect(outcome.ok ? '' : outcome.problems[0].message).toContain('unit vectors turn');
    });
  });
}

describe('with symmetries', () => {
  it('about an axis', () => {
    const names: Names = {
      coordinates: ['r', 'z'],
      fields: ['p', 'u', 'w'],
      parameters: [],
      vectors: { v: ['u', 'w'] },
      coordinateSystem: 'cylindrical',
    };
    const text = (source: string) => components(source, names).map((part) => print(part));
    expect(text('laplacian(p)')).toEqual(['p_rr + p_r/r + p_zz']);
    expect(text('div(v)')).toEqual(['u_r + u/r + w_z']);
    expect(text('curl(v)')).toEqual(['u_z - w_r']);
    expect(text('curl(p)')).toEqual(['-p_z', 'p_r + p/r']);
    const at = { r: 1.4, z: 0.3 };
    const fields = { u: ({ r, z }: Point) => r * r * Math.sin(z), w: ({ r, z }: Point) => Math.cos(r) * z };
    const value = (source: string) => components(source, names).map((part) => valueOf(part, at, fields));
    close(value('laplacian(v)'), value('grad(div(v)) - curl(curl(v))'), 1e-6);
  });

  it('in the plane', () => {
    const names: Names = {
      coordinates: ['r', 'theta'],
      fields: ['p', 'u', 'v'],
      parameters: [],
      vectors: { w: ['u', 'v'] },
      coordinateSystem: 'polar',
    };
    const text = (source: string) => components(source, names).map((part) => print(part));
    expect(text('laplacian(p)')).toEqual(['p_rr + p_r/r + p_thetatheta/r^2']);
    expect(text('curl(w)')).toEqual(['v_r + v/r - u_theta/r']);
    expect(text('div(w)')).toEqual(['u_r + u/r + v_theta/r']);
  });

  it('about a point', () => {
    const names: Names = {
      coordinates: ['r', 't'],
      fields: ['u'],
      parameters: [],
      coordinateSystem: 'spherical',
    };
    const at = { r: 1.4, t: 0 };
    const [found] = components('laplacian(u)', names);
    // ∇² r³ = 12 r
    expect(valueOf(found, at, { u: ({ r }) => r ** 3 })).toBeCloseTo(12 * 1.4, 7);
  });
});

describe('a vector equation', () => {
  it('is one for each component', () => {
    const found = residuals('dt(A) + advect(A, A) = -grad(p) + nu*laplacian(A)', cartesian);
    expect(found.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
    expect(print(found[0].tree)).toBe(
      'Ax_t + (Ax*Ax_x + Ay*Ax_y + Az*Ax_z) - (-p_x + nu*(Ax_xx + Ax_yy + Ax_zz))',
    );
  });

  it('may say that a vector is zero', () => {
    expect(residuals('curl(B) = 0', cartesian)).toHaveLength(3);
    expect(residuals('0 = grad(p)', { ...cartesian, coordinates: ['x', 'y'] })).toHaveLength(2);
  });
});
