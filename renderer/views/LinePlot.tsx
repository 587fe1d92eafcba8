import { useCallback, useMemo } from 'react';
import type uPlot from 'uplot';
import {
  formatNumber,
  joinRanges,
  lineAlong,
  valueRange,
  type Axis,
  type Range,
  type Values,
} from '../../src/field';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { useViews } from '../state/view';
import { valueOf } from './axes';
import type { Shown } from './shown';
import { onShownChange, shownNow } from './useScene';

/** The range of both curves over all times, so that the axis stands still while time runs. */
function rangeOf(shown: Shown): Range {
  const own = valueRange(shown.values) ?? [0, 1];
  const reference = shown.reference === null ? undefined : valueRange(shown.reference);
  const [low, high] = reference === undefined ? own : joinRanges(own, reference);
  const margin = 0.05 * (high - low) || 1;
  return [low - margin, high + margin];
}

/** The coordinate along which the line runs, and the one that the clock holds fixed, if there is one. */
function lineOf(shown: Shown): { readonly along: Axis | undefined; readonly held: Axis | undefined } {
  return { along: shown.axes[0], held: shown.axes[1] };
}

function curvesAt(id: string): uPlot.AlignedData {
  const shown = shownNow(id);
  const { along, held } = shown === null ? { along: undefined, held: undefined } : lineOf(shown);
  if (shown === null || along === undefined) return [[], [], []];
  const fixed = held === undefined ? {} : { [held.name]: valueOf(held, useViews.getState().clock) };
  const valuesOf = (field: Values | null): (number | null)[] => {
    const line =
      field === null
        ? undefined
        : lineAlong({ axes: shown.axes, fields: { field } }, 'field', along.name, fixed);
    if (line === undefined) return Array.from(along.values, () => null);
    // No value, as outside the domain: a gap of the curve.
    return Array.from(line.values, (value) => (Number.isNaN(value) ? null : value));
  };
  return [[...along.values], valuesOf(shown.values), valuesOf(shown.reference)];
}

/** The field along the first coordinate, at the clock's time where there is one, and the reference over it. */
export function LinePlot({ id, shown }: { id: string; shown: Shown }) {
  const { along, held } = lineOf(shown);
  const clock = useViews((state) => state.clock);
  const data = useCallback(() => curvesAt(id), [id]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [
        onShownChange(id, listener),
        useViews.subscribe((state, before) => {
          if (state.clock !== before.clock) listener();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [id],
  );
  const alongName = along?.name ?? '';
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false },
        y: {
          range: () => {
            const now = shownNow(id);
            return now === null ? [0, 1] : [...rangeOf(now)];
          },
        },
      },
      axes: [linearAxis(alongName, { size: 26 }), linearAxis(shown.name, { size: 44 })],
      series: [
        {},
        { label: shown.name, stroke: () => themeColour('--curve-1'), width: 2, points: { show: false } },
        {
          label: 'reference',
          stroke: () => themeColour('--slice'),
          width: 1.25,
          dash: [4, 4],
          points: { show: false },
        },
      ],
      cursor: { y: false, drag: { x: false, y: false } },
    }),
    [id, alongName, shown.name],
  );
  const place = held === undefined ? '' : ` at ${held.name} = ${formatNumber(valueOf(held, clock))}`;
  return (
    <div className="line-plot">
      <div className="line-plot-head">
        <span>
          {shown.name}
          {place}
        </span>
        <span className="line-plot-key">
          <span className="swatch" style={{ borderTopColor: 'var(--curve-1)' }} /> {shown.name}
        </span>
        {shown.reference !== null && (
          <span className="line-plot-key">
            <span className="swatch dashed" style={{ borderTopColor: 'var(--slice)' }} /> reference
          </span>
        )}
      </div>
      <Plot
        name={`${shown.name} along ${alongName}${place}`}
        options={options}
        data={data}
        subscribe={subscribe}
        keepsZoom={false}
      />
    </div>
  );
}
