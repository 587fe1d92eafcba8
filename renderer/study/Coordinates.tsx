import { NumberInput, Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { freeName } from './freeName';
import { summaryOf } from './words';

function rangeText([name, range]: readonly [string, Json]): string {
  return isList(range) ? `${name} ∈ [${range.join(', ')}]` : name;
}

export function Coordinates() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const coordinates = valueAt(document ?? undefined, ['coordinates']);
  const entries = isObject(coordinates) ? Object.entries(coordinates) : [];
  const names = entries.map(([name]) => name);
  return (
    <Section
      title="Coordinates"
      summary={summaryOf(entries.map(rangeText))}
      startsOpen
      failed={problemsAt(problems, ['coordinates']).length > 0}
      action={{
        name: 'Add a coordinate',
        icon: 'add',
        run: () => setValue(['coordinates', freeName(['x', 'y', 'z', 't'], names)], [0, 1]),
      }}
    >
      {entries.map(([name, range]) => (
        <ListEntry
          key={name}
          name={`coordinate ${name}`}
          onRemove={entries.length > 1 ? () => removeValue(['coordinates', name]) : undefined}
        >
          <div className="coordinate-row">
            <KeyInput
              name={`Name of coordinate ${name}`}
              value={name}
              onRename={(to) => renameKey(['coordinates'], name, to)}
            />
            <span className="soft">from</span>
            {[0, 1].map((side) => (
              <NumberInput
                key={side}
                name={`${side === 0 ? 'Lowest' : 'Highest'} ${name}`}
                value={isList(range) ? range[side] : ''}
                problems={problemsAt(problems, ['coordinates', name, side])}
                onChange={(value) => setValue(['coordinates', name, side], value)}
              />
            ))}
          </div>
          <Problems problems={problemsAt(problems, ['coordinates', name])} />
        </ListEntry>
      ))}
    </Section>
  );
}
