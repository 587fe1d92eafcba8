import { describe, expect, it } from 'vitest';
import { evaluateNumber, expand, readStudy, slope } from '../../../../src/language';
import { checkReference, referenceSource } from '../../../../src/pde/reference';
import { Tape } from '../../../../src/pde/reference/tape';
import { parseStudy, type StudyDocument } from '../../../../src/study';
import { resolved } from '../../language/support';

const names = { coordinates: ['x', 't'], fields: [], parameters: ['a'] };

const expressions = [
  'sin(a*x)*exp(-t)',
  'x^3/(1 + t^2)',
  'tanh(x*t) + cosh(x) - sinh(t)',
  'log(2 + x)*sqrt(1 + t)',
  'x^(a*t)',
  'if(x < 0.3, x^2, t*x)',
  'max(x, t) + min(x^2, t) + abs(x - 0.5)',
  'erf(x - t) + log10(1 + x) + tan(x)',
  '-(x - t)*cos(x)',
  'asin(x*t) + acos(x/2)*t - atan(3*x)',
];

describe('the evaluation of trees over arrays', () => {
  it.each(expressions)('%s agrees with the value at each point', (text) => {
    const tree = resolved(text, names);
    const x = Float64Array.of(0.11, 0.37, 0.83);
    const t = Float64Array.of(0.92, 0.21, 0.4);
    const [values] = new Tape([tree]).evaluate({ x, t, a: 1.3 }, 3);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(evaluateNumber(tree, { x: x[i], t: t[i], a: 1.3 }), 14);
    });
  });

  it.each(expressions)('the slope of %s agrees with finite differences', (text) => {
    const tree = resolved(text, names);
    for (const [x, t] of [
      [0.11, 0.92],
      [0.37, 0.21],
      [0.83, 0.4],
    ]) {
      const at = (shift: number) => evaluateNumber(tree, { x: x + shift, t, a: 1.3 });
      const h = 1e-3;
      const difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(evaluateNumber(slope(tree, 'x'), { x, t, a: 1.3 })).toBeCloseTo(difference, 8);
    }
  });

  it('writes the derivative of a product out', () => {
    const tree = expand(resolved('d(x^2*sin(t), x, 2)', names));
    expect(evaluateNumber(tree, { x: 0.4, t: 0.3, a: 1 })).toBeCloseTo(2 * Math.sin(0.3), 14);
  });
});

const heat: StudyDocument = {
  collocate: 1,
  coordinates: { x: [0, 1], t: [0, 1] },
  fields: ['u'],
  parameters: { nu: 0.1 },
  equations: ['u_t = nu*u_xx'],
  conditions: [
    { on: 't = 0', require: 'u = sin(pi*x)' },
    { on: 'x = 0', require: 'u = 0' },
    { on: 'x = 1', require: 'u = 0' },
  ],
  reference: { kind: 'expression', fields: { u: 'exp(-nu*pi^2*t)*sin(pi*x)' } },
};

function read(changes: Partial<StudyDocument>) {
  const parsed = parseStudy({ ...heat, ...changes });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems: doubts } = readStudy(parsed.study);
  if (meaning === undefined) throw new Error(doubts[0].message);
  return { study: parsed.study, meaning, doubts, problems: checkReference(parsed.study, meaning) };
}

describe('a reference given as an expression', () => {
  it('is evaluated with the parameters as they are now', () => {
    const { study, meaning, problems } = read({});
    expect(problems).toEqual([]);
    const reference = referenceSource(study, meaning, null).ready({ nu: 0.2 });
    const { u } = reference!.evaluate({ x: Float64Array.of(0.5), t: Float64Array.of(1) });
    expect(u[0]).toBeCloseTo(Math.exp(-0.2 * Math.PI ** 2), 14);
  });

  it('takes the true value of what is inferred from the reference', () => {
    const unknowns = { nu: { start: 1 } };
    const open = read({ parameters: {}, unknowns });
    expect(open.problems[0].message).toContain('true value');
    const reference = { ...heat.reference, parameters: { nu: '1/10' } } as StudyDocument['reference'];
    const { study, meaning, problems } = read({ parameters: {}, unknowns, reference });
    expect(problems).toEqual([]);
    const { u } = referenceSource(study, meaning, null)
      .ready(meaning.parameters)!
      .evaluate({
        x: Float64Array.of(0.5),
        t: Float64Array.of(1),
      });
    expect(u[0]).toBeCloseTo(Math.exp(-0.1 * Math.PI ** 2), 14);
  });

  it.each([
    ['u', 'exp(-nu*pi^2*t)*sin(2*pi*x)', 'warning', 'equations[0]'],
    ['u', 'exp(-nu*pi^2*t)*sin(pi*x) + 0.01', 'warning', 'conditions'],
    ['u', '1/(x - x)', 'warning', 'no finite value'],
    ['v', 'x', 'error', 'There is no field "v"'],
    ['u', 'u_x', 'error', 'the field u'],
    ['u', 'x + integral(x, x, 0, 1)', 'error', 'an integral'],
    ['u', 'sin(q)', 'error', '"q"'],
  ])('%s = %s is told: %s', (field, text, severity, part) => {
    const { problems } = read({ reference: { kind: 'expression', fields: { [field]: text } } });
    expect(problems.map((problem) => problem.severity)).toContain(severity);
    expect(problems.map(({ message }) => message).join(' ')).toContain(part);
    expect(problems[0].path[0]).toBe('reference');
  });

  it('may use definitions, whose parameters are then used', () => {
    const definitions = { decay: 'exp(-rate*pi^2*t)', shape: 'sin(pi*x)', flux: 'nu*u_x' };
    const parameters = { nu: 0.1, rate: 'nu', width: 1 };
    const use = (u: string) =>
      read({ definitions, parameters, reference: { kind: 'expression', fields: { u } } });
    const { study, meaning, problems, doubts } = use('decay*shape*width');
    expect([...doubts, ...problems]).toEqual([]);
    const { u } = referenceSource(study, meaning, null)
      .ready({ ...meaning.parameters, rate: 0.3 })!
      .evaluate({ x: Float64Array.of(0.5), t: Float64Array.of(1) });
    expect(u[0]).toBeCloseTo(Math.exp(-0.3 * Math.PI ** 2), 14);
    expect(use('decay*shape').doubts.map(({ message }) => message)).toEqual([
      expect.stringContaining('"width" is not used'),
    ]);
    const [open] = use('1 + flux').problems;
    expect(open).toMatchObject({ path: ['reference', 'fields', 'u'], span: { start: 4, end: 8 } });
    expect(open.message).toContain('the field u');
    expect(use('v*0').problems[0].severity).toBe('error');
  });

  it('with polar angles is checked like any other', () => {
    const corner = (power: string) =>
      read({
        coordinates: { x: [-1, 1], y: [-1, 1] },
        equations: ['laplacian(u) = 0'],
        conditions: [{ on: 'y = 1', require: 'u = exact' }],
        definitions: {
          r: 'sqrt(x^2 + y^2)',
          angle: 'if(y >= 0, acos(x/r), 2*pi - acos(x/r))',
          exact: `r^(${power})*sin(2/3*angle)`,
        },
        parameters: {},
        reference: { kind: 'expression', fields: { u: 'exact' } },
      }).problems.map(({ severity }) => severity);
    expect(corner('2/3')).toEqual([]);
    expect(corner('1/2')).toContain('warning');
  });

  it('may hold derivatives of what is known', () => {
    const { study, meaning, problems } = read({
      definitions: { decay: 'exp(-nu*pi^2*t)' },
      reference: { kind: 'expression', fields: { u: '-d(decay*cos(pi*x), x)/pi' } },
    });
    expect(problems).toEqual([]);
    const { u } = referenceSource(study, meaning, null)
      .ready(meaning.parameters)!
      .evaluate({ x: Float64Array.of(0.5), t: Float64Array.of(1) });
    expect(u[0]).toBeCloseTo(Math.exp(-0.1 * Math.PI ** 2), 14);
  });

  it('names a parameter that there is none of', () => {
    const reference = { ...heat.reference, parameters: { mu: 1 } } as StudyDocument['reference'];
    expect(read({ reference }).problems[0].message).toContain('"mu"');
  });
});
