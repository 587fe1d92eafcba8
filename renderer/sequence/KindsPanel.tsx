import { useMemo, type ReactNode } from 'react';
import type uPlot from 'uplot';
import { create } from 'zustand';
import { formatNumber } from '../../src/field';
import { settings, twoStudies } from '../../src/study';
import type { SequenceKinds } from '../../src/lab/sequence-protocol';
import { request } from '../bridge/request';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { plainMessage } from '../state/session';
import './sequence.css';

interface KindsStore {
  readonly found: SequenceKinds | null;
  readonly failure: string | null;
  readonly training: boolean;
}

const useKinds = create<KindsStore>(() => ({ found: null, failure: null, training: false }));

async function trainBoth(): Promise<void> {
  useKinds.setState({ training: true, failure: null });
  await request('sequence.kinds', {}).then(
    (found) => useKinds.setState({ found }),
    (error: unknown) => useKinds.setState({ failure: plainMessage(error) }),
  );
  useKinds.setState({ training: false });
}

const never = () => () => undefined;
const model = (kind: keyof (typeof settings)['model.kind']['choices']) =>
  settings['model.kind'].choices[kind].label;

/** Supervised learning and sequence modelling as two small studies side by side. */
export function KindsPanel() {
  const { found, failure, training } = useKinds();
  return (
    <div className="sequence-panel">
      <div className="sequence-bar">
        <Button onClick={() => void trainBoth()} disabled={training}>
          {training ? 'Both are being trained …' : 'Train both'}
        </Button>
        <span className="soft">
          Both studies stand in the gallery too, where they can be changed: “{twoStudies.supervised.title}”
          and “{twoStudies.sequence.title}”.
        </span>
      </div>
      {failure !== null && <EmptyState title="They could not be trained" text={failure} />}
      <div className="scrolling kinds">
        <Kind
          title="Supervised learning"
          rows={[
            ['Data', 'pairs {x, y}: x even in [−1, 1], y = sin πx + noise'],
            [
              'Model',
              `y ≈ f(x): ${model('aggregation')} of one element, ${twoStudies.supervised.model.width} neurons`,
            ],
            ['Loss', 'Σ l(f(x), y), l = (f(x) − y)²'],
            ['Learning', 'the sum is minimised'],
          ]}
          course={found?.supervised ?? null}
          sum="Σ l"
          limit="least that noise leaves"
        >
          {found && <Fit found={found.supervised} />}
        </Kind>
        <Kind
          title="Sequence modelling"
          rows={[
            ['Data', 'elements {x} of a Markov chain; nothing is given beside them'],
            [
              'Model',
              `p(x_t | x_1 … x_{t−1}) ≈ f: ${model('rnn')}, ${twoStudies.sequence.model.width} neurons`,
            ],
            ['Likelihood', 'Σ ln p(x_t | x_1 … x_{t−1})'],
            ['Learning', 'the sum is maximised'],
          ]}
          course={found?.sequence ?? null}
          sum="Σ ln p"
          limit="most that the entropy rate allows"
        >
          {found && <Chain found={found.sequence} />}
        </Kind>
      </div>
    </div>
  );
}

interface KindProps {
  title: string;
  rows: readonly (readonly [string, string])[];
  course: Pick<SequenceKinds['supervised'], 'steps' | 'sums' | 'best' | 'count'> | null;
  sum: string;
  limit: string;
  children: ReactNode;
}

function Kind({ title, rows, course, sum, limit, children }: KindProps) {
  return (
    <section className="kind">
      <h3>{title}</h3>
      <table className="table">
        <tbody>
          {rows.map(([name, text]) => (
            <tr key={name}>
              <th>{name}</th>
              <td>{text}</td>
            </tr>
          ))}
          {course && (
            <>
              <tr>
                <th>Reached</th>
                <td>{`${sum} = ${formatNumber(course.sums.at(-1) ?? NaN, 5)} over ${course.count} held-out elements`}</td>
              </tr>
              <tr>
                <th>Best</th>
                <td>{`${formatNumber(course.best, 5)}, the ${limit}`}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
      {course && <Course title={title} course={course} sum={sum} />}
      {children}
    </section>
  );
}

function Course({
  title,
  course,
  sum,
}: Pick<KindProps, 'title' | 'sum'> & { course: NonNullable<KindProps['course']> }) {
  const options = useMemo(
    () =>
      plotOptions(
        ['step', sum],
        [line('held out', '--curve-2'), { ...line('best', '--curve-total'), dash: [5, 4] }],
      ),
    [sum],
  );
  const data = useMemo(
    () => () =>
      [
        Array.from(course.steps),
        Array.from(course.sums),
        Array.from(course.steps, () => course.best),
      ] as uPlot.AlignedData,
    [course],
  );
  return (
    <div className="kind-plot">
      <Plot name={`${title}: ${sum} by step`} options={options} data={data} subscribe={never} />
    </div>
  );
}

/** The held-out pairs, what they are drawn about, and what was learned. */
function Fit({ found }: { found: SequenceKinds['supervised'] }) {
  const options = useMemo(
    () =>
      plotOptions(
        ['x', 'y'],
        [
          {
            label: 'pairs',
            stroke: () => themeColour('--curve-1'),
            width: 0,
            points: { show: true, size: 4 },
          },
          { ...line('sin πx', '--curve-total'), dash: [5, 4] },
          line('f(x)', '--curve-2'),
        ],
      ),
    [],
  );
  const data = useMemo(
    () => () => {
      const pairs = Array.from(found.x, (x, k) => [x, found.y[k] ?? null, null, null] as const);
      const curve = Array.from(
        found.places,
        (x, k) => [x, null, found.truth[k] ?? null, found.told[k] ?? null] as const,
      );
      const rows = [...pairs, ...curve].sort(([a], [b]) => a - b);
      return [0, 1, 2, 3].map((column) => rows.map((row) => row[column] ?? null)) as uPlot.AlignedData;
    },
    [found],
  );
  return (
    <div className="kind-plot">
      <Plot name="Pairs and what was learned of them" options={options} data={data} subscribe={never} />
    </div>
  );
}

/** What was learned of the chain beside what it is drawn from. */
function Chain({ found }: { found: SequenceKinds['sequence'] }) {
  const { symbols, told, truth } = found;
  const count = symbols.length;
  return (
    <table className="table sequence-table">
      <thead>
        <tr>
          <th title="Rows: what came before; columns: what follows. Learned, and of the chain itself.">
            p(x | before)
          </th>
          {symbols.map((symbol) => (
            <th key={symbol} className="number">
              {symbol}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {symbols.map((before, row) => (
          <tr key={before}>
            <td className="code">{before}</td>
            {symbols.map((symbol, column) => {
              const p = told[row * count + column] ?? NaN;
              return (
                <td
                  key={symbol}
                  className="number probability"
                  style={{ backgroundSize: `${Math.round(100 * p)}% 100%` }}
                >
                  {`${formatNumber(p, 2)} (${formatNumber(truth[row * count + column] ?? NaN, 2)})`}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      <caption className="section-note">Learned, and of the chain itself in brackets.</caption>
    </table>
  );
}

const line = (label: string, colour: string): uPlot.Series => ({
  label,
  width: 1.5,
  stroke: () => themeColour(colour),
  points: { show: false },
  spanGaps: true,
});

function plotOptions(
  [across, up]: readonly [string, string],
  series: readonly uPlot.Series[],
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false } },
    axes: [linearAxis(across, { size: 28 }), linearAxis(up, { size: 56 })],
    series: [{}, ...series],
    cursor: { y: false },
  };
}
