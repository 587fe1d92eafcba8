import { GIFEncoder } from 'gifenc';
import { displayRange } from '../field';
import { mapColours, mapPalette } from './figure/map';
import { gridOf, Unsuitable, type FieldWriter } from './result';
import { scenesOf } from './vtk/scene';

/** Milliseconds of each time. */
const frameTime = 80;
/** Pixels of the longer side, if the grid has fewer places. */
const wishedPixels = 480;

/** An animation (.gif) of one field over two axes of space: one frame for each time, all in the same colours. */
export const writeAnimation: FieldWriter = (result, name) => {
  const scenes = scenesOf(gridOf(result, 'An animation'), true);
  const [[field, ...others], [scene]] = [Object.keys(result.fields), scenes];
  const axes = scene.axes.filter(({ values }) => values.length > 1);
  if (others.length > 0)
    throw new Unsuitable(`An animation shows one field; choose one of ${[field, ...others].join(', ')}.`);
  if (axes.length !== 2)
    throw new Unsuitable(
      'An animation shows two axes of space over time; hold the other coordinates at a value.',
    );
  const range = displayRange(result.fields[field]);
  const palette = mapPalette(range);
  const [columns, rows] = axes.map(({ values }) => values.length);
  const zoom = Math.max(1, Math.round(wishedPixels / Math.max(columns, rows)));
  const encoder = GIFEncoder();
  for (const { fields } of scenes) {
    // A scene has its first axis fastest; a map has its second one.
    const values = fields[field];
    const turned = Float64Array.from(
      { length: columns * rows },
      (_, k) => values[(k % rows) * columns + Math.floor(k / rows)],
    );
    const colours = mapColours(turned, columns, rows, range);
    const pixels = new Uint8Array(columns * rows * zoom ** 2);
    const width = columns * zoom;
    pixels.forEach((_, k) => {
      const [x, y] = [Math.floor((k % width) / zoom), Math.floor(k / width / zoom)];
      pixels[k] = colours[y * columns + x];
    });
    const table = Array.from({ length: 256 }, (_, k) => [...palette.subarray(4 * k, 4 * k + 3)]);
    encoder.writeFrame(pixels, width, rows * zoom, { palette: table, delay: frameTime });
  }
  encoder.finish();
  return [{ name, content: encoder.bytes() }];
};
