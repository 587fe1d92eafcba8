import { useEffect, useState, type KeyboardEvent } from 'react';
import type { RunSummary } from '../../src/lab/protocol';
import { deleteRuns, labelRuns, resume, showRun, startFrom } from '../actions/runs';
import { Button, IconButton } from '../controls/Button';
import { NumberInput, TextInput } from '../controls/Field';
import { useRun } from '../state/run';

interface RunDetailsProps {
  /** The chosen runs. */
  readonly runs: readonly RunSummary[];
}

/** What can be said about the chosen runs, and what can be done with them. */
export function RunDetails({ runs }: RunDetailsProps) {
  const names = runs.map(({ run }) => run);
  const [single] = runs.length === 1 ? runs : [];
  const archived = runs.every((run) => run.archived);
  const tags = [...new Set(runs.flatMap((run) => run.tags))];
  return (
    <section className="run-details" aria-label="Chosen runs">
      {single === undefined ? (
        <p>{runs.length} runs are chosen.</p>
      ) : (
        <Kept
          key={single.run}
          name="Title of the run"
          value={single.title}
          keep={(title) => labelRuns(names, { title: title.trim() === '' ? null : title })}
        />
      )}
      <div className="run-tags">
        {tags.map((tag) => (
          <span key={tag} className="run-tag">
            {tag}
            <IconButton
              icon="remove"
              name={`Remove the tag ${tag}`}
              onClick={() => void labelRuns(names, { removeTags: [tag] })}
            />
          </span>
        ))}
        <NewTag key={names.join()} add={(tag) => labelRuns(names, { addTags: [tag] })} />
      </div>
      {single !== undefined && (
        <>
          <Notes key={single.run} value={single.notes} keep={(notes) => labelRuns(names, { notes })} />
          <Open run={single} />
          <More key={`more ${single.run}`} run={single} />
        </>
      )}
      <div className="run-actions">
        <Button onClick={() => void labelRuns(names, { archived: !archived })}>
          {archived ? 'Take out of the archive' : 'Archive'}
        </Button>
        <Button onClick={() => void deleteRuns(names)}>Delete</Button>
      </div>
    </section>
  );
}

function Open({ run }: { run: RunSummary }) {
  const open = useRun((state) => state.state?.run);
  const canResume = ['stored', 'stopped', 'failed'].includes(run.state) && run.step < run.totalSteps;
  return (
    <div className="run-actions">
      <Button
        disabled={run.run === open}
        aria-label={`Show run ${run.run}`}
        onClick={() => void showRun(run.run)}
      >
        Show
      </Button>
      <Button disabled={!canResume} aria-label={`Resume run ${run.run}`} onClick={() => void resume(run.run)}>
        Resume
      </Button>
      <Button aria-label={`Start from run ${run.run}`} onClick={() => void startFrom(run.run)}>
        Start from this run
      </Button>
    </div>
  );
}

/** Gives a run that has ended more steps. */
function More({ run }: { run: RunSummary }) {
  const [steps, setSteps] = useState<number | string>(run.totalSteps);
  if (run.state !== 'finished') return null;
  const count = typeof steps === 'number' && Number.isInteger(steps) && steps > 0 ? steps : null;
  return (
    <div className="run-more">
      <NumberInput
        name="Further steps"
        value={steps}
        problems={
          count === null ? [{ path: [], message: 'A whole number from 1 on.', severity: 'error' }] : []
        }
        onChange={setSteps}
      />
      <Button disabled={count === null} onClick={() => void resume(run.run, count ?? undefined)}>
        Train further
      </Button>
    </div>
  );
}

/** A text that is kept when Enter is pressed or the focus goes elsewhere. */
function useKept(value: string, keep: (text: string) => Promise<void>) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = (): void => {
    if (text !== value) void keep(text);
  };
  return { text, setText, done };
}

function Kept({ name, value, keep }: { name: string; value: string; keep: (text: string) => Promise<void> }) {
  const { text, setText, done } = useKept(value, keep);
  return (
    <div onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && done()}>
      <TextInput name={name} value={text} onChange={setText} onBlur={done} />
    </div>
  );
}

function Notes({ value, keep }: { value: string; keep: (text: string) => Promise<void> }) {
  const { text, setText, done } = useKept(value, keep);
  return (
    <textarea
      className="input run-notes"
      aria-label="Notes"
      placeholder="Notes"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
    />
  );
}

function NewTag({ add }: { add: (tag: string) => Promise<void> }) {
  const [text, setText] = useState('');
  const done = (): void => {
    const tag = text.trim().slice(0, 60);
    setText('');
    if (tag !== '') void add(tag);
  };
  return (
    <div onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && done()}>
      <TextInput name="Add a tag" placeholder="Add a tag" value={text} onChange={setText} onBlur={done} />
    </div>
  );
}
