import { hasFields, type FieldFrame, type FieldTrainer, type FrameChoice, type Trainer } from '../run';
import type { Frame } from './protocol';

const largestGrid = 8_000_000;

/** A request that makes no sense for this run; the message says why. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** A frame as it is sent: pictures need no more than float32. */
export function frameOf(run: string, frame: FieldFrame): Frame {
  const fields = Object.entries(frame.fields).map(([name, values]) => [
    name,
    values instanceof Float32Array ? values : Float32Array.from(values),
  ]);
  return {
    run,
    step: frame.step,
    axes: frame.axes,
    fields: Object.fromEntries(fields),
    inside: frame.inside,
  };
}

/** The trainer, when it has fields to be evaluated; throws `BadRequest` otherwise. */
export function withFields(trainer: Trainer): FieldTrainer {
  if (hasFields(trainer)) return trainer;
  throw new BadRequest(
    'This run trains a model of sequences: it has no fields over coordinates to evaluate.',
  );
}

/** Refuses a grid that has not one count for each coordinate, or too many points. */
export function checkCounts(trainer: FieldTrainer, counts: readonly number[]): void {
  const names = trainer.coordinates.map((coordinate) => coordinate.name);
  if (counts.length !== names.length) {
    throw new BadRequest(
      `A grid of this run needs one count for each of its coordinates: ${names.join(', ')}.`,
    );
  }
  const points = counts.reduce((product, count) => product * count, 1);
  if (points > largestGrid)
    throw new BadRequest(`A grid of ${points} points is too large; ${largestGrid} are allowed.`);
}

/** What a client asks of a frame. */
export interface FrameRequest extends FrameChoice {
  readonly counts: readonly number[];
}

/** Refuses a frame that can't be shown; sees to it that the reference is there where it is needed. */
export async function checkFrame(trainer: FieldTrainer, { counts, ...choice }: FrameRequest): Promise<void> {
  checkCounts(trainer, counts);
  checkHeld(trainer, counts, choice.held ?? {});
  if (trainer.checkFrame(choice).needsReference) await trainer.makeReference();
}

/** How far a held value may lie outside, as a share of the range: it may have been rounded. */
const rounding = 1e-9;

/** Refuses a coordinate that is held outside of its range, or has more than one place. */
export function checkHeld(
  { coordinates }: FieldTrainer,
  counts: readonly number[],
  held: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(held)) {
    const at = coordinates.findIndex((coordinate) => coordinate.name === name);
    if (at < 0) {
      const names = coordinates.map((coordinate) => coordinate.name).join(', ');
      throw new BadRequest(`"${name}" can't be held: the coordinates of this run are ${names}.`);
    }
    const { low, high } = coordinates[at];
    const slack = rounding * (high - low);
    if (!(value >= low - slack && value <= high + slack))
      throw new BadRequest(`${name} = ${value} lies outside of the range from ${low} to ${high}.`);
    if (counts[at] !== 1)
      throw new BadRequest(`"${name}" is held, so its count must be 1 instead of ${counts[at]}.`);
  }
}

/** Refuses points that lack a coordinate or differ in number. */
export function checkPoints(trainer: FieldTrainer, points: Readonly<Record<string, Float64Array>>): void {
  const names = trainer.coordinates.map((coordinate) => coordinate.name);
  const unknown = Object.keys(points).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new BadRequest(`The points have a coordinate "${unknown}", but this run has ${names.join(', ')}.`);
  }
  const missing = names.find((name) => points[name] === undefined);
  if (missing !== undefined)
    throw new BadRequest(`The points have no values of the coordinate "${missing}".`);
  if (new Set(names.map((name) => points[name]?.length)).size > 1) {
    throw new BadRequest('The points need the same number of values for each coordinate.');
  }
}
