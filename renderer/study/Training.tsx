import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { settings } from '../../src/study';
import { ListEntry } from './ListEntry';
import { SettingField } from './SettingField';
import { Settings } from './Settings';
import { optimiserText } from './words';

/** What an optimiser asks for beside its steps. */
const ownSettings: Readonly<
  Record<string, readonly ('learningRate' | 'schedule' | 'warmUp' | 'iterations')[]>
> = {
  adam: ['learningRate', 'schedule', 'warmUp'],
  soap: ['learningRate', 'schedule', 'warmUp'],
  muon: ['learningRate', 'schedule', 'warmUp'],
  'gauss-newton': ['iterations'],
};

function phaseText(phase: Json): string {
  return `${optimiserText(String(valueAt(phase, ['optimiser'])))} ${String(valueAt(phase, ['steps']))}`;
}

export function Training() {
  const { study, problems } = useStudy();
  const raw = useDocument((state) => valueAt(state.document ?? undefined, ['training', 'phases']));
  const written = isList(raw) ? raw : undefined;
  const phases = written ?? (study?.training.phases as readonly Json[] | undefined) ?? [];
  const add = (): void => {
    const steps = settings['training.phases[].steps'].default;
    setValue(['training', 'phases'], [...phases, { optimiser: 'adam', steps }]);
  };
  return (
    <Section
      title="Training"
      summary={phases.map(phaseText).join(' → ')}
      failed={[...problemsAt(problems, ['training']), ...problemsAt(problems, ['stop'])].some(
        ({ severity }) => severity === 'error',
      )}
      action={{ name: 'Add a phase', icon: 'add', run: add }}
    >
      <SettingField setting="training.precision" path={['training', 'precision']} />
      <SettingField setting="seed" path={['seed']} />
      {phases.map((phase, index) => (
        <Phase
          key={index}
          phase={phase}
          index={index}
          count={phases.length}
          written={written !== undefined}
        />
      ))}
      <Problems
        problems={problemsAt(problems, ['training', 'phases']).filter(({ path }) => path.length === 2)}
      />
      <SettingField setting="training.measureEvery" path={['training', 'measureEvery']} />
      <SettingField setting="training.checkpointEvery" path={['training', 'checkpointEvery']} />
      <Settings lines={['stop.loss', 'stop.error', 'stop.patience']} />
    </Section>
  );
}

interface PhaseProps {
  phase: Json;
  index: number;
  count: number;
  /** The document lists its phases; otherwise these are the default ones. */
  written: boolean;
}

function Phase({ phase, index, count, written }: PhaseProps) {
  const path = ['training', 'phases', index];
  const { study } = useStudy();
  const optimiser = valueAt(phase, ['optimiser']);
  // The first change of a default phase writes the list of phases into the document.
  const changePhase = (next: Json): void => {
    const phases = (study?.training.phases ?? []) as readonly Json[];
    if (written) setValue(path, next);
    else
      setValue(
        ['training', 'phases'],
        phases.map((other, at) => (at === index ? next : other)),
      );
  };
  const change = (key: string) => (value: Json) => {
    if (written) setValue([...path, key], value);
    else changePhase({ ...(isObject(phase) ? phase : {}), [key]: value });
  };
  const changeOptimiser = (value: Json): void => {
    const steps = valueAt(phase, ['steps']) ?? settings['training.phases[].steps'].default;
    changePhase({ optimiser: value, steps });
  };
  return (
    <ListEntry
      name={`phase ${index + 1}`}
      onRemove={written && count > 1 ? () => removeValue(path) : undefined}
    >
      <SettingField
        setting="training.phases[].optimiser"
        path={[...path, 'optimiser']}
        label={`Phase ${index + 1}`}
        onChange={changeOptimiser}
      />
      <SettingField setting="training.phases[].steps" path={[...path, 'steps']} onChange={change('steps')} />
      {(ownSettings[String(optimiser)] ?? []).map((key) => (
        <SettingField
          key={key}
          setting={`training.phases[].${key}`}
          path={[...path, key]}
          onChange={change(key)}
        />
      ))}
    </ListEntry>
  );
}
