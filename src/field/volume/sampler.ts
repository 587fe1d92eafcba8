import type { Values } from '../grid';
import { cellSearch } from './bracket';
import { quinticInterpolation } from './quintic';
import { checkVolume, volumeStrides, type VolumeGrid, type VolumeOptions } from './types';

/** Fields at a point: their values are written into `values`. False outside the grid and where a node is masked. */
export interface FieldSampler {
  readonly values: Float64Array;
  at(x: number, y: number, z: number): boolean;
}

/** A field at any point; NaN outside the grid and where a node is masked. */
export type ScalarFunction = (x: number, y: number, z: number) => number;

/** A vector field at any point; NaN outside the grid and where a node is masked. */
export type VectorFunction = (x: number, y: number, z: number) => readonly [number, number, number];

export type SamplerKind = 'linear' | 'smooth';

/**
 * Fields between the nodes of a grid: linear along each axis, with an error that falls with the square of the spacing;
 * or smooth, a quintic along each axis (see `AxisInterpolation`), with the fifth power.
 */
export function fieldSampler(
  grid: VolumeGrid,
  fields: readonly Values[],
  kind: SamplerKind,
  options: VolumeOptions = {},
): FieldSampler {
  for (const field of fields) checkVolume(grid, field, options);
  return kind === 'linear' ? linearSampler(grid, fields, options) : smoothSampler(grid, fields, options);
}

/** One field as a function. */
export function scalarFunction(
  grid: VolumeGrid,
  field: Values,
  kind: SamplerKind,
  options: VolumeOptions = {},
): ScalarFunction {
  const sampler = fieldSampler(grid, [field], kind, options);
  return (x, y, z) => (sampler.at(x, y, z) ? sampler.values[0] : NaN);
}

/** Three components as a function. */
export function vectorFunction(
  grid: VolumeGrid,
  components: readonly [Values, Values, Values],
  kind: SamplerKind,
  options: VolumeOptions = {},
): VectorFunction {
  const sampler = fieldSampler(grid, components, kind, options);
  const { values } = sampler;
  return (x, y, z) => (sampler.at(x, y, z) ? [values[0], values[1], values[2]] : [NaN, NaN, NaN]);
}

function linearSampler(grid: VolumeGrid, fields: readonly Values[], options: VolumeOptions): FieldSampler {
  const searches = grid.axes.map((axis, k) => cellSearch(axis.values, options.periodic?.[k] ?? false));
  const steps = volumeStrides(grid);
  const inside = options.inside ?? null;
  const values = new Float64Array(fields.length);
  const nodes = new Int32Array(8);
  const weights = new Float64Array(8);

  function at(x: number, y: number, z: number): boolean {
    let start = 0;
    nodes.fill(0);
    weights.fill(1);
    for (let k = 0; k < 3; k++) {
      const search = searches[k];
      const cell = search.find(k === 0 ? x : k === 1 ? y : z);
      if (cell < 0) return false;
      start += cell * steps[k];
      // An axis of one place has no upper corners.
      const share = search.cells > 0 ? search.share : 0;
      for (let corner = 0; corner < 8; corner++) {
        const isUpper = ((corner >> k) & 1) === 1;
        weights[corner] *= isUpper ? share : 1 - share;
        if (isUpper) nodes[corner] += steps[k];
      }
    }
    values.fill(0);
    for (let corner = 0; corner < 8; corner++) {
      const weight = weights[corner];
      // A corner without weight may be masked, or lie past the end.
      if (weight === 0) continue;
      const node = start + nodes[corner];
      if (inside !== null && inside[node] === 0) return false;
      for (let f = 0; f < values.length; f++) values[f] += weight * fields[f][node];
    }
    return !Number.isNaN(values[0]);
  }

  return { values, at };
}

function smoothSampler(grid: VolumeGrid, fields: readonly Values[], options: VolumeOptions): FieldSampler {
  const linear = linearSampler(grid, fields, options);
  const [along, over, up] = grid.axes.map((axis, k) =>
    quinticInterpolation(axis.values, options.periodic?.[k] ?? false),
  );
  const [step, row] = volumeStrides(grid);
  const inside = options.inside ?? null;
  const values = new Float64Array(fields.length);

  function at(x: number, y: number, z: number): boolean {
    // The cell itself must be unmasked; a mask farther away only takes the smoothness.
    if (!linear.at(x, y, z)) return false;
    if (!along.prepare(x) || !over.prepare(y) || !up.prepare(z)) return false;
    values.fill(0);
    for (let i = 0; i < along.count; i++) {
      for (let j = 0; j < over.count; j++) {
        const weight = along.weights[i] * over.weights[j];
        const start = along.nodes[i] * step + over.nodes[j] * row;
        for (let k = 0; k < up.count; k++) {
          const node = start + up.nodes[k];
          if (inside !== null && inside[node] === 0) return fallBack();
          const part = weight * up.weights[k];
          for (let f = 0; f < values.length; f++) values[f] += part * fields[f][node];
        }
      }
    }
    return Number.isNaN(values[0]) ? fallBack() : true;
  }

  function fallBack(): boolean {
    values.set(linear.values);
    return true;
  }

  return { values, at };
}
