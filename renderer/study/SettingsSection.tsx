import type { ReactNode } from 'react';
import { Section } from '../controls/Section';
import { problemsAt, useStudy } from '../state/study';
import { pathOf, type FormLine } from './form';
import type { FormSection } from './sections';
import { Settings } from './Settings';

function headOf(line: FormLine): string | number | undefined {
  return pathOf(typeof line === 'string' ? line : line.setting)[0];
}

/** A part of the study tree that is a plain list of settings, and what else stands below them. */
export function SettingsSection({ section, children }: { section: FormSection; children?: ReactNode }) {
  const { study, problems } = useStudy();
  const heads = [...new Set(section.lines.map(headOf))];
  const failed = heads.some(
    (head) => head !== undefined && problemsAt(problems, [head]).some(({ severity }) => severity === 'error'),
  );
  return (
    <Section title={section.title} summary={study === null ? '' : section.summary(study)} failed={failed}>
      <Settings lines={section.lines} />
      {children}
    </Section>
  );
}
