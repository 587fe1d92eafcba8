import { colourTable, displayRange, suitableMap, type Axis, type Range, type Values } from '../../field';
import { pngBytes } from '../png';
import { drawAxes, drawUpwards, type Scale } from './axes';
import { Drawing, type Size } from './drawing';

/** A field over two axes: `values` is row-major, the second axis upwards in the figure. */
export interface PlaneField {
  readonly name: string;
  readonly axes: readonly [Axis, Axis];
  readonly values: Values;
}

/** A field as a map in colours with its bar, of the given size in millimetres. */
export function mapFigure({ name, axes: [across, up], values }: PlaneField, size: Size): Drawing {
  const drawing = new Drawing(size);
  const range = displayRange(values);
  const box = { left: 16, top: 5, width: size.width - 36, height: size.height - 17 };
  const [columns, rows] = [across.values.length, up.values.length];
  drawing.picture(box, pngBytes(columns, rows, mapPixels(values, columns, rows, range)));
  const scale = ({ name: label, values: places }: Axis): Scale => ({
    label,
    range: [places[0], places[places.length - 1]],
  });
  drawAxes(drawing, box, scale(across), scale(up));
  const bar = { left: box.left + box.width + 4, top: box.top, width: 3, height: box.height };
  const steps = 256;
  const gradient = Float64Array.from(
    { length: steps },
    (_, k) => range[0] + (k / (steps - 1)) * (range[1] - range[0]),
  );
  drawing.picture(bar, pngBytes(1, steps, mapPixels(gradient, 1, steps, range)));
  drawing.frame(bar);
  drawUpwards(drawing, bar, { label: name, range }, 'right');
  drawing.text(bar.left + bar.width / 2, bar.top - 1.5, name);
  return drawing;
}

/** Number of the colour of each pixel, 1 to 255 from low to high, from the upper left corner; 0 outside the region. */
export function mapColours(values: Values, columns: number, rows: number, [low, high]: Range): Uint8Array {
  const colours = new Uint8Array(columns * rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const value = values[column * rows + row];
      if (!Number.isFinite(value)) continue;
      const level = high === low ? 128 : 1 + Math.round((254 * (value - low)) / (high - low));
      colours[(rows - 1 - row) * columns + column] = Math.max(1, Math.min(255, level));
    }
  }
  return colours;
}

/** Red, green, blue and opacity by the numbers of `mapColours`; what is outside is white and clear. */
export function mapPalette(range: Range): Uint8Array {
  const table = colourTable(suitableMap(range), 255);
  const palette = new Uint8Array(4 * 256);
  palette.set([255, 255, 255, 0]);
  palette.set(table, 4);
  return palette;
}

function mapPixels(values: Values, columns: number, rows: number, range: Range): Uint8Array {
  const palette = mapPalette(range);
  const pixels = new Uint8Array(4 * columns * rows);
  mapColours(values, columns, rows, range).forEach((colour, pixel) =>
    pixels.set(palette.subarray(4 * colour, 4 * colour + 4), 4 * pixel),
  );
  return pixels;
}
