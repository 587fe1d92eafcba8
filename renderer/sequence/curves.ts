/** The curves of a sequence model while it learns: trained and held-out losses beside the entropy rate. */
import type uPlot from 'uplot';
import { decimate } from '../plots/decimate';
import { linearAxis, logarithmicAxis, logarithmicScale, themeColour } from '../plots/style';
import type { LossSeries, MeasureSeries } from '../state/series';

/** Units of a cross-entropy; numbers have the one of their own loss. */
export type Unit = 'nats' | 'bits' | 'perplexity';

export const fromNats: Readonly<Record<Unit, (nats: number) => number>> = {
  nats: (x) => x,
  bits: (x) => x / Math.LN2,
  perplexity: (x) => Math.exp(x),
};

export const axisText: Readonly<Record<Unit, string>> = {
  nats: 'nats per element',
  bits: 'bits per element',
  perplexity: 'perplexity',
};

/** Names under which a model's losses are measured, of symbols and of numbers. */
const held = ['validation, nats per element', 'validation loss'] as const;
const ended = ['test, nats per element', 'test loss'] as const;
const rate = 'entropy rate, nats per element';

const lastOf = (measures: MeasureSeries, names: readonly string[]) =>
  names.map((name) => measures.values.get(name)?.last).find((value) => value !== undefined) ?? NaN;

export interface LastLosses {
  readonly trained: number;
  readonly validation: number;
  /** NaN before the end. */
  readonly test: number;
  /** NaN where it is not known. */
  readonly entropyRate: number;
  readonly accuracy: number;
}

export function lastLosses(losses: LossSeries, measures: MeasureSeries): LastLosses {
  return {
    trained: losses.loss.last,
    validation: lastOf(measures, held),
    test: lastOf(measures, ended),
    entropyRate: lastOf(measures, [rate]),
    accuracy: lastOf(measures, ['validation accuracy']),
  };
}

/** Steps, the trained loss, the held-out one where it was measured, and the entropy rate as a level line. */
export function curvesNow(losses: LossSeries, measures: MeasureSeries, of: Unit | null): uPlot.AlignedData {
  const shown = of === null ? (x: number) => x : fromNats[of];
  const { x, curves } = decimate(losses.step.values, [losses.loss.values]);
  const validation = new Array<number | null>(x.length).fill(null);
  const values = held.map((name) => measures.values.get(name)).find((column) => column !== undefined);
  let at = 0;
  measures.step.values.forEach((step, index) => {
    while (at < x.length - 1 && (x[at] ?? Infinity) < step) at++;
    const value = values?.values[index];
    if (x.length > 0 && value !== undefined) validation[at] = shown(value);
  });
  const entropyRate = lastOf(measures, [rate]);
  const level = Number.isNaN(entropyRate) ? null : shown(entropyRate);
  return [
    x as unknown as number[],
    Array.from(curves[0] ?? [], shown),
    validation,
    Array.from(x, () => level),
  ] as uPlot.AlignedData;
}

/** @param of null for numbers, whose loss has a unit of its own and falls over decades */
export function curveOptions(of: Unit | null): Omit<uPlot.Options, 'width' | 'height'> {
  const colour = (name: string) => () => themeColour(name);
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false }, ...(of === null && { y: logarithmicScale }) },
    axes: [
      linearAxis('step', { size: 28 }),
      of === null ? logarithmicAxis('loss, scaled') : linearAxis(axisText[of], { size: 48 }),
    ],
    series: [
      {},
      { label: 'trained', width: 1, stroke: colour('--curve-1'), points: { show: false } },
      {
        label: 'validation',
        width: 2,
        stroke: colour('--curve-2'),
        spanGaps: true,
        points: { show: true, size: 5 },
      },
      {
        label: 'entropy rate',
        width: 1.5,
        stroke: colour('--curve-total'),
        dash: [6, 4],
        points: { show: false },
      },
    ],
    cursor: { y: false },
  };
}
