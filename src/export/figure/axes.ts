import { formatTick, logTicks, superscript, ticks, type Range } from '../../field';
import { letterHeight, type Box, type Drawing } from './drawing';

/** A direction of a plot: its range, its words, and whether steps are factors of ten. */
export interface Scale {
  readonly label: string;
  readonly range: Range;
  readonly logarithmic?: boolean;
}

const tickLength = 1;

/** Where a value stands between the ends of a scale, from 0 to 1. */
export function share({ range: [low, high], logarithmic }: Scale, value: number): number {
  if (high === low) return 0.5;
  if (logarithmic === true) return Math.log(value / low) / Math.log(high / low);
  return (value - low) / (high - low);
}

function marks({ range: [low, high], logarithmic }: Scale, count: number): { value: number; text: string }[] {
  if (logarithmic === true)
    return logTicks(low, high, count).map((value) => ({
      value,
      text: `10${superscript(Math.round(Math.log10(value)))}`,
    }));
  const { values, step } = ticks(low, high, count);
  return values.map((value) => ({ value, text: formatTick(value, step) }));
}

/** A frame with ticks and words below and on the left. */
export function drawAxes(drawing: Drawing, box: Box, across: Scale, up: Scale): void {
  const { left, top, width, height } = box;
  const [bottom, letters] = [top + height, letterHeight];
  drawing.frame(box);
  for (const { value, text } of marks(across, Math.max(2, Math.round(width / 14)))) {
    const x = left + share(across, value) * width;
    drawing.line(x, bottom, x, bottom + tickLength);
    drawing.text(x, bottom + tickLength + letters, text);
  }
  drawing.text(left + width / 2, bottom + tickLength + 2.4 * letters, across.label);
  drawUpwards(drawing, box, up, 'left');
  drawing.text(left - 4.4 * letters, top + height / 2, up.label, { turned: true });
}

/** Ticks beside a box, on its left or its right. */
export function drawUpwards(
  drawing: Drawing,
  { left, top, width, height }: Box,
  up: Scale,
  side: 'left' | 'right',
): void {
  const edge = side === 'left' ? left : left + width;
  const outward = side === 'left' ? -1 : 1;
  for (const { value, text } of marks(up, Math.max(2, Math.round(height / 10)))) {
    const y = top + (1 - share(up, value)) * height;
    drawing.line(edge, y, edge + outward * tickLength, y);
    drawing.text(edge + outward * (tickLength + 0.6), y + 0.35 * letterHeight, text, {
      anchor: side === 'left' ? 'end' : 'start',
    });
  }
}
