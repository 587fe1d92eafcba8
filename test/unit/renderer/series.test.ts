import { describe, expect, it } from 'vitest';
import {
  Column,
  LossSeries,
  lossesAfter,
  MeasureSeries,
  measuresAfter,
} from '../../../renderer/state/series';

function losses(from: number, to: number, value: number) {
  const step = Float64Array.from({ length: to - from }, (_, i) => from + i);
  return { step, phase: step.map(() => 0), loss: step.map(() => value), terms: [step.map(() => value / 2)] };
}

describe('growing columns', () => {
  it('grow without losing a number', () => {
    const column = new Column();
    for (let i = 0; i < 5000; i++) column.append([i]);
    expect(column.length).toBe(5000);
    expect(column.values.every((value, index) => value === index)).toBe(true);
    expect(column.last).toBe(4999);
    expect(column.countBelow(10.5)).toBe(11);
  });

  it('a resumed run replaces the losses after its checkpoint', () => {
    const series = new LossSeries();
    series.append(losses(0, 100, 1));
    series.append(losses(80, 90, 2));
    expect([...series.step.values]).toEqual(Array.from({ length: 90 }, (_, i) => i));
    expect(series.loss.values[79]).toBe(1);
    expect(series.loss.values[80]).toBe(2);
    expect(series.terms[0]?.length).toBe(90);
  });

  it('a resumed run replaces its measures too', () => {
    const series = new MeasureSeries();
    const measures = (steps: number[], error: number) => ({
      step: Float64Array.from(steps),
      freshRatio: Float64Array.from(steps.map(() => 1)),
      errors: { u: Float64Array.from(steps.map(() => error)) },
      inferred: {},
      values: {},
      weights: {},
      validation: {},
    });
    series.append(measures([100, 200, 300], 0.5));
    series.append(measures([200], 0.1));
    expect([...series.step.values]).toEqual([100, 200]);
    expect([...(series.errors.get('u')?.values ?? [])]).toEqual([0.5, 0.1]);
  });

  it('what came in while a run was read is added after what was read', () => {
    const series = new LossSeries();
    series.append(losses(0, 50, 1));
    series.append(lossesAfter(losses(40, 60, 2), series.step.last));
    expect([...series.step.values]).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(series.loss.values[49]).toBe(1);
    expect(series.loss.values[50]).toBe(2);
    const all = lossesAfter(losses(0, 5, 1), new LossSeries().step.last);
    expect(all.step.length).toBe(5);
  });

  it('values of the unknowns grow beside the errors', () => {
    const series = new MeasureSeries();
    const measures = (steps: number[], value: number) => ({
      step: Float64Array.from(steps),
      freshRatio: Float64Array.from(steps.map(() => 1)),
      errors: {},
      inferred: { k: Float64Array.from(steps.map(() => value)) },
      values: {},
      weights: { 'equation 1': Float64Array.from(steps.map(() => 2 * value)) },
      validation: {},
    });
    series.append(measures([10, 20], 1));
    series.append(measuresAfter(measures([20, 30], 2), series.step.last));
    expect([...(series.inferred.get('k')?.values ?? [])]).toEqual([1, 1, 2]);
    expect([...(series.weights.get('equation 1')?.values ?? [])]).toEqual([2, 2, 4]);
  });
});
