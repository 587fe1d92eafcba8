/** How the settings of a study stand in forms: each line names a setting, and when it has a meaning. */
import { settings, type Setting, type SettingPath } from '../../src/study';
import { valueAt, type Json, type Path } from '../state/json';

/** A setting; or one that is asked for only while another one beside it has, or has not, one of some values. */
export type FormLine =
  | SettingPath
  | { readonly setting: SettingPath; readonly when: SettingPath; readonly is: readonly Json[] }
  | { readonly setting: SettingPath; readonly when: SettingPath; readonly isNot: readonly Json[] };

/** The place of a setting in the document; `keys` stand for its `[]` and `{}` in their order. */
export function pathOf(setting: SettingPath, keys: readonly (string | number)[] = []): Path {
  let used = 0;
  return setting.split('.').flatMap((part): (string | number)[] => {
    const name = part.replace(/(\[\]|\{\})$/, '');
    const key = name === part ? undefined : keys[used++];
    return key === undefined ? [name] : [name, key];
  });
}

/** What a setting has in a document, written or by default. */
export function settingValue(
  document: Json | null,
  setting: SettingPath,
  keys: readonly (string | number)[] = [],
): Json {
  const { default: value }: Setting = settings[setting];
  return valueAt(document ?? undefined, pathOf(setting, keys)) ?? (value as Json);
}

/** The settings that have a meaning as the document stands. */
export function linesShown(
  document: Json | null,
  lines: readonly FormLine[],
  keys: readonly (string | number)[] = [],
): SettingPath[] {
  return lines.flatMap((line) => {
    if (typeof line === 'string') return [line];
    const value = settingValue(document, line.when, keys);
    const isAsked = 'is' in line ? line.is.includes(value) : !line.isNot.includes(value);
    return isAsked ? [line.setting] : [];
  });
}
