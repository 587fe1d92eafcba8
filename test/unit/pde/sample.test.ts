import { describe, expect, it } from 'vitest';
import { sampleTables } from '../../../src/pde';
import { checkReference } from '../../../src/pde/reference';
import { readStudy } from '../../../src/language';
import { readData } from '../../../src/import';
import { rootMeanSquare } from '../../../src/field';
import { parseStudy, studyFiles, type Study, type StudyDocument } from '../../../src/study';

function studyOf(data: StudyDocument['data'], changes: Partial<StudyDocument> = {}): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 2], t: [0, 1] },
    fields: ['u', 'v'],
    parameters: { k: 3 },
    equations: ['u_t = v_x', 'v_t = u_x'],
    reference: { kind: 'expression', fields: { u: 'sin(k*x)*cos(k*t)', v: 'cos(k*x)*sin(k*t)' } },
    data,
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

async function columnsOf(study: Study): Promise<Record<string, Float64Array>[]> {
  const tables = await sampleTables(study, { cache: null, progress: () => undefined });
  const columns: Record<string, Float64Array>[] = [];
  for (const { file, table } of studyFiles(study)) {
    const read = await readData(file, tables[file], table!);
    if (!read.ok) throw new Error(read.problems[0].message);
    columns.push(read.table.columns);
  }
  return columns;
}

const u = (x: number, t: number) => Math.sin(3 * x) * Math.cos(3 * t);
const v = (x: number, t: number) => Math.cos(3 * x) * Math.sin(3 * t);
const messages = (study: Study) => {
  const { meaning, problems } = readStudy(study);
  const all = [...problems, ...(meaning ? checkReference(study, meaning) : [])];
  return all
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('data of the reference', () => {
  it('are its values at points spread over the box', async () => {
    const [columns] = await columnsOf(studyOf([{ from: 'reference', points: 4000 }]));
    const { x, t } = columns;
    expect(Object.keys(columns)).toEqual(['x', 't', 'u', 'v']);
    expect(x).toHaveLength(4000);
    columns.u.forEach((value, i) => expect(value).toBeCloseTo(u(x[i], t[i]), 12));
    columns.v.forEach((value, i) => expect(value).toBeCloseTo(v(x[i], t[i]), 12));
    // Each tenth of either range has its share, within five standard deviations.
    for (const [column, width] of [
      [x, 2],
      [t, 1],
    ] as const)
      for (let k = 0; k < 10; k++) {
        const inside = column.filter((value) => Math.floor((10 * value) / width) === k).length;
        expect(Math.abs(inside - 400)).toBeLessThan(5 * Math.sqrt(4000 * 0.1 * 0.9));
      }
  });

  it('have normal noise of the share that is asked for, of each field its own', async () => {
    const [columns] = await columnsOf(studyOf([{ from: 'reference', points: 20_000, noise: 0.1 }]));
    const { x, t } = columns;
    const exact = { u: x.map((at, i) => u(at, t[i])), v: x.map((at, i) => v(at, t[i])) };
    const errors = (['u', 'v'] as const).map((name) => {
      const size = rootMeanSquare(exact[name]);
      return columns[name].map((value, i) => (value - exact[name][i]) / size);
    });
    for (const own of errors) {
      expect(rootMeanSquare(own)).toBeCloseTo(0.1, 2);
      expect(own.filter((value) => Math.abs(value) < 0.1).length / own.length).toBeCloseTo(0.6827, 1);
    }
    const product = errors[0].map((value, i) => value * errors[1][i]);
    expect(Math.abs(product.reduce((sum, value) => sum + value, 0) / product.length)).toBeLessThan(5e-4);
  });

  it('follow from their seed, which is the study’s where they have none', async () => {
    const first = async (seed: number, own?: number, index = 0) =>
      (
        await columnsOf(
          studyOf(
            [0, 1].map(() => ({ from: 'reference', points: 3, noise: 1, seed: own })),
            { seed },
          ),
        )
      )[index];
    expect(await first(1)).toEqual(await first(1));
    expect(await first(1)).not.toEqual(await first(2));
    expect(await first(1, 5)).toEqual(await first(2, 5));
    expect(await first(1, 5)).not.toEqual(await first(1, 5, 1));
  });

  it('lie within the region, and hold the fields that are named', async () => {
    const study = studyOf([{ from: 'reference', points: 200, fields: ['v'] }], {
      geometry: { shape: 'box', ranges: { x: [0, 0.5] } },
    });
    const [columns] = await columnsOf(study);
    expect(Object.keys(columns)).toEqual(['x', 't', 'v']);
    expect(Math.max(...columns.x)).toBeLessThanOrEqual(0.5);
  });

  it('of a solver are those that it computes', async () => {
    const study = studyOf([{ from: 'reference', points: 50 }], {
      coordinates: { t: [0, 1] },
      fields: ['u'],
      equations: ['u_t = -k*u'],
      conditions: [{ on: 't = 0', require: 'u = 1' }],
      reference: { kind: 'solver' },
    });
    const [columns] = await columnsOf(study);
    columns.u.forEach((value, i) => expect(value).toBeCloseTo(Math.exp(-3 * columns.t[i]), 7));
  });

  it.each([
    [{ reference: { kind: 'none' } }, [{ from: 'reference' }], 'data.0.from: The study has no reference'],
    [
      {},
      [{ from: 'reference', fields: ['w'] }],
      'data.0.fields.0: The reference gives no "w". It gives u and v.',
    ],
    [{}, [{ from: 'reference', fields: ['u', 'u'] }], 'data.0.fields.1: "u" is measured already'],
    [
      { parameters: {}, unknowns: { k: { start: 1 } } },
      [{ from: 'reference' }],
      'reference: Data are taken from the reference, which depends on k; give the true value',
    ],
    [
      { reference: { kind: 'solver' }, coordinates: { x: [0, 1], y: [0, 1], z: [0, 1], t: [0, 1] } },
      [{ from: 'reference' }],
      'So no data can be taken from it.',
    ],
  ] as [Partial<StudyDocument>, StudyDocument['data'], string][])(
    'are refused with a sentence: %j',
    (changes, data, text) => {
      expect(messages(studyOf(data, changes)).join('\n')).toContain(text);
    },
  );

  it('are told apart from files by what they may say', () => {
    const problem = (entry: object) => {
      const parsed = parseStudy({ ...studyOf([]), data: [entry] });
      return parsed.ok ? '' : parsed.problems[0].message;
    };
    expect(problem({ from: 'reference', columns: {} })).toContain('has no setting named "columns"');
    expect(problem({ from: 'reference', columns: {} })).not.toContain('measured');
    expect(problem({ file: 'a.csv', columns: { u: 'u' }, points: 3 })).toContain(
      'has no setting named "points"',
    );
    expect(problem({ from: 'reverence' })).toMatch(/"reverence", which is not known.*"reference"/);
    expect(problem({ from: 'reference', points: 0 })).toContain('at least 1');
  });
});
