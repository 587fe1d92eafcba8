import { gridPoints, gridSize, uniformAxis, type Axis } from '../field';
import { Unreached, insert, nodes, type Resolved } from '../language';
import { type FieldFrame, type FieldTrainer, type FrameChoice, type Work } from '../run';
import type { DeviceTensor } from '../tensorflow';
import { centred, type MeanFree } from './comparison';
import { belongs } from './domain';
import type { Columns, Evaluator } from './evaluator';
import { treesOf } from './extent';
import { livesAt, withinParts } from './parts';
import type { Problem } from './problem';
import { readFromGiven, readQuantities, usualQuantities, type Reading } from './quantities';
import type { Reference } from './reference';
import { Tape } from './reference/tape';

/** Points of the reference between two stops. */
const part = 8192;

/** A grid with all its points and its mask. */
interface Place {
  readonly key: string;
  readonly axes: readonly Axis[];
  readonly points: Columns;
  readonly inside: Uint8Array | null;
}

/** What the reference is made of: itself, and the numbers that belong to it. */
export interface Truth {
  readonly reference: Reference;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Frames of the solution and of the reference on grids. The last grid is kept: pictures ask for the same again. */
export class Frames {
  private place: Place | null = null;
  private mask: { readonly key: string; readonly inside: Uint8Array | null } | null = null;
  private truth: { readonly key: string; readonly fields: Columns } | null = null;

  constructor(
    private readonly problem: Problem,
    private readonly evaluator: Pick<Evaluator, 'work'>,
    private readonly meanFree: MeanFree,
  ) {}

  /** The reference has become another one. */
  changed(): void {
    this.truth = null;
  }

  /** Whether the reference is needed. Errors: what can't be shown, as a sentence. */
  needsReference(choice: FrameChoice): boolean {
    return this.readings(choice).some(({ kind }) => kind === 'error');
  }

  /** @param unknowns parameters of the network and of the study, which stay as they are until it is done */
  *solution(
    counts: readonly number[],
    choice: FrameChoice,
    unknowns: readonly DeviceTensor[],
    step: number,
    truth: Truth | null,
  ): Work<FieldFrame> {
    const readings = this.readings(choice);
    const place = yield* this.placeOf(counts, choice);
    const fields = yield* this.evaluator.work(place.points, readings, unknowns);
    for (const reading of readings)
      if (reading.kind !== 'error') this.limit(fields[reading.name], reading, place);
    const errors = readings.filter((reading) => reading.kind === 'error');
    if (errors.length > 0) {
      const exact = yield* this.exact(place, truth);
      for (const reading of errors) {
        const { name, of, text } = reading;
        const expected = yield* this.known(of, text, place, exact, truth!);
        if (expected === null) throw new Error(missing(of, truth));
        const difference = fields[name].map((value, i) =>
          place.inside?.[i] === 0 ? NaN : value - expected[i],
        );
        this.limit(difference, reading, place);
        fields[name] = centred(this.meanFree, of, difference, place.points);
      }
    }
    return frame(step, place, fields);
  }

  /** What the reference gives of the quantities, or all that it gives; quantities that it does not give are left out. */
  *reference(counts: readonly number[], choice: FrameChoice, truth: Truth): Work<FieldFrame> {
    const place = yield* this.placeOf(counts, choice);
    const exact = yield* this.exact(place, truth);
    if (choice.quantities === undefined)
      return frame(0, place, withinParts(this.problem.parts, place.points, copied(exact)));
    const fields: Columns = {};
    for (const reading of this.readings(choice)) {
      if (reading.kind !== 'expression') continue;
      const values = yield* this.known(reading.name, reading.text, place, exact, truth);
      if (values === null) continue;
      fields[reading.name] = values.slice();
      this.limit(fields[reading.name], reading, place);
    }
    return frame(0, place, fields);
  }

  /** NaN where the fields that a reading is made of do not live. */
  private limit(values: Float64Array, reading: Reading, { points }: Place): void {
    const { parts } = this.problem;
    const lives = parts.length === 0 ? null : livesAt(parts, treesOf(this.problem, reading), points);
    lives?.forEach((is, i) => {
      if (is === 0) values[i] = NaN;
    });
  }

  private readings({ quantities }: FrameChoice): Reading[] {
    return quantities ? readQuantities(this.problem, quantities) : usualQuantities(this.problem);
  }

  /** The fields of the reference on a grid, evaluated once. */
  private *exact(place: Place, truth: Truth | null): Work<Columns> {
    if (truth === null) throw new Error(missing('', truth));
    const key = JSON.stringify([place.key, truth.parameters]);
    if (this.truth?.key !== key) {
      const { reference } = truth;
      const size = gridSize(place.axes);
      const fields = Object.fromEntries(reference.fields.map((name) => [name, new Float64Array(size)]));
      for (let from = 0; from < size; from += part) {
        if (from > 0) yield;
        const values = reference.evaluate(rowsOf(place.points, from));
        for (const name of reference.fields) fields[name].set(values[name], from);
      }
      this.truth = { key, fields };
    }
    return this.truth.fields;
  }

  /**
   * What the reference gives of a scalar of an expression: one of its fields; any expression of fields that it knows as
   * expressions, with derivatives written out; or one without derivatives of fields that it only has values of. Null
   * otherwise.
   */
  private *known(
    name: string,
    text: string,
    { axes, points }: Place,
    exact: Columns,
    { reference, parameters }: Truth,
  ): Work<Float64Array | null> {
    if (Object.hasOwn(exact, name)) return exact[name];
    const tree = readFromGiven(this.problem.names, reference.fields, text, name);
    if (tree === null) return null;
    const written = reference.trees ? inserted(tree, reference.trees) : isOf(tree, exact) ? tree : null;
    if (written === null) return null;
    const tape = new Tape([written]);
    const values = new Float64Array(gridSize(axes));
    for (let from = 0; from < values.length; from += part) {
      if (from > 0) yield;
      const some = rowsOf({ ...points, ...exact }, from);
      values.set(tape.evaluate({ ...parameters, ...some }, Math.min(part, values.length - from))[0], from);
    }
    return values;
  }

  private *placeOf(counts: readonly number[], { held = {} }: FrameChoice): Work<Place> {
    const key = JSON.stringify([counts, held]);
    if (this.place?.key !== key) {
      const axes = frameAxes(this.problem.coordinates, counts, held);
      const points = gridPoints(axes);
      this.place = { key, axes, points, inside: yield* this.maskOf(axes, points) };
    }
    return this.place;
  }

  /** The mask of a grid; it stays while only coordinates that the region does not know of are moved. */
  private *maskOf(axes: readonly Axis[], points: Columns): Work<Uint8Array | null> {
    const { domain } = this.problem;
    if (domain === null) return null;
    const { coordinates } = domain.region;
    const shape = axes.map(({ name, values }) => (coordinates.includes(name) ? [...values] : values.length));
    const key = JSON.stringify(shape);
    if (this.mask?.key !== key) {
      const inside = new Uint8Array(gridSize(axes));
      for (let from = 0; from < inside.length; from += part) {
        if (from > 0) yield;
        inside.set(belongs(domain, rowsOf(points, from)), from);
      }
      this.mask = { key, inside: inside.includes(0) ? inside : null };
    }
    return this.mask.inside;
  }
}

/** Evenly spaced places along each coordinate; one place along a coordinate that is held. */
export function frameAxes(
  coordinates: FieldTrainer['coordinates'],
  counts: readonly number[],
  held: Readonly<Record<string, number>> = {},
): Axis[] {
  return coordinates.map(({ name, low, high }, k) =>
    Object.hasOwn(held, name)
      ? { name, values: Float64Array.of(held[name]) }
      : uniformAxis(name, low, high, counts[k]),
  );
}

function frame(step: number, { axes, inside }: Place, fields: Columns): FieldFrame {
  if (inside !== null)
    for (const values of Object.values(fields))
      inside.forEach((is, i) => {
        if (is === 0) values[i] = NaN;
      });
  return { step, axes, fields, inside: inside && inside.slice() };
}

/** The rows of one part of the work. */
function rowsOf(columns: Columns, from: number): Columns {
  const parts = Object.entries(columns).map(
    ([name, all]) => [name, all.subarray(from, from + part)] as const,
  );
  return Object.fromEntries(parts);
}

/** Later changes of a frame must not reach what is kept. */
function copied(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice()]));
}

/** The tree with each field's expression in its place; null where that can't be written out. */
function inserted(tree: Resolved, fields: Readonly<Record<string, Resolved>>): Resolved | null {
  try {
    return insert(tree, fields) ?? null;
  } catch (error) {
    if (error instanceof Unreached) return null;
    throw error;
  }
}

/** Whether an expression can be worked out from these fields at a point. */
function isOf(tree: Resolved, fields: Columns): boolean {
  return [...nodes(tree)].every((node) => {
    if (node.kind === 'field') return Object.hasOwn(fields, node.name);
    return !['derivative', 'differentiate', 'integral', 'normal'].includes(node.kind);
  });
}

function missing(name: string, truth: Truth | null): string {
  if (truth === null)
    return 'There is no reference to show an error against: the study names none in its part "reference", or one that is known at scattered points only.';
  return `The reference gives no "${name}", so there is no error of it. It gives ${truth.reference.fields.join(', ')}.`;
}
