import { typesetName } from '../../src/language';
import { formatNumber } from '../../src/field';
import { readFunctionKey, settings } from '../../src/study';
import { runMatchesDocument } from '../actions/training';
import { NumberInput, Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { Typeset } from '../equation/Typeset';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isObject, valueAt } from '../state/json';
import { useRun } from '../state/run';
import { problemsAt, useStudy } from '../state/study';
import type { FormLine } from './form';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { showHelp } from './SettingField';
import { Settings } from './Settings';
import { summaryOf } from './words';

const { label, help, default: firstStart } = settings['unknowns{}.start'];

const ofNumbers: readonly FormLine[] = ['unknowns{}.low', 'unknowns{}.high', 'unknowns{}.positive'];
const ofFunctions: readonly FormLine[] = [
  'unknowns{}.positive',
  'unknowns{}.network.width',
  'unknowns{}.network.depth',
];

/** `k`, or `k(x, y)` for a function. */
function texOf(key: string): string {
  const read = readFunctionKey(key);
  if (read === undefined) return typesetName(key);
  return `${typesetName(read.name)}(${read.arguments.map(typesetName).join(', ')})`;
}

/** The value that the open run has found so far. */
function Inferred({ name }: { name: string }) {
  const value = useRun(({ state }) => state?.inferred[name]);
  if (value === undefined || !runMatchesDocument()) return null;
  return <p className="soft parameter-value code">inferred: {formatNumber(value, 5)}</p>;
}

/** Numbers and functions that are inferred together with the solution. */
export function Unknowns() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const value = valueAt(document ?? undefined, ['unknowns']);
  const unknowns = isObject(value) ? Object.entries(value) : [];
  const { parameters } = namesOf(document);
  return (
    <Section
      title="Unknowns"
      summary={unknowns.length === 0 ? 'none' : summaryOf(unknowns.map(([name]) => name))}
      failed={problemsAt(problems, ['unknowns']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add an unknown',
        icon: 'add',
        run: () => setValue(['unknowns', freeName(['k', 'D', 'c', 'a'], parameters)], { start: firstStart }),
      }}
    >
      {unknowns.length === 0 && (
        <p className="section-note">
          Numbers to be inferred from data, such as a conductivity k, or functions, such as k(x).
        </p>
      )}
      {unknowns.map(([name, unknown]) => {
        const path = ['unknowns', name];
        const start = problemsAt(problems, [...path, 'start']);
        return (
          <ListEntry key={name} name={`unknown ${name}`} onRemove={() => removeValue(path)}>
            <div className="parameter-row" onFocus={() => showHelp(help)}>
              <KeyInput
                name={`Name of unknown ${name}`}
                value={name}
                onRename={(to) => renameKey(['unknowns'], name, to)}
              />
              <Typeset tex={`${texOf(name)} \\approx`} text={`${name} about`} />
              <NumberInput
                name={`${label} of ${name}`}
                value={valueAt(unknown, ['start']) ?? ''}
                problems={start}
                onChange={(next) => setValue([...path, 'start'], next)}
              />
            </div>
            <Problems problems={start} />
            <Problems problems={problemsAt(problems, path).filter((problem) => problem.path.length === 2)} />
            <Inferred name={name} />
            <Settings lines={readFunctionKey(name) === undefined ? ofNumbers : ofFunctions} keys={[name]} />
          </ListEntry>
        );
      })}
    </Section>
  );
}
