import { describe, expect, it } from 'vitest';
import { readStudy } from '../../../src/language';
import { Measures } from '../../../src/pde/measures';
import { domainOf } from '../../../src/pde/domain';
import { parseStudy, type StudyDocument } from '../../../src/study';

type Measure = NonNullable<StudyDocument['measures']>[number];

function read(measures: Measure[], changes: Partial<StudyDocument> = {}) {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, '2*pi'], y: [-1, 2], t: [0, 1] },
    fields: ['u'],
    equations: ['u_t = u_xx + u_yy'],
    conditions: [{ require: 'u(x=0) = u(x=2*pi)' }, { on: 't = 0', require: 'u = 0' }],
    measures,
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return readStudy(parsed.study);
}

/** Measures of functions given in place of the expressions. */
function taken(
  measures: Measure[],
  functions: Readonly<Record<string, (point: Record<string, number>) => number>>,
  changes: Partial<StudyDocument> = {},
): Record<string, number> {
  const { meaning, problems } = read(measures, changes);
  if (!meaning) throw new Error(problems[0].message);
  const domain = meaning.geometry ? domainOf(meaning.geometry, meaning.box, {}) : null;
  return new Measures(meaning, { domain, parts: [] }).values((points, texts) => {
    const names = Object.keys(points);
    const count = points[names[0]].length;
    const column = (text: string) =>
      Float64Array.from({ length: count }, (_, i) =>
        functions[text](Object.fromEntries(names.map((name) => [name, points[name][i]]))),
      );
    return Object.fromEntries(texts.map((text) => [text, column(text)]));
  });
}

describe('measures', () => {
  it('integrate waves and polynomials exactly, over the domain and on a side', () => {
    const wave = ({ x, y, t }: Record<string, number>) => Math.cos(3 * x) ** 2 * y ** 4 * (1 + t ** 3);
    const found = taken(
      [
        { name: 'all', of: 'u', by: 'integral' },
        { name: 'end', of: 'u', by: 'integral', on: 't = 1' },
        { name: 'average', of: 'u', by: 'mean', on: 't = 1' },
      ],
      { u: wave },
    );
    const slice = (Math.PI * (2 ** 5 + 1)) / 5;
    expect(found['all']).toBeCloseTo(slice * 1.25, 10);
    expect(found['end']).toBeCloseTo(slice * 2, 10);
    expect(found['average']).toBeCloseTo((slice * 2) / (6 * Math.PI), 10);
  });

  it('take the root mean square and the largest absolute value', () => {
    const found = taken(
      [
        { name: 'rms', of: 'u' },
        { name: 'largest', of: 'u_x', by: 'max' },
      ],
      { u: ({ x }) => Math.sin(x), u_x: ({ x }) => (x === 0 ? -7 : Math.cos(x)) },
    );
    expect(found['rms']).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found['largest']).toBe(7);
  });

  it('leave out what lies outside a region', () => {
    const found = taken(
      [{ name: 'area', of: 'u', by: 'integral', on: 't = 0' }],
      { u: ({ x, y }) => (Math.hypot(x, y) > 0.5 ? NaN : 1) },
      {
        coordinates: { x: [-1, 1], y: [-1, 1], t: [0, 1] },
        conditions: [{ on: 't = 0', require: 'u = 0' }],
        geometry: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 },
      },
    );
    expect(found['area'] / (Math.PI / 4)).toBeCloseTo(1, 1);
  });

  it('are refused with the place of what is wrong', () => {
    const { problems } = read([
      { name: 'a', of: 'u + q' },
      { name: 'a', of: 'u', on: 'x = 1' },
      { name: 'b', of: 'grad(u)' },
    ]);
    const told = problems.filter(({ severity }) => severity === 'error');
    expect(told.map(({ path }) => path.join('.'))).toEqual([
      'measures.0.of',
      'measures.1.name',
      'measures.1.on',
      'measures.2.of',
    ]);
  });
});
