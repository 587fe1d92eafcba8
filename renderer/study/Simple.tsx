/** The parts of the study tree that are plain lists of settings. */
import { Section } from '../controls/Section';
import { useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { SettingField } from './SettingField';
import { choiceText } from './words';

function useFailed(key: string): boolean {
  const { problems } = useStudy();
  return problemsAt(problems, [key]).some(({ severity }) => severity === 'error');
}

export function Points() {
  const { study } = useStudy();
  const summary =
    study === null
      ? ''
      : `${study.points.equations} points, ${choiceText('points.sampler', study.points.sampler)}`;
  return (
    <Section title="Points" summary={summary} failed={useFailed('points')}>
      <SettingField setting="points.equations" path={['points', 'equations']} />
      <SettingField setting="points.conditions" path={['points', 'conditions']} />
      <SettingField setting="points.sampler" path={['points', 'sampler']} />
      <SettingField setting="points.every" path={['points', 'every']} />
    </Section>
  );
}

export function Network() {
  const { study } = useStudy();
  const summary =
    study === null ? '' : `${study.network.depth} × ${study.network.width}, ${study.network.activation}`;
  return (
    <Section title="Network" summary={summary} failed={useFailed('network')}>
      <SettingField setting="network.kind" path={['network', 'kind']} />
      <SettingField setting="network.width" path={['network', 'width']} />
      <SettingField setting="network.depth" path={['network', 'depth']} />
      <SettingField setting="network.activation" path={['network', 'activation']} />
    </Section>
  );
}

export function Reference() {
  const reference = useDocument((state) => valueAt(state.document ?? undefined, ['reference']));
  const name = valueAt(reference, ['name']);
  return (
    <Section
      title="Reference"
      summary={typeof name === 'string' ? name : 'none'}
      failed={useFailed('reference')}
    >
      <p className="section-note">
        {typeof name === 'string'
          ? `Errors are measured against the exact solution “${name}”.`
          : 'No reference: the loss on fresh points tells how far the solution can be trusted.'}
      </p>
    </Section>
  );
}
