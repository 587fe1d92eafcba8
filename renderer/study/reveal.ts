/** Brings a setting of the study into sight: opens its section and gives its control the focus. */
import type { SettingPath } from '../../src/study';
import { showPanel } from '../dock/panels';
import { sections } from './sections';

/** The sections of the parts of a document, by the first key of a place. */
const sectionsOfParts: Readonly<Record<string, string>> = {
  coordinates: 'Coordinates',
  geometry: 'Geometry',
  boundaries: 'Geometry',
  parts: 'Geometry',
  fields: 'Fields',
  complex: 'Fields',
  parameters: 'Parameters',
  unknowns: 'Unknowns',
  vectors: 'Vectors',
  definitions: 'Definitions',
  equations: 'Equations',
  conditions: 'Conditions',
  data: 'Data',
  units: 'Data',
  measures: 'Measures',
  points: sections.points.title,
  weighting: sections.weighting.title,
  attention: sections.weighting.title,
  causal: sections.weighting.title,
  windows: sections.windows.title,
  network: sections.network.title,
  features: sections.network.title,
  start: sections.network.title,
  symmetries: 'Symmetries',
};

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

function toggleOf(title: string): HTMLButtonElement | undefined {
  const toggles = [...document.querySelectorAll<HTMLButtonElement>('.study-tree .section-toggle')];
  return toggles.find((button) => button.querySelector('.section-title')?.textContent === title);
}

/** Opens the section of the study tree with this title. */
export function openSection(title: string): void {
  const toggle = toggleOf(title);
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

/** Brings a place of the document into sight: opens its section and gives the control that is wrong there the focus. */
export function revealPlace(path: readonly (string | number)[]): void {
  const part = String(path[0] ?? '');
  const scales = path[1] === 'fields' ? 'Fields' : sections.weighting.title;
  const title = part === 'scales' ? scales : (sectionsOfParts[part] ?? otherSections[part]);
  if (title === undefined) return;
  openSection(title);
  requestAnimationFrame(() => {
    const section = toggleOf(title)?.closest('.section');
    const wrong = section?.querySelector<HTMLElement>('[aria-invalid="true"], .problem');
    (wrong ?? section)?.scrollIntoView({ block: 'nearest' });
    wrong?.focus();
  });
}
