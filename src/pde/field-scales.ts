import { evaluateNumber, nodes, type ConditionMeaning } from '../language';
import type { Bounds, PointSource } from './point-source';

/** Values within this factor of one are left as they are: a network reaches them without a scale. */
const ordinary = 32;

/** Points of a place at which a given value is looked at. */
const samples = 256;

/** What a condition requires, and where. */
export interface AskedCondition {
  readonly condition: ConditionMeaning;
  readonly source: PointSource;
}

/**
 * The scale s of a field's trial function lift + distance · s N: the power of two nearest to the largest of the sizes
 * that its values are known to have; 1 where that is of order one, or where nothing is known.
 */
export function scaleOf(sizes: readonly number[]): number {
  const largest = Math.max(0, ...sizes.filter(Number.isFinite));
  if (largest === 0 || (largest >= 1 / ordinary && largest <= ordinary)) return 1;
  return 2 ** Math.round(Math.log2(largest));
}

/** The largest size of the value that a condition gives of a field; none where it asks for something else. */
export function sizesOnPlaces(
  field: string,
  asked: readonly AskedCondition[],
  parameters: Readonly<Record<string, number>>,
  box: readonly Bounds[],
): number[] {
  return asked.flatMap(({ condition: { require }, source }, part) => {
    const { left, right } = require;
    if (left.kind !== 'field' || left.name !== field) return [];
    const known = ['number', 'constant', 'parameter', 'coordinate', 'unary', 'binary', 'call'];
    if (![...nodes(right)].every(({ kind }) => known.includes(kind))) return [];
    const columns = source.columns({ seed: 0, part, step: 0, box, count: samples });
    const sizes = Array.from({ length: columns[box[0].name].length }, (_, i) => {
      const point = Object.fromEntries(box.map(({ name }) => [name, columns[name][i]]));
      return Math.abs(evaluateNumber(right, { ...parameters, ...point }));
    });
    return [Math.max(0, ...sizes.filter(Number.isFinite))];
  });
}

/**
 * The root mean square of measured values.
 * @param weights ω of each, of mean 1; all count alike without them
 */
export function sizeOfData(values: Float64Array, weights?: Float64Array): number {
  const sum = values.reduce((total, value, i) => total + (weights?.[i] ?? 1) * value * value, 0);
  return Math.sqrt(sum / Math.max(1, values.length));
}
