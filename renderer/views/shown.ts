/** What a view shows now: a field of the newest frame, its difference from the reference, or a residual. */
import {
  difference,
  displayRange,
  isSigned,
  joinRanges,
  nearestIndex,
  planeValues,
  symmetricRange,
  valueRange,
  type Axis,
  type Range,
  type Values,
} from '../../src/field';
import type { Frame } from '../../src/lab/protocol';
import { live } from '../state/live';
import type { ViewSettings } from '../state/view';
import { valueOf } from './axes';
import { residualFrame } from './residuals';
import { heldFraction, sliceKey, slicingNow } from './slicing';

export interface Shown {
  readonly step: number;
  /** Name on the colour bar. */
  readonly name: string;
  /** Upwards and to the right; one axis for a field of one coordinate. */
  readonly axes: readonly Axis[];
  /** What is held of the other coordinates. */
  readonly held: readonly Held[];
  readonly values: Values;
  /** Another field of the same solution in the same picture; null where there is none. */
  readonly field: (name: string) => Values | null;
  /** On the same grid, where there is one to compare with. */
  readonly reference: Values | null;
  /** Range of the colours. */
  readonly range: Range;
  /** Values on both sides of zero: a diverging colour map suits them. */
  readonly signed: boolean;
}

/** A coordinate that the picture does not show, and the place on its axis at which it is held. */
export interface Held {
  readonly axis: Axis;
  readonly index: number;
  readonly isTime: boolean;
}

/** Why there is nothing to show, as a title and a sentence. */
export interface Missing {
  readonly missing: string;
  readonly text: string;
}

/** The names to choose from: fields, or residuals of equations. */
export function choices(settings: ViewSettings): readonly string[] {
  const frame = settings.quantity === 'residual' ? residualFrame() : live.frame;
  return frame === null ? [] : Object.keys(frame.fields);
}

function sameGrid(a: Frame, b: Frame): boolean {
  return a.axes.every((axis, index) => axis.values.length === b.axes[index]?.values.length);
}

/** The part of a frame that lies in the picture. */
interface Part {
  readonly axes: readonly Axis[];
  readonly held: readonly Held[];
  readonly cut: (values: Values) => Values;
}

function partOf(frame: Frame): Part {
  const { axes } = frame;
  const slice = slicingNow(axes.map(({ name }) => name));
  if (slice === null) return { axes, held: [], cut: (values) => values };
  const place = (name: string): number => axes.findIndex((axis) => axis.name === name);
  const [up, across] = [place(slice.up), place(slice.across)];
  const held = slice.held.flatMap((name): Held[] => {
    const axis = axes[place(name)];
    const isTime = name === slice.time;
    if (axis === undefined) return [];
    return [{ axis, index: nearestIndex(axis, valueOf(axis, heldFraction(name, slice.time))), isTime }];
  });
  const at = axes.map(({ name }) => held.find(({ axis }) => axis.name === name)?.index ?? 0);
  return {
    axes: [axes[up], axes[across]].filter((axis): axis is Axis => axis !== undefined),
    held,
    cut: (values) => planeValues(axes, values, up, across, at),
  };
}

function describe(
  settings: ViewSettings,
  frame: Frame,
  part: Part,
  name: string,
  whole: Values,
  reference: Values | null,
  /** What is drawn in the same colours beside it. */
  shared: Values | null = null,
): Shown {
  // Colours are spread over the values everywhere, so that they stay while the clock runs.
  const plain = valueRange(whole) ?? [0, 1];
  const alwaysSigned = settings.quantity === 'error' || settings.quantity === 'residual';
  const signed = alwaysSigned || isSigned(plain);
  const own = alwaysSigned ? symmetricRange(plain) : displayRange(whole);
  return {
    step: frame.step,
    name,
    axes: part.axes,
    held: part.held,
    values: part.cut(whole),
    field: (other) => {
      const { fields } = settings.quantity === 'reference' ? (live.reference ?? frame) : frame;
      const found = fields[other];
      return found === undefined ? null : part.cut(found);
    },
    reference: reference === null ? null : part.cut(reference),
    range: settings.range ?? (shared === null ? own : joinRanges(own, displayRange(shared))),
    signed,
  };
}

interface Kept {
  readonly frame: Frame | null;
  readonly reference: Frame | null;
  readonly slice: string;
  readonly shown: Shown | Missing;
}

/** What was worked out last for a view, since several parts of the window ask for the same. */
const kept = new WeakMap<ViewSettings, Kept>();

export function shownField(settings: ViewSettings): Shown | Missing {
  const frame = settings.quantity === 'residual' ? residualFrame() : live.frame;
  const slice = frame === null ? '' : sliceKey(frame.axes.map(({ name }) => name));
  const known = kept.get(settings);
  const isSame = known?.frame === frame && known.reference === live.reference && known.slice === slice;
  if (known !== undefined && isSame) return known.shown;
  const shown = workOut(settings);
  kept.set(settings, { frame, reference: live.reference, slice, shown });
  return shown;
}

function workOut(settings: ViewSettings): Shown | Missing {
  const frame = settings.quantity === 'residual' ? residualFrame() : live.frame;
  if (frame === null && settings.quantity === 'residual' && live.frame !== null)
    return {
      missing: 'The residuals are being evaluated',
      text: 'Their program is compiled once for each run; then they follow the solution.',
    };
  if (frame === null)
    return { missing: 'No field yet', text: 'The first picture comes when the network is compiled.' };
  const field = settings.field in frame.fields ? settings.field : (Object.keys(frame.fields)[0] ?? '');
  const values = frame.fields[field];
  if (values === undefined) return { missing: 'No field', text: 'The run has no field to show.' };
  const part = partOf(frame);
  const reference = live.reference;
  const exact =
    reference !== null && sameGrid(frame, reference) && settings.quantity !== 'residual'
      ? (reference.fields[field] ?? null)
      : null;
  const isComparison = settings.sharedColours;
  if (settings.quantity === 'solution' || settings.quantity === 'residual')
    return describe(settings, frame, part, field, values, exact, isComparison ? exact : null);
  if (exact === null)
    return {
      missing: 'No reference',
      text: 'This study has nothing to compare its solution with. Residuals on fresh points tell how far it can be trusted.',
    };
  if (settings.quantity === 'reference')
    return describe(settings, frame, part, field, exact, null, isComparison ? values : null);
  return describe(settings, frame, part, `${field} − reference`, difference(values, exact), null);
}

export function isMissing(shown: Shown | Missing): shown is Missing {
  return 'missing' in shown;
}
