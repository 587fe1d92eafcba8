import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/import';
import { galleryEntry } from '../../../src/study';

const wanted = { x: 'x', u: 'velocity' };

function read(text: string) {
  const outcome = readTable(text, wanted);
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.message).join('\n'));
  return outcome.table;
}

function messages(text: string): string[] {
  const outcome = readTable(text, wanted);
  return outcome.ok ? [] : outcome.problems.map((problem) => problem.message);
}

describe('a table of numbers', () => {
  it.each([
    ['commas', 'x,velocity\n1,2\n-3e-1,+.5\n'],
    ['semicolons', 'x;velocity\n1;2\n-3e-1;+.5\n'],
    ['tabs', 'x\tvelocity\n1\t2\n-3e-1\t+.5\n'],
    ['carriage returns', 'x,velocity\r\n1,2\r\n-3e-1,+.5\r\n'],
    ['spaces', ' x , velocity \n 1 , 2 \n -3e-1 , +.5 \n'],
    ['quotes and a byte order mark', '\uFEFF"x","velocity"\n"1","2"\n"-3e-1","+.5"\n'],
    ['comments and empty rows', '# made by hand\nx,velocity\n\n1,2\n# more\n-3e-1,+.5\n\n'],
    ['other columns in another order', 'name,velocity,x\na,2,1\nb,+.5,-3e-1\n'],
  ])('is read with %s', (_what, text) => {
    const { columns, rows } = read(text);
    expect(rows).toBe(2);
    expect(columns).toEqual({ x: Float64Array.of(1, -0.3), u: Float64Array.of(2, 0.5) });
  });

  it('knows the rows of the file', () => {
    expect([...read('# made\nx,velocity\n\n1,2\n3,4\n').fileRows]).toEqual([4, 5]);
  });

  it('of the gallery is whole', () => {
    const entry = galleryEntry('burgers-data');
    const text = readFileSync(`assets/gallery/${entry?.dataFiles[0]}`, 'utf8');
    const [data] = entry?.study.data ?? [];
    const outcome = readTable(text, 'columns' in data ? data.columns : {});
    expect(outcome).toMatchObject({ ok: true, table: { rows: 400 } });
  });

  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['x,velocity\n', 'no row of numbers'],
    ['1,2\n3,4\n', 'first row holds numbers; put the headings x and velocity'],
    ['x,velocty\n1,2\n', 'no column "velocity". Did you mean "velocty"?'],
    ['x,w\n1,2\n', 'Its headings are "x" and "w"'],
    ['x,x,velocity\n1,2,3\n', '"x" stands above two columns'],
    ['x,velocity\n1,\n', 'Row 2, column "velocity" is empty'],
    ['x,velocity\n1\n', 'Row 2, column "velocity" is empty'],
    ['x,velocity\n1,NaN\n', 'Row 2, column "velocity" is NaN'],
    ['x,velocity\n1,-inf\n', 'is -inf, which is no measured value'],
    ['# c\n\nx,velocity\n1,2\n1,abc\n', 'Row 5, column "velocity" is "abc", which is not a number'],
    ['x;velocity\n1;0,5\n', 'decimal point'],
    ['x,velocity\n1,0x10\n', 'not a number'],
    ['x,velocity\n1,1e999\n', 'too large'],
    ['x,velocity\n1,"2\n', 'double quote'],
  ])('is refused in a sentence: %j', (text, part) => {
    expect(messages(text).join('\n')).toContain(part);
  });

  it('reports every bad cell, but not without end', () => {
    expect(messages('x,velocity\na,b\n1,2\nc,3\n')).toHaveLength(3);
    const many = messages(`x,velocity\n${'a,1\n'.repeat(100)}`);
    expect(many).toHaveLength(21);
    expect(many[20]).toContain('80 more problems');
  });

  it('may have bad cells in columns that are not wanted', () => {
    expect(read('x,velocity,note\n1,2,NaN\n').rows).toBe(1);
  });
});
