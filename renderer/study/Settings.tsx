import { useDocument } from '../state/document';
import { linesShown, pathOf, type FormLine } from './form';
import { SettingField } from './SettingField';

interface SettingsProps {
  lines: readonly FormLine[];
  /** The entry of a list or the name that the settings belong to. */
  keys?: readonly (string | number)[];
}

/** The rows of some settings: those that have a meaning as the study stands. */
export function Settings({ lines, keys = [] }: SettingsProps) {
  const document = useDocument((state) => state.document);
  return (
    <>
      {linesShown(document, lines, keys).map((setting) => (
        <SettingField key={setting} setting={setting} path={pathOf(setting, keys)} />
      ))}
    </>
  );
}
