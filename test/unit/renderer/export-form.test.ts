import { describe, expect, it } from 'vitest';
import { readForm, type ExportForm } from '../../../renderer/export/wish';
import { requests } from '../../../src/lab/protocol';

const form: ExportForm = {
  format: 'netcdf',
  place: 'grid',
  counts: { x: 5, y: 7, t: 3 },
  held: '',
  times: '',
  from: '',
  to: '',
  linePoints: 100,
  points: null,
  quantities: '',
  derivatives: '0',
  width: 85,
  height: '64',
};

/** What the lab makes of it. */
function taken(part: Partial<ExportForm>) {
  const { wish, problems } = readForm({ ...form, ...part });
  if (wish === undefined) return problems;
  const request = requests['run.export'].safeParse({ ...wish, run: 'a', path: 'b' });
  expect(request.error).toBeUndefined();
  return wish;
}

describe('the export form', () => {
  it('asks for the size of a figure in millimetres', () => {
    expect(taken({ format: 'svg' })).toMatchObject({ format: 'svg', size: { width: 85, height: 64 } });
    expect(taken({ format: 'svg', width: 20, height: '' })).toEqual({
      width: 'Give millimetres from 30 to 1000.',
      height: 'Give millimetres from 30 to 1000.',
    });
  });

  it('asks for points that were read, and says what is wrong with their file', () => {
    const read = { name: 'points 1', count: 3, headings: ['x', 'y', 't'], problems: [] };
    const places = { format: 'csv', place: 'points' } as const;
    expect(taken({ ...places, points: read })).toEqual({ format: 'csv', pointsRead: 'points 1' });
    expect(taken(places)).toEqual({ points: 'Choose a table with a column for each coordinate.' });
    const bad = { ...read, name: null, problems: ['There is no column "t".'] };
    expect(taken({ ...places, points: bad })).toEqual({ points: 'There is no column "t".' });
  });

  it('asks for a grid, held coordinates, times and quantities', () => {
    expect(taken({})).toEqual({ format: 'netcdf', counts: [5, 7, 3] });
    expect(taken({ held: 'y=0.5', times: '0, 1', quantities: 'u, d(u^2, x)' })).toEqual({
      format: 'netcdf',
      counts: [5, 1, 3],
      held: { y: 0.5 },
      times: [0, 1],
      quantities: ['u', 'd(u^2, x)'],
    });
  });

  it('asks for a line, and for the outputs of a network', () => {
    expect(taken({ place: 'line', from: 'x=0,y=0', to: 'x=1, y=1' })).toEqual({
      format: 'netcdf',
      line: { from: { x: 0, y: 0 }, to: { x: 1, y: 1 }, count: 100 },
    });
    expect(taken({ format: 'onnx', derivatives: '2' })).toEqual({ format: 'onnx', derivatives: 2 });
    expect(taken({ format: 'tensorboard', quantities: 'u' })).toEqual({ format: 'tensorboard' });
  });

  it('says which row is wrong', () => {
    expect(taken({ counts: { x: 5, y: 'many', t: 3 } })).toEqual({
      counts: 'Give whole numbers from 1 to 4096.',
    });
    expect(taken({ held: 'y', times: '0,,1' })).toMatchObject({
      held: expect.stringMatching(/such as z=0.5/),
      times: expect.stringMatching(/between commas/),
    });
    expect(taken({ place: 'line', from: 'x=0', to: '' })).toMatchObject({
      to: expect.stringMatching(/each coordinate/),
    });
  });
});
