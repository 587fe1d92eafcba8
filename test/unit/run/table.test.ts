import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/run/crc32';
import { TableFile, readTable } from '../../../src/run/table';
import { temporaryFolder } from '../../support/runs';

const columns = ['step', 'loss', 'u(x=0), "left"'];

async function tableOf(rows: number[][]): Promise<string> {
  const file = path.join(await temporaryFolder(), 'losses.csv');
  const table = await TableFile.create(file, columns);
  for (const row of rows) table.add(row);
  await table.flush();
  return file;
}

describe('table file', () => {
  it('knows the published checksum of the digits 1 to 9', () => {
    expect(crc32('123456789')).toBe('cbf43926');
  });

  it('gives back every number bit for bit, and names with commas and quotes', async () => {
    const rows = [
      [1, 0.1 + 0.2, -0],
      [2, Number.NaN, Number.POSITIVE_INFINITY],
      [3, 5e-324, 1.7976931348623157e308],
    ];
    const content = await readTable(await tableOf(rows));
    expect(content.columns).toEqual(columns);
    // String(-0) is "0": the sign of a zero is the one thing that a table does not keep.
    expect(content.rows).toEqual([[1, 0.1 + 0.2, 0], ...rows.slice(1)]);
    expect(content.damaged).toBe(0);
  });

  it('passes over a torn last row and cuts it when the table goes on', async () => {
    const file = await tableOf([
      [1, 10, 0],
      [2, 20, 0],
    ]);
    await truncate(file, (await readFile(file)).length - 4);
    expect((await readTable(file)).rows).toEqual([[1, 10, 0]]);
    const table = await TableFile.reopen(file, columns, 100);
    table.add([2, 21, 0]);
    await table.flush();
    expect(await readTable(file)).toMatchObject({ damaged: 0, rows: [[1, 10, 0], [2, 21, 0]] }); // prettier-ignore
  });

  it('cuts rows past the checkpoint', async () => {
    const file = await tableOf([1, 2, 3, 4].map((step) => [step, 1 / step, 0]));
    await TableFile.reopen(file, columns, 2);
    expect((await readTable(file)).rows.map((row) => row[0])).toEqual([1, 2]);
  });

  it('leaves out a row that was altered, and counts it', async () => {
    const file = await tableOf([1, 2, 3].map((step) => [step, 0.5, 0]));
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('2,0.5', '2,0.6'));
    const content = await readTable(file);
    expect(content.rows.map((row) => row[0])).toEqual([1, 3]);
    expect(content.damaged).toBe(1);
  });

  it('writes again what a flush could not finish', async () => {
    const file = await tableOf([[1, 1, 1]]);
    const table = await TableFile.reopen(file, columns, 1);
    table.add([2, 2, 2]);
    // What a full disk leaves behind: the beginning of the row.
    await appendFile(file, '2,2');
    await table.flush();
    expect((await readTable(file)).rows).toEqual([[1, 1, 1], [2, 2, 2]]); // prettier-ignore
  });
});
