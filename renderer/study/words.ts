/** Words of the study document as they are shown. */
import { settings, type Setting, type SettingPath } from '../../src/study';

/** A word of a setting, such as an optimiser, as it is shown. */
export function choiceText(path: SettingPath, word: string): string {
  const setting: Setting = settings[path];
  return setting.choices?.[word]?.label ?? word;
}

/** An optimiser's name. */
export function optimiserText(word: string): string {
  return choiceText('training.phases[].optimiser', word);
}

/** Joins the parts of a section's summary. */
export function summaryOf(parts: readonly string[]): string {
  return parts.join(', ');
}
