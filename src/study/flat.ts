import { describePath } from './problem';

/** A setting without parts: what a table shows in a cell. */
export type SettingValue = string | number | boolean | null;

/** A setting of two studies that differs; `undefined` where a study has none of that path. */
export interface ChangedSetting {
  readonly path: string;
  readonly before: SettingValue | undefined;
  readonly after: SettingValue | undefined;
}

/** Every setting of a study by its path, such as `training.phases[0].steps`, in the study's order. */
export function flatSettings(study: unknown): Record<string, SettingValue> {
  const settings: Record<string, SettingValue> = {};
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    else if (isSetting(value)) settings[describePath(path)] = value;
  };
  visit(study, []);
  return settings;
}

/** The settings in which two studies differ, in the order of the first. */
export function changedSettings(before: unknown, after: unknown): ChangedSetting[] {
  const [first, second] = [flatSettings(before), flatSettings(after)];
  const paths = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return paths
    .filter((path) => first[path] !== second[path])
    .map((path) => ({ path, before: first[path], after: second[path] }));
}

function isSetting(value: unknown): value is SettingValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
