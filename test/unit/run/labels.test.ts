import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { changeLabels, readLabels } from '../../../src/run/labels';

it('keeps every one of several changes that are asked for at once', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-labels-'));
  try {
    await Promise.all([
      changeLabels(folder, { title: 'The best one' }),
      changeLabels(folder, { addTags: ['paper'] }),
      changeLabels(folder, { notes: 'Shown in figure 3.' }),
      changeLabels(folder, { addTags: ['second'] }),
    ]);
    expect(await readLabels(folder)).toEqual({
      title: 'The best one',
      tags: ['paper', 'second'],
      notes: 'Shown in figure 3.',
      archived: false,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
