/** What a view shows now: a field of the newest frame, its difference from the reference, or a residual. */
import {
  difference,
  displayRange,
  isSigned,
  symmetricRange,
  valueRange,
  type Axis,
  type Range,
  type Values,
} from '../../src/field';
import type { Frame } from '../../src/lab/protocol';
import { live } from '../state/live';
import type { ViewSettings } from '../state/view';
import { residualFrame } from './residuals';

export interface Shown {
  readonly step: number;
  /** Name on the colour bar. */
  readonly name: string;
  readonly axes: readonly Axis[];
  readonly values: Values;
  /** On the same grid, where there is one to compare with. */
  readonly reference: Values | null;
  /** Range of the colours. */
  readonly range: Range;
  /** Values on both sides of zero: a diverging colour map suits them. */
  readonly signed: boolean;
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

function describe(
  settings: ViewSettings,
  frame: Frame,
  name: string,
  values: Values,
  reference: Values | null,
): Shown {
  const plain = valueRange(values) ?? [0, 1];
  const alwaysSigned = settings.quantity !== 'solution';
  const signed = alwaysSigned || isSigned(plain);
  const own = alwaysSigned ? symmetricRange(plain) : displayRange(values);
  return {
    step: frame.step,
    name,
    axes: frame.axes,
    values,
    reference,
    range: settings.range ?? own,
    signed,
  };
}

interface Kept {
  readonly frame: Frame | null;
  readonly reference: Frame | null;
  readonly shown: Shown | Missing;
}

/** What was worked out last for a view, since several parts of the window ask for the same. */
const kept = new WeakMap<ViewSettings, Kept>();

export function shownField(settings: ViewSettings): Shown | Missing {
  const frame = settings.quantity === 'residual' ? residualFrame() : live.frame;
  const known = kept.get(settings);
  if (known !== undefined && known.frame === frame && known.reference === live.reference) return known.shown;
  const shown = workOut(settings);
  kept.set(settings, { frame, reference: live.reference, shown });
  return shown;
}

function workOut(settings: ViewSettings): Shown | Missing {
  const frame = settings.quantity === 'residual' ? residualFrame() : live.frame;
  if (frame === null)
    return { missing: 'No field yet', text: 'The first picture comes when the network is compiled.' };
  const field = settings.field in frame.fields ? settings.field : (Object.keys(frame.fields)[0] ?? '');
  const values = frame.fields[field];
  if (values === undefined) return { missing: 'No field', text: 'The run has no field to show.' };
  const reference = live.reference;
  const exact =
    reference !== null && sameGrid(frame, reference) && settings.quantity !== 'residual'
      ? (reference.fields[field] ?? null)
      : null;
  if (settings.quantity !== 'error') return describe(settings, frame, field, values, exact);
  if (exact === null)
    return {
      missing: 'No reference',
      text: 'This study has nothing to compare its solution with. Residuals on fresh points tell how far it can be trusted.',
    };
  return describe(settings, frame, `${field} − reference`, difference(values, exact), null);
}

export function isMissing(shown: Shown | Missing): shown is Missing {
  return 'missing' in shown;
}
