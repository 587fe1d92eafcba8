import { useMemo, useState } from 'react';
import { formatCount } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { NoRun } from '../panels/NoRun';
import { useMetrics } from '../panels/useMetrics';
import { Legend, type LegendRow } from '../plots/Legend';
import { Plot } from '../plots/Plot';
import { live } from '../state/live';
import { useRun } from '../state/run';
import { curveOptions, curvesNow, fromNats, lastLosses, type Unit } from './curves';
import './sequence.css';

const units = [
  { value: 'nats', label: 'nats' },
  { value: 'bits', label: 'bits' },
  { value: 'perplexity', label: 'perplexity' },
] as const;

/** A number that has no curve. */
const noCurve = '--ground';

function rowsOf(unit: Unit | null): LegendRow[] {
  const last = lastLosses(live.losses, live.measures);
  const shown = unit === null ? (x: number) => x : fromNats[unit];
  const row = (name: string, colour: string, value: number, meaning: string): LegendRow => ({
    name,
    colour,
    value: shown(value),
    digits: 4,
    meaning,
  });
  const rows = [
    row('trained', '--curve-1', last.trained, 'Mean loss of the last batch that was trained on'),
    row('validation', '--curve-2', last.validation, 'Mean loss of the part after the training part, by time'),
    row('test', noCurve, last.test, 'Mean loss of the last part; measured when the run ends'),
  ];
  if (unit === null) return rows;
  const known = !Number.isNaN(last.entropyRate);
  return [
    ...rows,
    ...(known
      ? [
          {
            ...row('entropy rate', '--curve-total', last.entropyRate, 'What no model can go below'),
            dashed: true,
          },
          {
            name: 'excess',
            colour: noCurve,
            value: last.validation / last.entropyRate - 1,
            digits: 3,
            meaning: 'How far the validation loss lies above the entropy rate, relative to it',
          },
        ]
      : []),
    {
      name: 'accuracy',
      colour: noCurve,
      value: last.accuracy,
      digits: 4,
      meaning: 'Share of the elements of the validation part that are the likeliest one',
    },
  ];
}

/** Losses in nats, in bits or as a perplexity, beside the least that is possible. */
export function LearningPanel() {
  const run = useRun((state) => state.state?.run);
  const message = useRun((state) => state.state?.message ?? '');
  const failed = useRun((state) => state.state?.state === 'failed');
  const [unit, setUnit] = useState<Unit>('nats');
  useMetrics();
  const ofSymbols = live.measures.values.has('validation, nats per element');
  const ofNumbers = live.measures.values.has('validation loss');
  const shown = ofNumbers ? null : unit;
  const options = useMemo(() => curveOptions(shown), [shown]);
  const data = useMemo(() => () => curvesNow(live.losses, live.measures, shown), [shown]);
  if (run === undefined) return <NoRun what="Losses" />;
  if (live.losses.step.length === 0)
    return <EmptyState title={failed ? 'The run failed' : 'No step was made yet'} text={message} />;
  return (
    <div className="sequence-panel">
      {ofSymbols && (
        <div className="sequence-bar">
          <Segments name="Unit of the losses" value={unit} choices={units} onChange={setUnit} />
        </div>
      )}
      <div className="plot-panel">
        <div className="plot-area">
          <Plot
            key={run}
            name="Losses by step"
            options={options}
            data={data}
            subscribe={live.metricsChanged.subscribe}
          />
        </div>
        <Legend
          head={`step ${formatCount(live.losses.step.last)}`}
          rows={rowsOf(shown)}
          {...(Number.isNaN(lastLosses(live.losses, live.measures).entropyRate) &&
            shown !== null && { note: 'The entropy rate of this source is not known.' })}
        />
      </div>
    </div>
  );
}
