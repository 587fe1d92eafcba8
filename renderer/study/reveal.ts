/** Brings a setting of the study into sight: opens its section and gives its control the focus. */
import type { SettingPath } from '../../src/study';
import { showPanel } from '../dock/panels';
import { sections } from './sections';

/** Sections that are more than a list of settings, by the first part of a setting's path. */
const otherSections: Readonly<Record<string, string>> = {
  coordinateSystem: 'Coordinates',
  time: 'Coordinates',
  reference: 'Reference',
  training: 'Training',
  seed: 'Training',
  stop: 'Training',
};

function sectionOf(path: SettingPath): string | undefined {
  const own = Object.values(sections).find(({ lines }) =>
    lines.some((line) => (typeof line === 'string' ? line : line.setting) === path),
  );
  return own?.title ?? otherSections[path.split('.')[0] ?? ''];
}

function control(path: SettingPath): HTMLElement | null {
  return document.querySelector<HTMLElement>(
    ['input', 'select', '.choice'].map((kind) => `[data-setting="${path}"] ${kind}`).join(', '),
  );
}

/** Opens the section of the study tree with this title. */
export function openSection(title: string): void {
  const toggles = [...document.querySelectorAll<HTMLButtonElement>('.study-tree .section-toggle')];
  const toggle = toggles.find((button) => button.querySelector('.section-title')?.textContent === title);
  if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
}

export function revealSetting(path: SettingPath): void {
  showPanel(path.startsWith('weights.') ? 'weights' : 'study');
  const section = sectionOf(path);
  if (control(path) === null && section !== undefined) openSection(section);
  // The section is drawn in the next frame.
  requestAnimationFrame(() => {
    const found = control(path);
    found?.scrollIntoView({ block: 'center' });
    found?.focus();
  });
}
