/** Brings a setting of the study into sight: opens its section and gives its control the focus. */
import { settings, type SettingPath } from '../../src/study';
import { showPanel } from '../dock/panels';

const sectionOf: Readonly<Record<string, string>> = {
  points: 'Points',
  network: 'Network',
  training: 'Training',
  seed: 'Training',
};

function control(label: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(
    `.study-tree [aria-label="${label}"], .weights [aria-label="${label}"]`,
  );
}

export function revealSetting(path: SettingPath): void {
  const { label } = settings[path];
  const head = path.split('.')[0] ?? '';
  showPanel(head === 'weights' ? 'weights' : 'study');
  const section = sectionOf[head];
  const toggles = [...document.querySelectorAll<HTMLButtonElement>('.study-tree .section-toggle')];
  const toggle = toggles.find((button) => button.querySelector('.section-title')?.textContent === section);
  if (control(label) === null && toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
  // The section is drawn in the next frame.
  requestAnimationFrame(() => {
    const found = control(label);
    found?.scrollIntoView({ block: 'center' });
    found?.focus();
  });
}
