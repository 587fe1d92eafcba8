import { describe, expect, it } from 'vitest';
import { columnFilter } from '../../../src/lab/column-filter';
import { parseFilter, type CellValue } from '../../../src/lab/run-filter';

/** Whether a run with this value in the column is seen. */
function sees(column: string, text: string, value: CellValue): boolean {
  const parsed = parseFilter(columnFilter(column, text));
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.filter({ value: (name) => (name === column ? value : undefined), text: '' });
}

describe('the filter of a column', () => {
  it('compares numbers, alone, in a range or by signs', () => {
    const seen = (text: string) => [1, 2, 5, 10, 50].filter((value) => sees('network.width', text, value));
    expect(seen('5')).toEqual([5]);
    expect(seen('2..10')).toEqual([2, 5, 10]);
    expect(seen('>= 2 <10')).toEqual([2, 5]);
    expect(seen('!= 5')).toEqual([1, 2, 10, 50]);
    expect(seen('')).toHaveLength(5);
    expect(sees('loss', '< 1e-6', 1e-7)).toBe(true);
    expect(sees('loss', '1e-8..1e-6', 1e-5)).toBe(false);
    expect(sees('loss', '< 1e-6', null)).toBe(false);
  });

  it('looks for words, and for numbers in texts', () => {
    expect(sees('title', 'burg', 'Viscous Burgers equation')).toBe(true);
    expect(sees('title', '3', 'Case 3')).toBe(true);
    expect(sees('tag', 'paper', ['draft', 'paper 2'])).toBe(true);
    expect(sees('tag', '= paper', ['draft', 'paper 2'])).toBe(false);
    expect(sees('network.kind', 'pirate', 'pirate')).toBe(true);
    expect(sees('title', '"a < b"', 'where a < b')).toBe(true);
    expect(sees('title', '~ "self-scaled Broyden"', 'with self-scaled broyden')).toBe(true);
  });

  it('takes a day of times as a whole', () => {
    const at = (hour: number) => new Date(2026, 10, 23, hour, 30).getTime() / 1000;
    expect(sees('started', '2026-11-23', at(0))).toBe(true);
    expect(sees('started', '2026-11-23', at(23))).toBe(true);
    expect(sees('started', '2026-11-23', at(24))).toBe(false);
    expect(sees('started', '> 2026-11-23', at(12))).toBe(false);
    expect(sees('started', '>= 2026-11-23', at(1))).toBe(true);
    expect(sees('started', '< 2026-11-23', at(1))).toBe(false);
  });

  it('takes any text without an error', () => {
    for (const text of ['"', '<', '(', 'a"b', '.. 5', '= =', '1..', 'not or'])
      expect(parseFilter(columnFilter('title', text)).ok).toBe(true);
  });
});
