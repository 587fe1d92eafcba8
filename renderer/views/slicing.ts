/** Which two coordinates of a study lie in the pictures, and at which values the others are held. */
import { timeOf } from '../../src/language';
import { useRun } from '../state/run';
import { useViews } from '../state/view';
import { namesOf } from '../study/names';

export interface Slicing {
  /** The coordinate to the right. */
  readonly across: string;
  /** The coordinate upwards. */
  readonly up: string;
  /** The others, time first. */
  readonly held: readonly string[];
  /** The coordinate that is time, if there is one. */
  readonly time: string | undefined;
}

/**
 * What is drawn of a field of these coordinates: the plane that was chosen, else the first two of space; a study of
 * one coordinate of space over time is drawn over both. Null for fewer than two coordinates.
 */
export function slicing(
  names: readonly string[],
  time: string | undefined,
  chosen: { readonly across: string; readonly up: string } | null,
): Slicing | null {
  const space = names.filter((name) => name !== time);
  const [first, second] = space;
  if (names.length < 2 || first === undefined) return null;
  const isFree = chosen !== null && chosen.across !== chosen.up;
  const fits = isFree && names.includes(chosen.across) && names.includes(chosen.up);
  const plane = fits
    ? { across: chosen.across, up: chosen.up }
    : second === undefined
      ? { across: time ?? first, up: first }
      : { across: first, up: second };
  const others = names.filter((name) => name !== plane.across && name !== plane.up);
  const held = [...others.filter((name) => name === time), ...others.filter((name) => name !== time)];
  return { ...plane, held, time };
}

/** What is drawn of the open run, as the views are set. */
export function slicingNow(names: readonly string[]): Slicing | null {
  const time = timeOf(namesOf(useRun.getState().study));
  return slicing(
    names,
    time !== undefined && names.includes(time) ? time : undefined,
    useViews.getState().plane,
  );
}

/** Where a held coordinate stands in its range, from 0 to 1: time by the clock, others in the middle at first. */
export function heldFraction(name: string, time: string | undefined): number {
  const { clock, held } = useViews.getState();
  return name === time ? clock : (held[name] ?? 0.5);
}

/** A text that differs when another slice is shown. */
export function sliceKey(names: readonly string[]): string {
  const shown = slicingNow(names);
  if (shown === null) return '';
  const held = shown.held.map((name) => `${name}=${heldFraction(name, shown.time)}`);
  return [shown.across, shown.up, ...held].join(' ');
}
