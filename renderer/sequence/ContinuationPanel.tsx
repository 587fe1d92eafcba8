import { useEffect, useRef, useState } from 'react';
import { request } from '../bridge/request';
import { Button } from '../controls/Button';
import { Field, NumberInput, TextInput } from '../controls/Field';
import { NoRun } from '../panels/NoRun';
import { useRun } from '../state/run';
import { plainMessage } from '../state/session';
import { useModels, type ComparedModel } from './models';
import './sequence.css';

/** Elements that are drawn at a time, and altogether. */
const chunk = 8;
const whole = 400;
/** Elements of the likeliest sentence. */
const sentence = 48;

interface Settings {
  readonly temperature: number | string;
  readonly topK: number | string;
  readonly topP: number | string;
  readonly seed: number | string;
}

/** The settings as the lab takes them; a number that is left empty is left out. */
function readSettings({ temperature, topK, topP, seed }: Settings) {
  const optional = (value: number | string) => (value === '' ? undefined : Number(value));
  const [k, p] = [optional(topK), optional(topP)];
  return {
    temperature: Number(temperature),
    seed: Number(seed),
    ...(k !== undefined && { topK: k }),
    ...(p !== undefined && { topP: p }),
  };
}

/** Why the settings can't be used, as a sentence. */
function faultOf(settings: Settings): string | null {
  const { temperature, topK = 1, topP = 1, seed } = readSettings(settings);
  if (!(temperature >= 0 && temperature <= 100)) return 'The temperature is a number from 0 to 100.';
  if (!Number.isInteger(topK) || topK < 1)
    return 'Top k is a whole number from 1 on; leave it empty for all.';
  if (!(topP >= 0 && topP <= 1)) return 'Top p is a number from 0 to 1; leave it empty for all.';
  if (!Number.isInteger(seed) || seed < 0) return 'The seed is a whole number from 0 on.';
  return null;
}

/** Continues a prompt element by element with the model as it stands, and shows the likeliest sentence of each model. */
export function ContinuationPanel() {
  const run = useRun((state) => state.state?.run);
  const models = useModels();
  const [prompt, setPrompt] = useState('');
  const [settings, setSettings] = useState<Settings>({ temperature: 1, topK: '', topP: '', seed: 0 });
  const [text, setText] = useState('');
  const [note, setNote] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const wanted = useRef(false);
  useEffect(() => () => void (wanted.current = false), []);
  if (run === undefined) return <NoRun what="Continuations" />;

  const fault = faultOf(settings);
  const draw = async (): Promise<void> => {
    wanted.current = true;
    setDrawing(true);
    setText('');
    setNote(null);
    let continues: Int32Array<ArrayBuffer> | undefined;
    try {
      for (let count = 0; count < whole && wanted.current; count += chunk) {
        const sample = await request('sequence.sample', {
          ...{ run, prompt, count: chunk },
          ...readSettings(settings),
          ...(continues !== undefined && { continues }),
        });
        continues = sample.elements;
        setText((before) => before + sample.text);
        if (count === 0) setNote(sample.note);
      }
    } catch (error) {
      setNote(plainMessage(error));
    }
    setDrawing(false);
  };
  const number = (key: keyof Settings, label: string, help: string, placeholder = '') => (
    <Field label={label} help={help}>
      <NumberInput
        name={label}
        value={settings[key]}
        placeholder={placeholder}
        onChange={(value) => setSettings({ ...settings, [key]: value })}
      />
    </Field>
  );
  return (
    <div className="scrolling continuation">
      <div className="continuation-form">
        <Field label="Prompt" help="What the model continues, in the symbols of its source.">
          <TextInput code name="Prompt" value={prompt} onChange={setPrompt} />
        </Field>
        {number(
          'temperature',
          'Temperature',
          '1 draws as the model tells; towards 0 only the likeliest is left.',
        )}
        {number('topK', 'Top k', 'Only the k likeliest elements are drawn from.', 'all')}
        {number('topP', 'Top p', 'Only the likeliest elements that together reach p are drawn from.', 'all')}
        {number('seed', 'Seed', 'The same seed draws the same text.')}
        {fault !== null && <p className="problem">{fault}</p>}
        <div className="button-row">
          {drawing ? (
            <Button onClick={() => (wanted.current = false)}>Stop drawing</Button>
          ) : (
            <Button disabled={fault !== null} onClick={() => void draw()}>
              Continue the prompt
            </Button>
          )}
        </div>
      </div>
      <div className="continuation-text" role="log" aria-label="Continuation">
        <span className="soft">{prompt}</span>
        <span>{text}</span>
        {note !== null && <p className="section-note">{note}</p>}
      </div>
      <Likeliest models={models} prompt={prompt} />
    </div>
  );
}

/** What each model says when the likeliest element is taken each time. */
function Likeliest({ models, prompt }: { models: readonly ComparedModel[]; prompt: string }) {
  const [told, setTold] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    for (const { run } of models) {
      const text = await request('sequence.sample', {
        run,
        prompt,
        count: sentence,
        temperature: 0,
        seed: 0,
      }).then((sample) => sample.text, plainMessage);
      setTold((before) => ({ ...before, [run]: text }));
    }
    setAsking(false);
  };
  return (
    <section className="likeliest" aria-label="Likeliest sentences">
      <div className="sequence-bar">
        <Button disabled={asking || models.length === 0} onClick={() => void ask()}>
          Likeliest sentence of each model
        </Button>
        <span className="soft">the likeliest element each time, after the prompt</span>
      </div>
      <table className="table">
        <tbody>
          {models.map(({ run, label, title }) => (
            <tr key={run}>
              <th title={title}>{label}</th>
              <td className="code likeliest-text">{told[run] ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
