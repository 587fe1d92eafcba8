import { describe, expect, it } from 'vitest';
import { linesShown, pathOf, settingValue } from '../../../renderer/study/form';
import { sections } from '../../../renderer/study/sections';
import { parseStudy, newStudy, settings, type Setting, type SettingPath } from '../../../src/study';

describe('the settings of a study in forms', () => {
  it('finds the place of a setting in the document', () => {
    expect(pathOf('points.equations')).toEqual(['points', 'equations']);
    expect(pathOf('training.phases[].steps', [2])).toEqual(['training', 'phases', 2, 'steps']);
    expect(pathOf('unknowns{}.low', ['k'])).toEqual(['unknowns', 'k', 'low']);
  });

  it('takes what is written, else the default', () => {
    expect(settingValue({ network: { width: 7 } }, 'network.width')).toBe(7);
    expect(settingValue({ network: {} }, 'network.width')).toBe(settings['network.width'].default);
    expect(settingValue(null, 'unknowns{}.low', ['k'])).toBeNull();
  });

  it('leaves out what has no meaning as the document stands', () => {
    const lines = [
      'points.every',
      { setting: 'network.activation', when: 'points.sampler', is: ['uniform'] },
    ] as const;
    expect(linesShown({}, lines)).toEqual(['points.every']);
    expect(linesShown({ points: { sampler: 'uniform' } }, lines)).toEqual([
      'points.every',
      'network.activation',
    ]);
  });

  it('asks in no section twice for one setting', () => {
    const asked = Object.values(sections).flatMap(({ lines }) =>
      lines.map((line) => (typeof line === 'string' ? line : line.setting)),
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('offers only words that the study accepts, the default among them', () => {
    for (const section of Object.values(sections))
      for (const path of linesShown(null, section.lines)) {
        const { choices = {}, default: value }: Setting = settings[path];
        if (Object.keys(choices).length > 0) expect(Object.keys(choices)).toContain(value);
        for (const word of Object.keys(choices)) expect(accepts(path, word), `${path} = ${word}`).toBe(true);
      }
  });

  function accepts(path: SettingPath, word: string): boolean {
    const [head, key] = path.split('.');
    const study = newStudy() as unknown as Record<string, object>;
    return parseStudy({ ...study, [head]: { ...study[head], [key]: word } }).ok;
  }
});
