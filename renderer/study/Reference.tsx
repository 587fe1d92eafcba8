import { Section } from '../controls/Section';
import { useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';

export function Reference() {
  const { problems } = useStudy();
  const reference = useDocument((state) => valueAt(state.document ?? undefined, ['reference']));
  const name = valueAt(reference, ['name']);
  const kind = valueAt(reference, ['kind']);
  return (
    <Section
      title="Reference"
      summary={typeof name === 'string' ? name : typeof kind === 'string' ? kind : 'none'}
      failed={problemsAt(problems, ['reference']).some(({ severity }) => severity === 'error')}
    >
      <p className="section-note">
        {typeof name === 'string'
          ? `Errors are measured against the exact solution “${name}”.`
          : kind === 'expression'
            ? 'Errors are measured against the expressions of the study file.'
            : 'No reference: the loss on fresh points tells how far the solution can be trusted.'}
      </p>
    </Section>
  );
}
