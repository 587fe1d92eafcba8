import { useMemo, useState } from 'react';
import uPlot from 'uplot';
import type { OpenedRun } from '../../src/lab/protocol';
import type { TableRun } from '../../src/lab/run-table';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { Legend } from '../plots/Legend';
import { Plot } from '../plots/Plot';
import { decimate, positive } from '../plots/decimate';
import { linearAxis, logarithmicAxis, logarithmicScale, termColourName, themeColour } from '../plots/style';
import { useOpened } from './useOpened';

/** As many as there are colours. */
const most = 8;

const choices = [
  { value: 'loss', label: 'Losses' },
  { value: 'error', label: 'Errors' },
] as const;

type Kind = (typeof choices)[number]['value'];

interface Curve {
  readonly name: string;
  readonly step: Float64Array;
  readonly values: Float64Array;
}

/** The weighted loss of a run, or its errors by field. */
function curvesOf({ state, losses, measures }: OpenedRun, kind: Kind, title: string): Curve[] {
  if (kind === 'loss') return [{ name: title || state.run, step: losses.step, values: losses.loss }];
  const fields = Object.entries(measures.errors);
  return fields.map(([field, values]) => ({
    name: `${title || state.run}: ${field}`,
    step: measures.step,
    values,
  }));
}

/** What each run is called among the others: its title, with its name where another one has that title too. */
function titlesOf(runs: readonly TableRun[]): Record<string, string> {
  const all = runs.map(({ summary }) => summary);
  return Object.fromEntries(
    all.map(({ run, title }) => {
      const shared = all.some((other) => other.run !== run && other.title === title);
      return [run, shared ? `${title} (${run})` : title];
    }),
  );
}

/** Curves of several runs on one axis of steps. */
function joined(curves: readonly Curve[]): uPlot.AlignedData {
  const tables = curves.map(({ step, values }): uPlot.AlignedData => {
    const drawn = decimate(step, [values]);
    return [drawn.x as unknown as number[], positive(drawn.curves[0] ?? [])];
  });
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

function optionsFor(curves: readonly Curve[], kind: Kind): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false }, y: logarithmicScale },
    axes: [
      linearAxis('step', { size: 28 }),
      logarithmicAxis(kind === 'loss' ? 'weighted loss' : 'relative L2 error'),
    ],
    series: [
      {},
      ...curves.map(({ name }, index) => ({
        label: name,
        width: 1.5,
        stroke: () => themeColour(termColourName(index)),
        points: { show: kind === 'error', size: 4 },
        spanGaps: true,
      })),
    ],
    cursor: { y: false, drag: { x: true, y: false } },
  };
}

const still = (): (() => void) => () => undefined;

/** Loss and error curves of the chosen runs, laid over each other. */
export function RunCurves({ runs }: { runs: readonly TableRun[] }) {
  const [kind, setKind] = useState<Kind>('loss');
  const some = runs.slice(0, most);
  const opened = useOpened(some.map(({ summary }) => summary.run));
  // As one text: the runs themselves are new objects with every step of the one that is trained.
  const titles = JSON.stringify(titlesOf(runs));
  const curves = useMemo(() => {
    const names = JSON.parse(titles) as Record<string, string>;
    return opened.flatMap((one) => curvesOf(one, kind, names[one.state.run] ?? ''));
  }, [opened, titles, kind]);
  const options = useMemo(() => optionsFor(curves, kind), [curves, kind]);
  const data = useMemo(() => () => joined(curves), [curves]);
  if (runs.length === 0)
    return (
      <EmptyState
        title="No runs are chosen"
        text="Choose runs in the table; their curves are laid over each other here."
      />
    );
  const note = runs.length > most ? `The first ${most} of ${runs.length} chosen runs` : undefined;
  return (
    <div className="runs-view">
      <Segments name="Curves" value={kind} choices={choices} onChange={setKind} />
      {curves.length === 0 ? (
        <EmptyState
          title={kind === 'error' ? 'None of these runs has a reference' : 'The curves are being read'}
        />
      ) : (
        <div className="plot-panel">
          <div className="plot-area">
            <Plot name="Curves of the chosen runs by step" options={options} data={data} subscribe={still} />
          </div>
          <Legend
            head="last value"
            rows={curves.map(({ name, values }, index) => ({
              name,
              colour: termColourName(index),
              value: values[values.length - 1] ?? NaN,
            }))}
            {...(note !== undefined && { note })}
          />
        </div>
      )}
    </div>
  );
}
