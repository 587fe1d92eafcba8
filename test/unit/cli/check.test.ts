import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { badStudies, soundStudy } from '../../support/bad-studies';
import { commandLine } from '../../support/command-line';
import { temporaryFolder } from '../../support/runs';

describe('check', () => {
  it('finds every bad study, each with its place and sentence, and ends with 2', async () => {
    const { run } = await commandLine();
    const file = path.join(await temporaryFolder(), 'study.json');
    for (const [changes, place, , sentence] of badStudies) {
      await writeFile(file, JSON.stringify({ ...soundStudy, ...changes }));
      const { code, results } = await run('check', file);
      const told = results.filter((line) => line.startsWith(`${file}: error: `));
      const found = told.some((line) => line.includes(sentence) && line.includes(place));
      expect(found, `${JSON.stringify(changes)}: ${results.join('\n')}`).toBe(true);
      expect(code).toBe(2);
    }
  });

  it('marks what is meant in a long text, with a little around it', async () => {
    const { run } = await commandLine();
    const file = path.join(await temporaryFolder(), 'study.json');
    const text = `p_t = ${'p + '.repeat(200)}q + ${'p + '.repeat(200)}p`;
    await writeFile(file, JSON.stringify({ ...soundStudy, equations: [text] }));
    const { results } = await run('check', file);
    const [, shown, marks] = results[0].split('\n');
    expect(shown.length).toBeLessThan(180);
    expect(shown[marks.indexOf('^')]).toBe('q');
    expect(marks.trim()).toBe('^');
  });
});
