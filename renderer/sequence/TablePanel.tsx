import { useEffect, useState } from 'react';
import { formatNumber } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { TextInput } from '../controls/Field';
import { request } from '../bridge/request';
import { NoRun } from '../panels/NoRun';
import { useRun } from '../state/run';
import { plainMessage } from '../state/session';
import type { SequenceDistribution } from '../../src/lab/sequence-protocol';
import { useModels, type ComparedModel } from './models';
import { useLearned } from './useLearned';
import './sequence.css';

type Told = SequenceDistribution | { readonly failure: string };

const pause = 250;
/** Rows of the table at most: the likeliest of the first model. */
const mostRows = 64;

/** p(x | context) of each model, by run. */
function useTold(models: readonly ComparedModel[], context: string, version: number) {
  const [told, setTold] = useState<Readonly<Record<string, Told>>>({});
  const key = models.map(({ run }) => run).join('\n');
  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<void> => {
      for (const run of key.split('\n').filter(Boolean)) {
        const answer = await request('sequence.distribution', { run, context }).catch((error: unknown) => ({
          failure: plainMessage(error),
        }));
        if (!isWanted) return;
        setTold((before) => ({ ...before, [run]: answer }));
      }
    };
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, context, version]);
  return told;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The table p(x | context) for every trained model of the source, side by side. */
export function TablePanel() {
  const run = useRun((state) => state.state?.run);
  const models = useModels();
  const [context, setContext] = useState('');
  const [withSigmoid, setWithSigmoid] = useState(false);
  const told = useTold(models, context, useLearned());
  if (run === undefined) return <NoRun what="Tables of probabilities" />;
  const first = told[run];
  return (
    <div className="sequence-panel">
      <div className="sequence-bar">
        <label className="sequence-wide">
          <span className="soft">context</span>
          <TextInput
            code
            name="Context"
            value={context}
            onChange={setContext}
            placeholder="type what came before"
          />
        </label>
        <label>
          <input
            className="checkbox"
            type="checkbox"
            checked={withSigmoid}
            onChange={(event) => setWithSigmoid(event.target.checked)}
          />
          <span> sigmoid beside softmax</span>
        </label>
      </div>
      {first !== undefined && 'failure' in first ? (
        <EmptyState title="No table" text={first.failure} />
      ) : (
        <div className="scrolling">
          {first !== undefined && (
            <Table models={models} told={told} first={first} withSigmoid={withSigmoid} />
          )}
        </div>
      )}
    </div>
  );
}

interface TableProps {
  models: readonly ComparedModel[];
  told: Readonly<Record<string, Told>>;
  first: SequenceDistribution;
  withSigmoid: boolean;
}

/** A column of numbers by symbol; null where there is none for this model. */
function columnsOf(told: Told | undefined, withSigmoid: boolean): (ArrayLike<number> | null)[] {
  if (told === undefined || 'failure' in told) return withSigmoid ? [null, null] : [null];
  if (!withSigmoid) return [told.probabilities];
  return [told.probabilities, told.logits === null ? null : Array.from(told.logits, sigmoid)];
}

function Table({ models, told, first, withSigmoid }: TableProps) {
  const order = Array.from(first.symbols.keys())
    .sort((a, b) => (first.probabilities[b] ?? 0) - (first.probabilities[a] ?? 0))
    .slice(0, mostRows);
  const columns = models.map(({ run }) => columnsOf(told[run], withSigmoid));
  const notes = models.flatMap(({ run, label }) => {
    const one = told[run];
    if (one === undefined) return [];
    const text = 'failure' in one ? one.failure : one.note;
    return text === null ? [] : [`${label}: ${text}`];
  });
  return (
    <>
      <table className="table sequence-table">
        <thead>
          <tr>
            <th>x</th>
            {models.map(({ run, label, title }) =>
              withSigmoid ? (
                [
                  <th key={run} title={title} className="number">{`${label}, softmax`}</th>,
                  <th key={`${run} sigmoid`} title={title} className="number">{`${label}, sigmoid`}</th>,
                ]
              ) : (
                <th key={run} title={title} className="number">
                  {label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {order.map((symbol) => (
            <tr key={symbol}>
              <td className="code">{shownUnit(first.symbols[symbol] ?? '')}</td>
              {columns.flat().map((column, k) => (
                <Cell key={k} value={column === null ? null : (column[symbol] ?? null)} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th title="Sum over all symbols: 1 for a distribution">Σ</th>
            {columns.flat().map((column, k) => (
              <td key={k} className="number">
                {column === null
                  ? '–'
                  : formatNumber(
                      Array.from(column).reduce((a, b) => a + b, 0),
                      6,
                    )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {withSigmoid && (
        <p className="section-note">
          Both are taken of the same logits. A softmax makes one distribution of them: its sum is 1. Sigmoids
          tell of each symbol by itself whether it comes: their sum is free.
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="section-note">
          {note}
        </p>
      ))}
    </>
  );
}

/** A number over a bar of its size. */
function Cell({ value }: { value: number | null }) {
  if (value === null) return <td className="number">–</td>;
  const share = `${Math.round(100 * Math.min(1, Math.max(0, value)))}%`;
  return (
    <td className="number probability" style={{ backgroundSize: `${share} 100%` }}>
      {formatNumber(value, 3)}
    </td>
  );
}

/** White space has no look of its own. */
export function shownUnit(unit: string): string {
  return unit.replaceAll(' ', '␣').replaceAll('\n', '⏎').replaceAll('\t', '⇥');
}
