import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/lab/check';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const measured = (rows: string[], more: object = {}) => {
  writeFileSync(path.join(folder, 'points.csv'), ['x,t,u', ...rows].join('\n'));
  return checkDocument(
    {
      ...{ collocate: 1, coordinates: { x: [0, 1], t: [0, 2] }, fields: ['u'] },
      equations: ['u_t = u_xx'],
      data: [{ file: 'points.csv', columns: { x: 'x', t: 't', u: 'u' }, ...more }],
    },
    folder,
  );
};

describe('measured points', () => {
  it('are told of where they lie outside the ranges of the coordinates', async () => {
    const { problems } = await measured(['0.5,1,3', '0.2,-1,3', '7,1,3', '1,2,3']);
    expect(problems).toMatchObject([
      {
        path: ['data', 0, 'file'],
        severity: 'warning',
        message:
          'points.csv: 2 of its points lie outside the ranges of the coordinates, such as that of row 3 with t = -1, where t runs from 0 to 2; no equation holds there. Correct columns or units, or widen the range.',
      },
    ]);
  });

  it('may lie on the edge, but for rounding', async () => {
    expect((await measured(['1.0000000001,0,3', '0,2.0000000001,3'])).problems).toEqual([]);
  });
});
