import { Fragment } from 'react';
import { readFamily, singleCoordinates } from '../../src/study';
import { NumberInput, Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { freeName } from './freeName';
import { SettingField } from './SettingField';
import { TimeField } from './TimeField';
import { summaryOf } from './words';

function rangeText([name, range]: readonly [string, Json]): string {
  return isList(range) ? `${name} ∈ [${range.join(', ')}]` : name;
}

/** What an indexed name stands for. */
function FamilyNote({ name }: { name: string }) {
  const family = readFamily(name);
  if (family === undefined) return null;
  const single = singleCoordinates({ [name]: null });
  return (
    <p className="soft">
      {single.length} coordinates, {single[0]?.name} to {single[single.length - 1]?.name}: {family.name}[i] in
      equations
    </p>
  );
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
            {[0, 1].map((side) => (
              <Fragment key={side}>
                <span className="soft">{side === 0 ? 'from' : 'to'}</span>
                <NumberInput
                  name={`${side === 0 ? 'Lowest' : 'Highest'} ${name}`}
                  value={isList(range) ? range[side] : ''}
                  problems={problemsAt(problems, ['coordinates', name, side])}
                  onChange={(value) => setValue(['coordinates', name, side], value)}
                />
              </Fragment>
            ))}
          </div>
          <FamilyNote name={name} />
          <Problems problems={problemsAt(problems, ['coordinates', name])} />
        </ListEntry>
      ))}
      <SettingField setting="coordinateSystem" path={['coordinateSystem']} />
      <TimeField />
    </Section>
  );
}
