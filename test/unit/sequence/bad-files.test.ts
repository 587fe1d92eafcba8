import { mkdtempSync, openSync, ftruncateSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/lab/check';
import { sequenceStudy } from '../../support/sequences';

describe('files that can’t be learned from', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'collocate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(path.join(folder, name), content);
  /** The sentences on a source that reads a file. */
  async function sentences(source: object, changes: object = {}): Promise<string> {
    const { problems } = await checkDocument(sequenceStudy({ source, ...changes }), folder);
    return problems.map(({ message }) => message).join(' ');
  }

  it('1 GiB is refused unread', async () => {
    for (const name of ['large.txt', 'large.csv']) {
      const handle = openSync(path.join(folder, name), 'w');
      ftruncateSync(handle, 2 ** 30);
      closeSync(handle);
    }
    const before = process.memoryUsage().rss;
    expect(await sentences({ kind: 'text', file: 'large.txt' })).toMatch(
      /"large\.txt" has 1024 MiB, and 32 are read at most\. Give a part of it\./,
    );
    expect(await sentences({ kind: 'series', file: 'large.csv', columns: ['x'] })).toMatch(
      /"large\.csv" has 1024 MiB, and 128 are read at most/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });

  it('empty, of one symbol, binary, short: a sentence each', async () => {
    const of = (name: string, content: string | Uint8Array) => {
      write(name, content);
      return sentences({ kind: 'text', file: name });
    };
    expect(await of('empty.txt', '')).toMatch(/empty\.txt is empty\. Give a file with text in it\./);
    expect(await of('same.txt', 'é'.repeat(3000))).toMatch(/holds one symbol only/);
    expect(
      await of(
        'binary.txt',
        Uint8Array.from({ length: 5000 }, (_, k) => k),
      ),
    ).toMatch(/is not a text/);
    expect(await of('short.txt', 'ab'.repeat(30))).toMatch(/has 60 elements; at least 100/);
    expect(await of('fine.txt', 'abc '.repeat(100))).toMatch(/window of 64 elements does not fit/);
    expect(await sentences({ kind: 'text', file: 'fine.txt' }, { training: { window: 32 } })).toBe('');
  });

  it('tables without enough rows, or without what is asked for', async () => {
    write('short.csv', `x\n${'1\n'.repeat(50)}`);
    expect(await sentences({ kind: 'series', file: 'short.csv', columns: ['x'] })).toMatch(
      /has 50 elements; at least 100/,
    );
    expect(await sentences({ kind: 'series', file: 'short.csv', columns: ['y'] })).toMatch(/y/);
    write('uneven.csv', 't,u\n0,1\n0,2\n1,3\n2,4\n');
    expect(await sentences({ kind: 'frames', file: 'uneven.csv', time: 't', fields: ['u'] })).toMatch(
      /uneven\.csv: It has 1 rows for time 1, but 2 for time 0/,
    );
  });

  it('frames come from a table of a result, whose rows may stand in any order', async () => {
    const times = Array.from({ length: 300 }, (_, k) => k);
    const rows = [0, 1].flatMap((x) => times.map((t) => `${x},${t},${Math.sin(x + t / 9)}`));
    write('frames.csv', `x,t,u\n${rows.join('\n')}\n`);
    const source = { kind: 'frames', file: 'frames.csv', time: 't', fields: ['u'] };
    const model = { kind: 'gru' };
    expect(await sentences(source, { model, training: { window: 16 } })).toBe('');
    expect(await sentences(source, { model, training: { window: 64 } })).toMatch(
      /window of 64 elements does not fit into the shortest part, which has 30/,
    );
  });

  it('a study of equations that is not there', async () => {
    const source = { kind: 'solution', fields: ['u'] };
    expect(await sentences({ ...source, study: 'none.json' })).toMatch(/"none\.json" is not in/);
    expect(await sentences({ ...source, study: 'gallery:none' })).toMatch(
      /no study of equations of the gallery/,
    );
    write('broken.json', '{"collocate": 1,');
    expect(await sentences({ ...source, study: 'broken.json' })).toMatch(/broken\.json is no study/);
  });
});
