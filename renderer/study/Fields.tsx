import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { problemsAt, useStudy } from '../state/study';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { summaryOf } from './words';

export function Fields() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const { fields, coordinates } = namesOf(document);
  return (
    <Section
      title="Fields"
      summary={summaryOf(fields.map((field) => `${field}(${coordinates.join(', ')})`))}
      failed={problemsAt(problems, ['fields']).length > 0}
      action={{
        name: 'Add a field',
        icon: 'add',
        run: () => setValue(['fields', fields.length], freeName(['u', 'v', 'w', 'p'], fields)),
      }}
    >
      {fields.map((field, index) => (
        <ListEntry
          key={index}
          name={`field ${field}`}
          onRemove={fields.length > 1 ? () => removeValue(['fields', index]) : undefined}
        >
          <div className="name-row">
            <KeyInput
              name={`Name of field ${field}`}
              value={field}
              onRename={(to) => setValue(['fields', index], to)}
            />
            <span className="soft code">({coordinates.join(', ')})</span>
          </div>
          <Problems problems={problemsAt(problems, ['fields', index])} />
        </ListEntry>
      ))}
    </Section>
  );
}
