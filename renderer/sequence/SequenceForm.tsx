import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { setValue, useDocument } from '../state/document';
import { problemsAt, useStudy } from '../state/study';
import { settingValue } from '../study/form';
import { HelpLine } from '../study/HelpLine';
import { SettingField } from '../study/SettingField';
import { choiceText } from '../study/words';
import type { SequenceStudy, SettingPath } from '../../src/study';
import { isCounted, linesOfModel, modelLines, numberSources, sourceLines } from './sections';
import { firstSource, SourceFile } from './SourceFile';
import { useFileProblems } from './useFileProblems';
import '../study/study.css';

/** The place of a setting; a Transformer's activation stands where that of a cell does. */
function pathOfSetting(setting: SettingPath): string[] {
  return setting === 'model.innerActivation' ? ['model', 'activation'] : setting.split('.');
}

function Lines({ lines }: { lines: readonly SettingPath[] }) {
  return (
    <>
      {lines.map((setting) => (
        <SettingField key={setting} setting={setting} path={pathOfSetting(setting)} />
      ))}
    </>
  );
}

/** Which kind is written, even while something else of the form is wrong; any word may stand there. */
function useKind<Part extends 'source' | 'model'>(part: Part): SequenceStudy[Part]['kind'] {
  return useDocument((state) => settingValue(state.document, `${part}.kind`)) as SequenceStudy[Part]['kind'];
}

/** Another kind begins with its own defaults. */
const changeKind = (part: 'source' | 'model') => (kind: unknown) => {
  const more = part === 'source' ? firstSource[kind as SequenceStudy['source']['kind']] : {};
  setValue([part], { kind: String(kind), ...more });
};

function trainingSummary({ model, training }: SequenceStudy): string {
  if (isCounted(model.kind)) return 'counted';
  return `${training.steps} steps of ${training.batch} × ${training.window}`;
}

const trainingLines: readonly SettingPath[] = [
  'training.steps',
  'training.batch',
  'training.window',
  'training.learningRate',
  'training.warmUp',
  'training.decay',
  'training.clip',
];

/** A study of sequences as forms: where the elements come from, what tells the next one, and how it is trained. */
export function SequenceForm() {
  const { sequence, problems } = useStudy();
  const source = useKind('source');
  const model = useKind('model');
  const smoothing = useDocument((state) => settingValue(state.document, 'model.smoothing'));
  const read = useFileProblems();
  /** What reading the files found beyond what the form knows. */
  const ofFiles = (...parts: string[]) =>
    parts.flatMap((part) => {
      const known = new Set(problemsAt(problems, [part]).map(({ message }) => message));
      return problemsAt(read, [part]).filter(({ message }) => !known.has(message));
    });
  const failed = (...parts: string[]) =>
    parts.some((part) =>
      [...problemsAt(problems, [part]), ...ofFiles(part)].some(({ severity }) => severity === 'error'),
    );
  const whole = problems.filter(({ path }) => path.length < 2);
  return (
    <div className="study-panel">
      <div className="study-tree">
        <SettingField setting="title" path={['title']} withoutDefault />
        <Problems problems={whole} />
        <Section
          title="Source"
          startsOpen
          summary={choiceText('source.kind', source)}
          failed={failed('source', 'tokens')}
        >
          <SettingField
            setting="source.kind"
            path={['source', 'kind']}
            withoutDefault
            onChange={changeKind('source')}
          />
          <SourceFile />
          <Lines lines={sourceLines[source] ?? []} />
          <div className="section-entry">
            <Problems problems={ofFiles('source')} />
          </div>
        </Section>
        <Section title="Model" startsOpen summary={choiceText('model.kind', model)} failed={failed('model')}>
          <SettingField
            setting="model.kind"
            path={['model', 'kind']}
            withoutDefault
            onChange={changeKind('model')}
          />
          <Lines lines={model in modelLines ? linesOfModel(model, smoothing) : []} />
        </Section>
        <Section
          title="Training"
          summary={sequence === null ? '' : trainingSummary(sequence)}
          failed={failed('training')}
        >
          {isCounted(model) ? (
            <p className="section-note">This model is counted: one pass over the training part.</p>
          ) : (
            <>
              <SettingField
                setting="training.precision"
                path={['training', 'precision']}
                standard="float32"
              />
              <SettingField setting="seed" path={['seed']} />
              <Lines lines={trainingLines} />
              {numberSources.includes(source) && (
                <SettingField setting="training.loss" path={['training', 'loss']} />
              )}
            </>
          )}
          <SettingField setting="training.measureEvery" path={['training', 'measureEvery']} />
          <SettingField setting="training.checkpointEvery" path={['training', 'checkpointEvery']} />
          <div className="section-entry">
            <Problems problems={ofFiles('training')} />
          </div>
        </Section>
        <Section title="Split by time" failed={failed('split')}>
          <Lines lines={['split.validation', 'split.test']} />
        </Section>
      </div>
      <HelpLine />
    </div>
  );
}
