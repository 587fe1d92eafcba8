import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/lab/run-filter';
import { filterRuns, sortRuns, type TableRun } from '../../../src/lab/run-table';
import type { RunSummary } from '../../../src/lab/protocol';

function tableRun(changes: Partial<RunSummary>, settings: TableRun['settings'] = {}): TableRun {
  const summary: RunSummary = {
    run: 'r',
    title: 'A parabola',
    state: 'finished',
    step: 100,
    totalSteps: 100,
    loss: 1e-3,
    errors: {},
    metrics: {},
    startedAt: 0,
    seconds: 10,
    tags: [],
    notes: '',
    archived: false,
    sweep: null,
    seed: 0,
    precision: 'float64',
    threads: 1,
    device: 'test',
    parameterCount: 10,
    ...changes,
  };
  return { summary, settings };
}

const runs = [
  tableRun({ run: 'a', loss: 1e-7, errors: { u: 1e-4, v: 2e-4 }, tags: ['paper'] }, { 'network.width': 20 }),
  tableRun({ run: 'b', loss: NaN, errors: { u: 1e-2 }, precision: 'float32' }, { 'network.width': 40 }),
  tableRun({ run: 'c', loss: null, title: 'Heat (rod)', notes: 'too stiff', tags: ['draft', 'paper'] }),
];

function found(text: string): string {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return filterRuns(runs, parsed.filter)
    .map(({ summary }) => summary.run)
    .join('');
}

describe('filter of the table of runs', () => {
  it('compares columns, errors, measures and settings, and finds words', () => {
    expect(found('')).toBe('abc');
    expect(found('loss < 1e-6')).toBe('a');
    expect(found('"error u" >= 1e-2')).toBe('b');
    expect(found('error<=2e-4')).toBe('a');
    expect(found('network.width > 20')).toBe('b');
    expect(found('tag = paper')).toBe('ac');
    expect(found('tag = paper and not tag = draft')).toBe('a');
    expect(found('precision = float32 or stiff')).toBe('bc');
    expect(found('title ~ "(rod)"')).toBe('c');
    expect(found('PARABOLA (precision = float64 or loss < 1)')).toBe('a');
  });

  it('takes a run without a value as unequal, and as neither above nor below', () => {
    expect(found('network.width != 20')).toBe('bc');
    expect(found('network.width < 1e9')).toBe('ab');
    expect(found('loss < 1e9')).toBe('a');
    expect(found('loss >= 0')).toBe('a');
  });

  it('says what is wrong, and where', () => {
    const wrong = (text: string) => {
      const parsed = parseFilter(text);
      return parsed.ok ? null : [parsed.message, parsed.at];
    };
    expect(wrong('loss <')).toEqual(['A value is expected after loss <.', 6]);
    expect(wrong('(loss < 1')).toEqual(['A parenthesis is not closed.', 0]);
    expect(wrong('a )')).toEqual(['")" can\'t stand here.', 2]);
    expect(wrong('"open')).toEqual(['A quotation mark is not closed.', 0]);
    expect(wrong('a and')?.[0]).toMatch(/expected here/);
    expect(wrong('= 5')?.[0]).toMatch(/can't stand here/);
    expect(wrong('! a')?.[0]).toMatch(/can't stand here/);
  });
});

describe('order of the table of runs', () => {
  const order = (column: string, descending: boolean) =>
    sortRuns(runs, column, descending)
      .map(({ summary }) => summary.run)
      .join('');

  it('puts runs without a value last in both directions', () => {
    expect(order('network.width', false)).toBe('abc');
    expect(order('network.width', true)).toBe('bac');
    expect(order('loss', true)).toBe('abc');
    expect(order('title', false)).toBe('abc');
    expect(order('title', true)).toBe('cab');
  });
});
