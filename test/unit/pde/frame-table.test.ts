import { describe, expect, it } from 'vitest';
import { frameTable } from '../../../src/pde';
import { solutionFrames, studyOf } from '../../../src/lab/solution-frames';
import { sourceOf } from '../../../src/sequence/sources';
import { framesOf } from '../../../src/sequence/sources/frames';
import type { NumberSequences } from '../../../src/sequence/sequences';
import { readTable } from '../../../src/import';
import { frameTime, framesName, parseStudy, type Study } from '../../../src/study';
import { sequenceStudy } from '../../support/sequences';

function equations(changes: object = {}): Study {
  const parsed = parseStudy({
    collocate: 1,
    title: 'A travelling wave',
    coordinates: { x: [0, 2], t: [0, 1] },
    fields: ['u', 'v'],
    equations: ['u_t + u_x = 0', 'v_t = u_x'],
    conditions: [{ on: 't = 0', require: 'u = sin(x)' }],
    reference: { kind: 'expression', fields: { u: 'sin(x - t)', v: 't + 10*x' } },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

const options = { cache: null, progress: () => undefined };
const request = { fields: ['u', 'v'], points: 4, interval: 0.5, count: 5 };

async function columnsOf(text: string, names: readonly string[]) {
  const read = await readTable(text, Object.fromEntries(names.map((name) => [name, name])));
  if (!read.ok) throw new Error(read.problems[0].message);
  return read.table.columns;
}

describe('frames of a solution', () => {
  it('are the reference in the middles of cells, beyond the range of time too', async () => {
    const text = await frameTable(equations(), request, options);
    const found = framesOf(await columnsOf(text, [frameTime, 'u', 'v']));
    if (typeof found === 'string') throw new Error(found);
    expect(found.names).toEqual(['u 1', 'u 2', 'u 3', 'u 4', 'v 1', 'v 2', 'v 3', 'v 4']);
    expect(found.interval).toBeCloseTo(0.5, 12);
    for (let frame = 0; frame < 5; frame++)
      for (let place = 0; place < 4; place++) {
        const [t, x] = [frame / 2, (place + 0.5) / 2];
        expect(found.values[8 * frame + place]).toBeCloseTo(Math.sin(x - t), 12);
        expect(found.values[8 * frame + 4 + place]).toBeCloseTo(t + 10 * x, 12);
      }
  });

  it('are refused with a sentence where there are none', async () => {
    await expect(frameTable(equations(), { ...request, fields: ['w'] }, options)).rejects.toThrow(
      /has no field "w"; it has u, v/,
    );
    await expect(frameTable(equations({ reference: { kind: 'none' } }), request, options)).rejects.toThrow(
      /frames are to be taken from the reference/,
    );
    expect(studyOf('gallery:nothing', {})).toMatch(/no study of equations of the gallery/);
    expect(studyOf('a.json', { 'a.json': '{"collocate": 1, "lab": "sequence"}' })).toMatch(/is no study/);
  });

  it('a study of the gallery becomes a series of its frames', async () => {
    const study = sequenceStudy({
      source: {
        kind: 'solution',
        study: 'gallery:burgers',
        fields: ['u'],
        points: 8,
        interval: 0.004,
        length: 120,
      },
      model: { kind: 'gru' },
    });
    const tables = await solutionFrames(study, {}, () => undefined);
    const columns = await columnsOf(tables[framesName], [frameTime, 'u']);
    const data = sourceOf(study, { columns }).sequences as NumberSequences;
    expect(data.inputNames).toHaveLength(8);
    expect(data.places).toBe(119);
    const { mean, deviation } = data.series!;
    // u(x, 0) = −sin πx
    for (let k = 0; k < 8; k++)
      expect(data.inputs[k] * deviation[k] + mean[k]).toBeCloseTo(
        -Math.sin(Math.PI * (-1 + (k + 0.5) / 4)),
        8,
      );
  });
});

describe('frames of a table', () => {
  it('take rows in any order of time and place', () => {
    // places outside, times inside: as a grid with the axes x, t is written
    const found = framesOf({
      [frameTime]: Float64Array.of(0, 1, 2, 0, 1, 2),
      u: Float64Array.of(10, 11, 12, 20, 21, 22),
    });
    expect(typeof found === 'string' ? found : [...found.values]).toEqual([10, 20, 11, 21, 12, 22]);
  });

  it('tell what keeps rows from being frames', () => {
    const of = (...times: number[]) =>
      framesOf({ [frameTime]: Float64Array.from(times), u: new Float64Array(times.length) });
    expect(of(0, 1)).toMatch(/2 different times; at least 3/);
    expect(of(0, 0, 1, 1, 2)).toMatch(/has 1 rows for time 2, but 2 for time 0/);
    expect(of(0, 0, 1, 2, 2, 3)).toMatch(/has 1 rows for time 1/);
    expect(of(0, 1, 3)).toMatch(/not equally spaced: 0 is followed by 1/);
  });
});
