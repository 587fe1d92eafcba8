/** Everything that the palette finds: commands, studies of the gallery, runs, and settings of the study. */
import { commandNames, commands } from '../../src/lab/commands';
import { settings, wholeGallery, type SettingPath } from '../../src/study';
import { isEnabled, runCommand, shortcutText } from '../actions/commands';
import { openCopy } from '../actions/files';
import { showRun } from '../actions/runs';
import type { Json } from '../state/json';
import { useRun } from '../state/run';
import { useWindow } from '../state/window';
import { revealSetting } from '../study/reveal';

export interface PaletteEntry {
  readonly kind: string;
  readonly title: string;
  readonly hint: string;
  readonly enabled: boolean;
  readonly choose: () => void;
}

function commandEntries(): PaletteEntry[] {
  return commandNames
    .filter((name) => name !== 'palette.show')
    .map((name) => ({
      kind: commands[name].menu,
      title: commands[name].title,
      hint: shortcutText(name),
      enabled: isEnabled(name),
      choose: () => runCommand(name),
    }));
}

function studyEntries(): PaletteEntry[] {
  return wholeGallery.map((entry) => ({
    kind: 'Study',
    title: entry.study.title ?? entry.name,
    hint: 'gallery',
    enabled: true,
    choose: () => void openCopy(entry.study as Json),
  }));
}

function runEntries(): PaletteEntry[] {
  return (useRun.getState().runs ?? []).slice(0, 50).map((run) => ({
    kind: 'Run',
    title: run.title,
    hint: run.run,
    enabled: true,
    choose: () => void showRun(run.run),
  }));
}

function settingEntries(): PaletteEntry[] {
  if (useWindow.getState().page !== 'workbench') return [];
  return (Object.keys(settings) as SettingPath[])
    .filter((path) => !/[[{]/.test(path))
    .map((path) => ({
      kind: 'Setting',
      title: settings[path].label,
      hint: path,
      enabled: true,
      choose: () => revealSetting(path),
    }));
}

/** The entries that hold every word of the query, commands first. */
export function findEntries(query: string): PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...commandEntries(), ...studyEntries(), ...runEntries(), ...settingEntries()];
  return all.filter(({ kind, title, hint }) => {
    const text = `${kind} ${title} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
