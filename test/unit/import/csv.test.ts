import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { npzBytes } from '../../../src/export/npz';
import { previewOf, readTable } from '../../../src/import';
import { Rows } from '../../../src/import/rows';
import { galleryEntry } from '../../../src/study';
import { generator } from '../../support/random';

const wanted = { x: 'x', u: 'velocity' };

async function read(text: string) {
  const outcome = await readTable(text, wanted);
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.message).join('\n'));
  return outcome.table;
}

async function messages(text: string): Promise<string[]> {
  const outcome = await readTable(text, wanted);
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
    ['spaces alone', 'x velocity\n  1   2\n-3e-1\t+.5  \n'],
    ['headings in a comment, as NumPy writes them', '# x velocity\n1 2\n-3e-1 +.5\n'],
    ['headings in a comment, as COMSOL writes them', '% made\n% x,velocity\n1,2\n-3e-1,+.5\n'],
    ['decimal commas', 'x;velocity\n1,0;2\n-3e-1;+,5\n'],
    ['other columns in another order', 'name,velocity,x\na,2,1\nb,+.5,-3e-1\n'],
  ])('is read with %s', async (_what, text) => {
    const { columns, rows } = await read(text);
    expect(rows).toBe(2);
    expect(columns).toEqual({ x: Float64Array.of(1, -0.3), u: Float64Array.of(2, 0.5) });
  });

  it('knows the rows of the file', async () => {
    expect([...(await read('# made\nx,velocity\n\n1,2\n3,4\n')).fileRows]).toEqual([4, 5]);
  });

  it('of the gallery is whole', async () => {
    const entry = galleryEntry('burgers-data');
    const text = readFileSync(`assets/gallery/${entry?.dataFiles[0]}`, 'utf8');
    const [data] = entry?.study.data ?? [];
    const outcome = await readTable(text, 'columns' in data ? data.columns : {});
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
    ['x;velocity\n1.5;0,5\n', 'decimal point'],
    ['x,velocity\n1,0x10\n', 'not a number'],
    ['x,velocity\n1,1e999\n', 'too large'],
    ['x,velocity\n1,"2\n', 'double quote'],
  ])('is refused in a sentence: %j', async (text, part) => {
    expect((await messages(text)).join('\n')).toContain(part);
  });

  it('reports every bad cell, but not without end', async () => {
    expect(await messages('x,velocity\na,b\n1,2\nc,3\n')).toHaveLength(3);
    const many = await messages(`x,velocity\n${'a,1\n'.repeat(100)}`);
    expect(many).toHaveLength(21);
    expect(many[20]).toContain('80 more problems');
  });

  it('may have bad cells in columns that are not wanted', async () => {
    expect((await read('x,velocity,note\n1,2,NaN\n')).rows).toBe(1);
  });
});

/** A text with rows of cells, some of them in quotes, that hold anything. */
function randomTable(next: () => number, newline: string): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const plain = () => pick(['1', ' 2 ', '', '-3e4', 'a b', '.5', '\t']);
  const quoted = () => `"${pick(['1', 'a,b', 'a\nb', 'say ""so""', '', ' 2 '])}"`;
  const cell = () => (next() < 0.3 ? quoted() : plain());
  const row = () => Array.from({ length: 1 + Math.floor(next() * 4) }, cell).join(',');
  return Array.from({ length: 1 + Math.floor(next() * 6) }, row).join(newline) + pick(['', newline]);
}

describe('rows of a text', () => {
  it('are those of another reader', () => {
    const next = generator(7);
    for (let trial = 0; trial < 2000; trial++) {
      const newline = trial % 2 === 0 ? '\n' : '\r\n';
      const text = randomTable(next, newline);
      if (text === '') continue;
      const expected = Papa.parse<string[]>(text, {
        delimiter: ',',
        newline,
      });
      const rows = new Rows(text, ',');
      const found: string[][] = [];
      while (rows.next()) found.push(Array.from({ length: rows.count }, (_, k) => rows.cell(k)));
      expect(found, JSON.stringify(text)).toEqual(
        expected.data.map((cells) => cells.map((cell) => cell.trim())),
      );
    }
  });
});

describe('a preview', () => {
  it('shows headings and first numbers of tables and archives', async () => {
    const shown = async (file: string, text: string) => {
      const { arrays } = await previewOf(file, text, {});
      return arrays.map(({ name, first }) => [name, ...first]);
    };
    const text = '# made\n\n"x";u; t \n1;2,5;3\n4;;6\n';
    expect(await shown('a.csv', text)).toEqual([
      ['x', 1, 4],
      ['u', 2.5, NaN],
      ['t', 3, 6],
    ]);
    expect(await shown('a.csv', '')).toEqual([]);
    const bytes = npzBytes({ x: { data: Float64Array.of(1), shape: [1] } });
    expect(await shown('a.npz', Buffer.from(bytes).toString('latin1'))).toEqual([['x', 1]]);
    expect(await previewOf('a.npz', 'no archive', {})).toMatchObject({
      arrays: [],
      problem: expect.stringContaining('not a .npz file'),
    });
  });
});

describe('a long table', () => {
  it('is read while others are answered', async () => {
    const text = `x,velocity\n${'0.123456789012,-1.5e-3\n'.repeat(400_000)}`;
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const { rows, columns } = await read(text);
    clearInterval(timer);
    expect(rows).toBe(400_000);
    expect(columns.u[399_999]).toBe(-1.5e-3);
    expect(turns).toBeGreaterThan(0);
  });
});
