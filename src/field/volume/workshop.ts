import type { Values } from '../grid';
import { arrows } from './arrows';
import { clipMesh, keepOf, keptNodes, type Keep } from './clip';
import { fieldLine, type LineOptions } from './field-line';
import { isosurface } from './isosurface';
import { linePlot, planePlot } from './plots';
import { regionSurface } from './region';
import { scalarFunction, vectorFunction, type SamplerKind, type ScalarFunction } from './sampler';
import { seedPoints } from './seeds';
import { axisSlice, planeSlice } from './slice';
import { fieldStatistics } from './statistics';
import type {
  Clip,
  FieldLine,
  VectorNames,
  VolumeAnswer,
  VolumeAnswers,
  VolumeFields,
  VolumeTask,
} from './tasks';
import { volumeTexture } from './texture';
import { tubes } from './tube';
import { volumeBox, volumeGrid, type VolumeGrid, type VolumeOptions } from './types';
import { lengthOf, minus } from './vector';
import { openedBox, periodsOf, repeatingAxes, wrapLine, type Periodic } from './wrap';

/** Shares of the box's diagonal: how exactly a line is followed when nothing is said, and how close makes it closed. */
const usualTolerance = 1e-6;
const closing = 1e-4;
/** Lengths of a line in diagonals, and its points to a diagonal. */
const usualLength = 4;
const pointsPerDiagonal = 400;
/** A vector this much shorter than the longest one has no direction worth following. */
const weakest = 1e-6;

/** Work that stops after each of its parts, so that it can be given up. */
export type VolumeWork<T extends VolumeTask> = Generator<void, VolumeAnswer<T>, void>;

/** Answers tasks about the fields of one volume. Errors: a field or an axis that is not there, as a RangeError. */
export class Workshop {
  private readonly grid: VolumeGrid;
  private readonly options: VolumeOptions;
  private readonly lengths = new Map<string, Float32Array>();

  constructor(private readonly volume: VolumeFields) {
    this.grid = volumeGrid(volume.axes);
    this.options = { inside: volume.inside };
  }

  work<T extends VolumeTask>(task: T): VolumeWork<T> {
    const maker = makers[task.kind] as (workshop: Workshop, task: VolumeTask) => VolumeWork<T>;
    return maker(this, task);
  }

  field(name: string): Float32Array {
    if (!Object.hasOwn(this.volume.fields, name)) throw new RangeError(`there is no field "${name}" here`);
    return this.volume.fields[name];
  }

  components([x, y, z]: VectorNames): [Float32Array, Float32Array, Float32Array] {
    return [this.field(x), this.field(y), this.field(z)];
  }

  /** The length of a vector at every node; worked out once. */
  length(vector: VectorNames): Float32Array {
    const key = JSON.stringify(vector);
    const known = this.lengths.get(key);
    if (known !== undefined) return known;
    const [x, y, z] = this.components(vector);
    const lengths = x.map((value, i) => Math.hypot(value, y[i], z[i]));
    this.lengths.set(key, lengths);
    return lengths;
  }

  at(values: Values, kind: SamplerKind = 'linear'): ScalarFunction {
    return scalarFunction(this.grid, values, kind, this.options);
  }

  /** The axes through whose ends lines along a vector go on. */
  periodic(vector: VectorNames): Periodic {
    const { periodic, inside } = this.volume;
    return repeatingAxes(this.grid, this.components(vector), periodic ?? [false, false, false], inside);
  }

  keep(clip: Clip | undefined): Keep[] {
    return keepOf(clip, this.grid, (name) => this.field(name), this.options);
  }

  get place(): { readonly grid: VolumeGrid; readonly options: VolumeOptions } {
    return { grid: this.grid, options: this.options };
  }
}

type Kind = VolumeTask['kind'];
type TaskOf<K extends Kind> = Extract<VolumeTask, { kind: K }>;
type Maker<K extends Kind> = (workshop: Workshop, task: TaskOf<K>) => Generator<void, VolumeAnswers[K], void>;

function inOneGo<K extends Kind>(
  answer: (workshop: Workshop, task: TaskOf<K>) => VolumeAnswers[K],
): Maker<K> {
  return function* (workshop, task) {
    yield;
    return answer(workshop, task);
  };
}

type Makers = { readonly [K in Kind]: Maker<K> };

const makers: Makers = {
  *axisSlice(workshop, { field, axis, at, clip }) {
    const { grid, options } = workshop.place;
    const slice = axisSlice(grid, workshop.field(field), axis, at, options);
    if (slice === undefined) throw new RangeError(`${at} lies outside of the axis ${grid.axes[axis].name}`);
    yield;
    return clipMesh(slice, workshop.keep(clip));
  },
  *slice(workshop, { field, plane, clip }) {
    const { grid, options } = workshop.place;
    const slice = planeSlice(grid, workshop.field(field), plane, options);
    yield;
    return clipMesh(slice, workshop.keep(clip));
  },
  *isosurface(workshop, { field, level, colour, clip }) {
    const { grid, options } = workshop.place;
    const surface = isosurface(grid, workshop.field(field), level, {
      ...options,
      colour: colour === undefined ? undefined : workshop.field(colour),
    });
    yield;
    return clipMesh(surface, workshop.keep(clip));
  },
  *lines(workshop, { vector, seeds, settings = {}, radius, sides = 8, colour, clip }) {
    const { grid, options } = workshop.place;
    const lengths = workshop.length(vector);
    const box = volumeBox(grid);
    const diagonal = lengthOf(minus(box.high, box.low));
    const periodic = workshop.periodic(vector);
    const repeated = { ...options, periodic };
    const components = workshop.components(vector);
    const velocity = vectorFunction(grid, components, settings.sampler ?? 'smooth', repeated);
    const lineOptions: LineOptions = {
      direction: settings.direction,
      longest: settings.longest ?? usualLength * diagonal,
      tolerance: (settings.tolerance ?? usualTolerance) * diagonal,
      spacing: diagonal / pointsPerDiagonal,
      bounds: openedBox(box, periodic),
      periods: periodsOf(box, periodic),
      weakest: weakest * fieldStatistics(grid, lengths, options).largest,
      closing: closing * diagonal,
    };
    const lines: FieldLine[] = [];
    for (const seed of seedPoints(seeds, grid, () => masked(lengths, options.inside))) {
      const line = fieldLine(velocity, seed, lineOptions);
      if (line !== null) lines.push(...wrapLine(line, box, periodic));
      yield;
    }
    const along = workshop.at(colour === undefined ? lengths : workshop.field(colour));
    const mesh = tubes(lines, { radius, sides, colour: along });
    yield;
    return { mesh: clipMesh(mesh, workshop.keep(clip)), lines };
  },
  arrows: inOneGo<'arrows'>((workshop, { vector, count, colour, clip }) => {
    const { grid, options } = workshop.place;
    return arrows(grid, workshop.components(vector), {
      ...options,
      count,
      colour: colour === undefined ? undefined : workshop.at(workshop.field(colour)),
      keep: workshop.keep(clip),
    });
  }),
  texture: inOneGo<'texture'>((workshop, { field, range, clip }) => {
    const { grid, options } = workshop.place;
    const keep = workshop.keep(clip);
    const kept = keep.length > 0 ? keptNodes(grid, options.inside ?? null, keep) : (options.inside ?? null);
    return volumeTexture(grid, workshop.field(field), range, kept);
  }),
  *region(workshop, { colour, clip }) {
    const { grid, options } = workshop.place;
    const kept = keptNodes(grid, options.inside ?? null, workshop.keep(clip));
    yield;
    return regionSurface(grid, kept, colour === undefined ? undefined : workshop.field(colour));
  },
  statistics: inOneGo<'statistics'>((workshop, { field }) => {
    const { grid, options } = workshop.place;
    return fieldStatistics(grid, workshop.field(field), options);
  }),
  linePlot: inOneGo<'linePlot'>((workshop, { fields, from, to, count }) => {
    const values = fields.map((name) => [name, workshop.at(workshop.field(name), 'smooth')] as const);
    return linePlot(Object.fromEntries(values), from, to, count);
  }),
  planePlot: inOneGo<'planePlot'>((workshop, { field, corner, right, up, counts }) => {
    return planePlot(workshop.at(workshop.field(field), 'smooth'), corner, right, up, counts);
  }),
  probe: inOneGo<'probe'>((workshop, { fields, at }) => {
    return Object.fromEntries(
      fields.map((name) => [name, workshop.at(workshop.field(name), 'smooth')(...at)]),
    );
  }),
};

/** Values with NaN at masked nodes. */
function masked(values: Float32Array, inside: Uint8Array | null | undefined): Float32Array {
  return inside ? values.map((value, i) => (inside[i] === 1 ? value : NaN)) : values;
}
