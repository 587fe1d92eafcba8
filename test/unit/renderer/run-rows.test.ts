import { describe, expect, it } from 'vitest';
import { axisScale, dots, lines, varyingColumns } from '../../../renderer/runs/chart';
import { joinSettings, knownColumns, neededSettings, rowsOf } from '../../../renderer/runs/rows';
import { usualArrangement } from '../../../renderer/state/table';
import type { RunSummary } from '../../../src/lab/protocol';

function summary(run: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ run, title: 'A parabola', state: 'finished', step: 100, totalSteps: 100, loss: 1e-3, errors: {} },
    ...{ metrics: {}, startedAt: 0, seconds: 10, tags: [], notes: '', archived: false, sweep: null, seed: 0 },
    ...{ precision: 'float64', threads: 1, device: 'test', parameterCount: 10 },
    ...changes,
  };
}

const summaries = [
  summary('a', { loss: 1e-6, title: 'Rod', startedAt: 1 }),
  summary('b', { loss: 1e-2, startedAt: 2 }),
  summary('c', { loss: null, startedAt: 3 }),
  summary('d', { archived: true, startedAt: 4 }),
];
const settings = {
  runs: ['a', 'b', 'd'],
  paths: ['network.width', 'seed'],
  values: { 'network.width': [10, 20, 30] },
};
const all = joinSettings(summaries, settings);

describe('rows of the table of runs', () => {
  it('are those in sight, sorted, with their settings', () => {
    const known = knownColumns(summaries, settings);
    const names = (changes: object) =>
      rowsOf(all, { ...usualArrangement, ...changes }, known)
        .runs.map((run) => run.summary.run)
        .join('');
    expect(names({})).toBe('cba');
    expect(names({ archived: true })).toBe('dcba');
    expect(names({ filter: 'network.width > 10', archived: true })).toBe('db');
    expect(rowsOf(all, { ...usualArrangement, filter: 'width > 1' }, known).problem).toMatch(
      /no column|No run has/,
    );
  });

  it('stand together by the values of a column', () => {
    const { rows, runs } = rowsOf(all, { ...usualArrangement, group: 'title' }, []);
    expect(
      rows.map((row) => (row.kind === 'group' ? `${row.text} ${row.count}` : row.run.summary.run)),
    ).toEqual([...['A parabola 2', 'c', 'b'], ...['Rod 1', 'a']]);
    expect(runs).toHaveLength(3);
  });

  it('ask for the settings that they show, sort, group or filter by', () => {
    const arrangement = {
      ...usualArrangement,
      columns: ['title', 'p'],
      sort: 'q',
      group: 'r',
      filter: 's = 1',
    };
    expect(neededSettings(arrangement, summaries)).toEqual(['p', 'q', 'r', 's']);
    expect(neededSettings(usualArrangement, summaries)).toEqual([]);
  });
});

describe('charts of runs', () => {
  it('take a logarithmic axis for numbers that span powers of ten', () => {
    const loss = axisScale(all, 'loss');
    expect(loss).toMatchObject({ low: 1e-6, high: 1e-2, logarithmic: true });
    expect(all.map((run) => loss.place(run)).slice(0, 3)).toEqual([0, 1, null]);
    const width = axisScale(all, 'network.width');
    expect(width.logarithmic).toBe(false);
    expect(all.map((run) => width.place(run))).toEqual([0, 0.5, null, 1]);
    expect(varyingColumns(all, ['started', 'title', 'loss', 'seed', 'network.width'])).toEqual([
      'loss',
      'network.width',
    ]);
  });

  it('draw a dot or a line for each run that has values', () => {
    const [x, y] = [axisScale(all, 'network.width'), axisScale(all, 'loss')];
    const size = { width: 100, height: 10 };
    expect(dots(all.slice(0, 3), x, y, size)).toBe('M0.0 10.0h0M50.0 0.0h0');
    expect(lines(all.slice(0, 3), [x, y, x], size)).toBe(
      'M0.0 10.0L50.0 10.0L100.0 10.0M0.0 5.0L50.0 0.0L100.0 5.0',
    );
  });
});
