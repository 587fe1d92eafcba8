import { describe, expect, it } from 'vitest';
import { print, typeset, parseEquation, readStudy, type Names } from '../../../src/language';
import { parseStudy } from '../../../src/study';
import { components, valueOf } from './calculus';
import { tree } from './support';

const plane = {
  coordinates: { x: [-1, 2], y: [0, 3], t: [0, 1] },
  fields: ['u'],
  equations: ['u_t = u_xx + u_yy'],
};

/** The conditions of a study as they are solved, and what is wrong with it. */
function read(document: object) {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  return {
    texts: meaning?.conditions.map(({ require }) => print(require)) ?? [],
    periodic: meaning?.periodic.map(({ left, right }) => `${print(left.tree)} = ${print(right.tree)}`) ?? [],
    errors: problems.flatMap(({ severity, message }) => (severity === 'error' ? [message] : [])),
  };
}

const asked = (require: string, on: string, more: object = {}) =>
  read({ ...plane, conditions: [{ on, require }], ...more });

describe('the derivative along the normal', () => {
  it.each([
    ['x = -1', 'dn(u) = 0', '-u_x = 0'],
    ['x = 2', 'dn(u) = 0', 'u_x = 0'],
    ['y = 0', 'dn(u) + 2*u = y', '-u_y + 2*u = y'],
    ['y = 3', 'u - 3*dn(u) = 0', 'u - 3*u_y = 0'],
    ['y = 0', 'u - 3*dn(u) = 0', 'u + 3*u_y = 0'],
    ['x = 2', 'dn(dn(u)) = 0', 'u_xx = 0'],
    ['x = -1', 'dn(dn(u)) = 0', 'u_xx = 0'],
    ['x = 2', 'dn(2*u*t) = 0', '2*u_x*t = 0'],
    ['x = -1', 'dot(normal, grad(u)) = normalx*u', '-u_x = -u'],
  ])('on %s, %s is %s', (on, require, expected) => {
    const { texts, errors } = asked(require, on);
    expect(errors).toEqual([]);
    expect(texts[0]).toBe(expected);
  });

  it('is that of a definition, too', () => {
    expect(asked('flux = 1', 'y = 3', { definitions: { flux: '-2*dn(u)' } }).texts).toEqual(['-(2*u_y) = 1']);
  });

  it('of a vector is taken of each component', () => {
    const flow = {
      ...{ coordinates: { x: [0, 1], y: [0, 1] }, fields: ['a', 'b'], vectors: { w: ['a', 'b'] } },
      equations: ['div(w) = 0', 'a_y = b_x'],
    };
    const conditions = [
      { on: 'x = 0', require: 'dn(w) = 0' },
      { on: 'y = 1', require: 'dot(w, normal) = 0' },
    ];
    expect(read({ ...flow, conditions }).texts).toEqual(['-a_x = 0', '-b_x = 0', 'b = 0']);
  });

  it('points outwards at both ends of a period', () => {
    expect(read({ ...plane, conditions: [{ require: 'dn(u(x=-1)) = -dn(u(x=2))' }] }).periodic).toEqual([
      '-u_x = -u_x',
    ]);
  });

  it('stands only on a boundary of space', () => {
    expect(asked('dn(u) = 0', 't = 0').errors[0]).toContain('A normal belongs to a boundary of space');
    expect(read({ ...plane, equations: ['u_t = dn(u)'] }).errors[0]).toContain('stand only in conditions');
  });

  it('where the normal varies is the sum over its components', () => {
    const names: Names = { coordinates: ['x', 'y', 't'], fields: ['u'], parameters: [] };
    const [part] = components('dn(u)', names);
    expect(print(part)).toBe('normalx*u_x + normaly*u_y');
    const u = ({ x, y }: Readonly<Record<string, number>>) => x * x * y;
    const point = { x: 2, y: 3, t: 0, normalx: 0.6, normaly: 0.8 };
    expect(valueOf(part, point, { u })).toBeCloseTo(0.6 * 12 + 0.8 * 4, 8);
    expect(print(components('normalx + dot(normal, normal)', names)[0])).toBe(
      'normalx + (normalx*normalx + normaly*normaly)',
    );
  });

  it('follows the unit vectors of curved coordinates', () => {
    const names: Names = {
      ...{ coordinates: ['r', 'theta'], fields: ['u'], parameters: [] },
      coordinateSystem: 'polar',
    };
    expect(print(components('dn(u)', names)[0])).toBe('normalr*u_r + normaltheta*(u_theta/r)');
  });

  it('is set as papers set it', () => {
    expect(typeset(tree(parseEquation('dn(u) = dot(w, normal)')))).toBe(
      '\\frac{\\partial u}{\\partial n} = w \\cdot \\mathbf{n}',
    );
  });
});
