/** The geometry that a layer asks for, in the units of the scene. Pure. */
import { type Range } from '../../src/field';
import {
  outerOpacity,
  risingOpacity,
  type Mesh,
  type VectorNames,
  type VolumeTask,
} from '../../src/field/volume';
import { diagonal, normalOf, offsetOf, shareToScene, type SpaceBox } from './box';
import type { IsosurfaceLayer, Layer, LinesLayer, OpacityPoint, ThresholdLayer, VolumeLayer } from './layers';
import type { VectorChoice } from './quantities';

/** What is known of the fields that are shown. */
export interface FieldFacts {
  readonly box: SpaceBox;
  /** From the smallest to the largest value of each quantity. */
  readonly ranges: Readonly<Record<string, Range>>;
  readonly vectors: readonly VectorChoice[];
}

/** The level of an isosurface: the one that was set, else two thirds up the range, where most shapes are clear. */
export function levelOf({ level, quantity }: IsosurfaceLayer, { ranges }: FieldFacts): number {
  const [low, high] = ranges[quantity] ?? [0, 1];
  return level ?? Number((low + 0.66 * (high - low)).toPrecision(3));
}

/** The values that a threshold keeps: those that were set, else the upper half of the range. */
export function keptRange({ low, high, quantity }: ThresholdLayer, { ranges }: FieldFacts): Range {
  const [from, to] = ranges[quantity] ?? [0, 1];
  return [low ?? Number(((from + to) / 2).toPrecision(3)), high ?? to];
}

function seedsOf(box: SpaceBox, { seeds, count, from, to }: LinesLayer): LineSeeds {
  const [start, end] = [shareToScene(box, from), shareToScene(box, to)];
  if (seeds === 'strength') return { kind: 'strength', count };
  if (seeds === 'point') return { kind: 'points', points: [start] };
  if (seeds === 'line') return { kind: 'line', from: start, to: end, count };
  // The corners are opposite: the plane stands across the axis along which they differ least.
  const sides = end.map((value, k) => value - start[k]);
  const across = sides.reduce((least, side, k) => (Math.abs(side) < Math.abs(sides[least]) ? k : least), 0);
  const edge = (axis: number): readonly [number, number, number] => {
    const along = (k: number): number => (k === axis ? sides[k] : 0);
    return [along(0), along(1), along(2)];
  };
  const [first, second] = [0, 1, 2].filter((k) => k !== across);
  const each = Math.max(1, Math.round(Math.sqrt(count)));
  return { kind: 'plane', origin: start, edges: [edge(first), edge(second)], counts: [each, each] };
}

type LineSeeds = Extract<VolumeTask, { kind: 'lines' }>['seeds'];

export function vectorOf(name: string, { vectors }: FieldFacts): VectorChoice | undefined {
  return vectors.find((vector) => vector.name === name) ?? vectors[0];
}

function componentsOf({ components }: VectorChoice): VectorNames {
  const [first, second, third] = components;
  return [first, second, third];
}

/** The task whose answer a layer draws; null where it has nothing to ask for. `colour` is the quantity of its colours. */
export function taskOf(layer: Layer, facts: FieldFacts, colour: string, colours: Range): VolumeTask | null {
  const { box } = facts;
  switch (layer.kind) {
    case 'slice': {
      const { plane, quantity: field } = layer;
      if (plane.facing !== 'oblique')
        return {
          kind: 'axisSlice',
          field,
          axis: plane.facing,
          at: (plane.at - 0.5) * box.size[plane.facing],
        };
      const normal = normalOf(plane);
      const offset = offsetOf(box, plane);
      const [x, y, z] = normal.map((part) => part * offset);
      return { kind: 'slice', field, plane: { origin: [x, y, z], normal } };
    }
    case 'isosurface':
      return { kind: 'isosurface', field: layer.quantity, level: levelOf(layer, facts), colour };
    case 'volume':
      return { kind: 'texture', field: layer.quantity, range: colours };
    case 'lines': {
      const vector = vectorOf(layer.vector, facts);
      if (vector === undefined) return null;
      return {
        kind: 'lines',
        vector: componentsOf(vector),
        seeds: seedsOf(box, layer),
        settings: { longest: layer.length * diagonal(box), tolerance: 1e-5 },
        radius: (layer.radius / 1000) * diagonal(box),
        colour,
      };
    }
    case 'arrows': {
      const vector = vectorOf(layer.vector, facts);
      if (vector === undefined) return null;
      return { kind: 'arrows', vector: componentsOf(vector), count: layer.count, colour };
    }
    case 'threshold':
      return {
        kind: 'region',
        colour,
        clip: { threshold: { field: layer.quantity, range: keptRange(layer, facts) } },
      };
  }
}

/** The quantities that the fields must hold for a layer to be drawn. */
export function neededBy(layer: Layer, vectors: readonly VectorChoice[]): string[] {
  const facts = { vectors } as FieldFacts;
  const colour = 'colouredBy' in layer && layer.colouredBy !== '' ? [layer.colouredBy] : [];
  if (layer.kind !== 'lines' && layer.kind !== 'arrows') return [layer.quantity, ...colour];
  const vector = vectorOf(layer.vector, facts);
  if (vector === undefined) return [];
  return [...vector.components, ...(colour.length > 0 ? colour : [vector.length])];
}

/** The opacities of a cloud: those that were set, else those that show what is far from zero, or large. */
export function transferPoints({ transfer }: VolumeLayer, [low, high]: Range): readonly OpacityPoint[] {
  return transfer ?? (low === -high ? outerOpacity : risingOpacity);
}

/** Triangles in the units of the coordinates, as they are written to files. */
export function inValues({ low, high, size }: SpaceBox, mesh: Mesh): Mesh {
  const positions = mesh.positions.map((value, i) => {
    const k = i % 3;
    return low[k] + (value / size[k] + 0.5) * (high[k] - low[k]);
  });
  // Normals stretch the other way.
  const normals = mesh.normals.map((value, i) => (value * size[i % 3]) / (high[i % 3] - low[i % 3]));
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return { ...mesh, positions, normals };
}
