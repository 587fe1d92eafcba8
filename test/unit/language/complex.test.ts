import { describe, expect, it } from 'vitest';
import {
  complete,
  expandedEquations,
  parseExpression,
  print,
  readStudy,
  resolve,
  resolveComponents,
  parseEquation,
  typeset,
  type Names,
} from '../../../src/language';
import { parseStudy } from '../../../src/study';
import { residuals, valueOf } from './calculus';
import { tree } from './support';

const wave = {
  collocate: 1,
  coordinates: { x: [-5, 5], t: [0, 1] },
  fields: ['h', 'v'],
  complex: ['h'],
  definitions: { density: 'abs(h)^2', flux: 'im(conj(h)*h_x)', momentum: '-i*h_x' },
  parameters: { a: 0.5 },
  equations: ['i*h_t + a*h_xx + abs(h)^2*h = 0', 'v_xx = density'],
  conditions: [
    { on: 't = 0', require: 'h = 2/cosh(x)', hard: true },
    { require: 'h(x=-5) = h(x=5)' },
    { on: 'x = 5', require: 'v = flux' },
  ],
};

function read(changes: object = {}) {
  const parsed = parseStudy({ ...wave, ...changes });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return { study: parsed.study, ...readStudy(parsed.study) };
}

const names = read().meaning!.names;

describe('a complex field', () => {
  it('is two real fields, and each of its equations two', () => {
    const { meaning, problems } = read();
    expect(problems).toEqual([]);
    expect(meaning?.names.fields).toEqual(['hRe', 'hIm', 'v']);
    expect(meaning?.residuals.map(({ name }) => name)).toEqual([
      'equation 1, real',
      'equation 1, imaginary',
      'equation 2',
    ]);
    expect(meaning?.equations.map((one) => print(one))).toEqual([
      '-hIm_t + a*hRe_xx + (hRe^2 + hIm^2)*hRe = 0',
      'hRe_t + a*hIm_xx + (hRe^2 + hIm^2)*hIm = 0',
      'v_xx = hRe^2 + hIm^2',
    ]);
    expect(meaning?.conditions.map(({ require, name }) => `${name}: ${print(require)}`)).toEqual([
      't = 0, real: hRe = 2/cosh(x)',
      't = 0, imaginary: hIm = 0',
      'x = 5: v = hRe*hIm_x - hIm*hRe_x',
    ]);
    expect(meaning?.periodic.map(({ name }) => name)).toEqual([
      'h(x=-5) = h(x=5), real',
      'h(x=-5) = h(x=5), imaginary',
    ]);
  });

  // The soliton sech(x) exp(i t/2) solves i h_t + h_xx/2 + |h|² h = 0.
  it('has the residual zero where it solves its equation', () => {
    const fields = {
      hRe: ({ x, t }: Readonly<Record<string, number>>) => Math.cos(t / 2) / Math.cosh(x),
      hIm: ({ x, t }: Readonly<Record<string, number>>) => Math.sin(t / 2) / Math.cosh(x),
    };
    for (const { tree: residual } of residuals('i*h_t + a*h_xx + abs(h)^2*h = 0', names))
      expect(Math.abs(valueOf(residual, { x: 0.3, t: 0.8, a: 0.5 }, fields))).toBeLessThan(1e-8);
  });

  // Each is compared with complex arithmetic by hand at h = 0.6 − 0.8i, x = 2.
  const z = [0.6, -0.8] as const;
  it.each([
    ['h*h', [0.36 - 0.64, -0.96]],
    ['h^3', [0.6 * -0.28 - -0.8 * -0.96, 0.6 * -0.96 + -0.8 * -0.28]],
    ['1/h', [0.6, 0.8]],
    ['x/(h*conj(h))', [2, 0]],
    ['h/(1 + i)', [(0.6 - 0.8) / 2, (-0.8 - 0.6) / 2]],
    ['exp(i*x)*h', [0.6 * Math.cos(2) + 0.8 * Math.sin(2), 0.6 * Math.sin(2) - 0.8 * Math.cos(2)]],
    ['exp(h)', [Math.exp(0.6) * Math.cos(0.8), -Math.exp(0.6) * Math.sin(0.8)]],
    ['abs(h)*i', [0, 1]],
    ['abs(3*h)^4', [81, 0]],
    ['re(h) - i*im(h)', [0.6, 0.8]],
    ['-(h - 2*i)', [-0.6, 2.8]],
    ['if(x > 1, h, i)', [0.6, -0.8]],
    ['i^2', [-1, 0]],
    ['conj(i*h)', [0.8, -0.6]],
  ])('%s', (text, [re, im]) => {
    const parts = tree(resolveComponents(tree(parseEquation(`${text} = i*0.5`)), names));
    const point = { x: 2, t: 0, a: 0.5 };
    const fields = { hRe: () => z[0], hIm: () => z[1] };
    const values = parts.map(({ equation }) => valueOf(equation.left, point, fields));
    expect(values[0]).toBeCloseTo(re, 12);
    expect(values[1]).toBeCloseTo(im, 12);
  });

  it('stays what it was where everything is real', () => {
    const parts = tree(resolveComponents(tree(parseEquation('v_x - -(2*v) = a*(v + 1)')), names));
    expect(parts.map(({ name, equation }) => [name, print(equation)])).toEqual([
      [undefined, 'v_x - -(2*v) = a*(v + 1)'],
    ]);
  });

  it('may be a component of a vector', () => {
    const field: Names = read({
      ...{ coordinates: { x: [0, 1], y: [0, 1] }, fields: ['Ex', 'Ey'], complex: ['Ex', 'Ey'] },
      ...{ vectors: { E: ['Ex', 'Ey'] }, definitions: { S: 'dot(conj(E), E)' }, parameters: { k: 2 } },
      ...{
        equations: ['laplacian(E) + (k + i)^2*E = 0'],
        conditions: [{ on: 'x = 0', require: 'E = (1, i)' }],
      },
    }).meaning!.names;
    const parts = tree(resolveComponents(tree(parseEquation('div(E) + i*curl(E) = S')), field));
    expect(parts.map(({ name, equation }) => `${name}: ${print(equation)}`)).toEqual([
      'real: ExRe_x + EyRe_y - (EyIm_x - ExIm_y) = ExRe*ExRe + EyRe*EyRe + (ExIm*ExIm + EyIm*EyIm)',
      'imaginary: ExIm_x + EyIm_y + (EyRe_x - ExRe_y) = ExRe*ExIm + EyRe*EyIm - (ExIm*ExRe + EyIm*EyRe)',
    ]);
    const vector = tree(resolveComponents(tree(parseEquation('E = (1, i)')), field));
    expect(vector.map(({ name }) => name)).toEqual(['x, real', 'y, real', 'x, imaginary', 'y, imaginary']);
  });

  it('leaves the index of a sum alone', () => {
    const many: Names = { ...names, coordinates: ['s1', 's2'], families: { s: [1, 2] } };
    const parts = tree(resolveComponents(tree(parseEquation('sum(i, i*d(h, s[i])) = 0')), many));
    expect(print(parts[0].equation.left)).toBe('1*hRe_s1 + 2*hRe_s2');
  });

  it('is set with its parts, and completed', () => {
    const { study } = read();
    expect(expandedEquations(study)?.[1].tex).toContain('h_{\\mathrm{Re}, t}');
    const typed = tree(parseEquation('i*h_t = conj(h) + re(h)'));
    expect(typeset(typed, { derivatives: 'subscript', names })).toBe(
      '\\mathrm{i} \\, h_{t} = \\overline{h} + \\operatorname{Re}\\left(h\\right)',
    );
    expect(complete('', 0, names).candidates.map(({ label }) => label)).toContain('conj');
    expect(complete('h_', 2, names).candidates.map(({ label }) => label)).toContain('h_xx');
  });

  it('is refused where a real number is needed', () => {
    const outcome = resolve(tree(parseExpression('i*h')), names);
    expect(!outcome.ok && outcome.problems[0].message).toContain('This is complex');
  });
});
