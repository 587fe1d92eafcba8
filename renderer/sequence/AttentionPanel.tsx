import { useMemo, useState } from 'react';
import { formatNumber } from '../../src/field';
import type { SequenceAttention } from '../../src/lab/sequence-protocol';
import { EmptyState } from '../controls/EmptyState';
import { NoRun } from '../panels/NoRun';
import { useRun } from '../state/run';
import { ContextBar } from './ContextBar';
import { MatrixPicture } from './MatrixPicture';
import { shownUnit } from './TablePanel';
import { useLearned } from './useLearned';
import { useLook } from './useLook';
import './sequence.css';

/** Who looks at whom: a map for each layer and head, and one of them large with its text. */
export function AttentionPanel() {
  const run = useRun((state) => state.state?.run);
  const [context, setContext] = useState('');
  const learned = useLearned();
  const { found, failure } = useLook(
    'sequence.attention',
    run === undefined ? null : { run, context },
    learned,
  );
  if (run === undefined) return <NoRun what="Attention maps" />;
  return (
    <div className="sequence-panel">
      <ContextBar context={context} onChange={setContext} />
      {failure !== null && <EmptyState title="No attention to show" text={failure} />}
      {found !== null && <Maps found={found} />}
    </div>
  );
}

/** The first rows have few to look at: their weights are large and say little. */
const firstRows = 4;

function Maps({ found }: { found: SequenceAttention }) {
  const { layers, heads, length, weights, units, columns, note } = found;
  const [shown, setShown] = useState(0);
  const [cell, setCell] = useState<{ readonly row: number; readonly column: number } | null>(null);
  const maps = useMemo(
    () =>
      Array.from({ length: layers * heads }, (_, k) =>
        weights.subarray(k * length * length, (k + 1) * length * length),
      ),
    [layers, heads, length, weights],
  );
  const at = Math.min(shown, maps.length - 1);
  const map = maps[at] ?? new Float64Array();
  const brightest = map.subarray(firstRows * length).reduce((a, b) => Math.max(a, b), 0.1);
  const nameOf = (k: number) => `layer ${Math.floor(k / heads) + 1}, head ${(k % heads) + 1}`;
  const unitOf = (place: number) =>
    units === null ? String(place + 1) : `“${shownUnit(units[place] ?? '')}” (${place + 1})`;
  const row = cell?.row ?? length - 1;
  return (
    <div className="attention">
      <div className="attention-heads" style={{ gridTemplateColumns: `repeat(${Math.min(4, heads)}, 88px)` }}>
        {maps.map((values, k) => (
          <button
            key={k}
            type="button"
            className="attention-head"
            aria-pressed={k === at}
            onClick={() => setShown(k)}
          >
            <MatrixPicture
              name={nameOf(k)}
              rows={length}
              columns={length}
              values={values}
              range={[0, 1]}
              map="viridis"
            />
            <span>{nameOf(k)}</span>
          </button>
        ))}
      </div>
      <div className="attention-large">
        <MatrixPicture
          name={`Attention of ${nameOf(at)}`}
          rows={length}
          columns={length}
          values={map}
          range={[0, brightest]}
          map="viridis"
          onPoint={setCell}
        />
      </div>
      <div className="attention-text">
        <p>
          {`${nameOf(at)}: what ${unitOf(row)} looks at`}
          {cell !== null &&
            cell.column <= cell.row &&
            `, ${unitOf(cell.column)} with ${formatNumber(map[cell.row * length + cell.column] ?? NaN, 3)}`}
        </p>
        <p className="attended">
          {Array.from({ length }, (_, place) => {
            const weight = place <= row ? (map[row * length + place] ?? 0) : 0;
            return (
              <span
                key={place}
                className={place === row ? 'attended-unit own' : 'attended-unit'}
                title={`${unitOf(place)}: ${formatNumber(weight, 3)}`}
                style={{ backgroundColor: `rgba(var(--attended), ${Math.min(1, weight)})` }}
              >
                {units === null
                  ? formatNumber(columns[0]?.values[place] ?? NaN, 2)
                  : shownUnit(units[place] ?? '')}
              </span>
            );
          })}
        </p>
        <p className="soft">{`Rows look at columns, from 0 (dark) to ${formatNumber(brightest, 2)} (bright); each row adds up to 1.`}</p>
        {note !== null && <p className="soft">{note}</p>}
      </div>
    </div>
  );
}
