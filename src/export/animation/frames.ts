import { displayRange } from '../../field';
import { mapColours, mapPalette } from '../figure/map';
import { gridOf, Unsuitable, type FieldResult } from '../result';
import { scenesOf } from '../vtk/scene';

/** Pixels of the longer side, if the grid has fewer places. */
const wishedPixels = 480;

/** Times in a second of a video. */
export const frameRate = 12;

/** One field over two axes of space: a picture for each time, all in the same colours. */
export interface Frames {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of 256 colours. */
  readonly palette: Uint8Array;
  /** The number of the colour of each pixel, from the upper left corner, time by time. */
  pictures(): Iterable<Uint8Array>;
}

/** Errors: `Unsuitable` where there is more than one field, or not two axes of space. */
export function framesOf(result: FieldResult): Frames {
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
  const [columns, rows] = axes.map(({ values }) => values.length);
  const zoom = Math.max(1, Math.round(wishedPixels / Math.max(columns, rows)));
  const [width, height] = [columns * zoom, rows * zoom];
  return { width, height, palette: mapPalette(range), pictures };

  function* pictures(): Iterable<Uint8Array> {
    for (const { fields } of scenes) {
      // A scene has its first axis fastest; a map has its second one.
      const values = fields[field];
      const turned = Float64Array.from(
        { length: columns * rows },
        (_, k) => values[(k % rows) * columns + Math.floor(k / rows)],
      );
      const colours = mapColours(turned, columns, rows, range);
      const pixels = new Uint8Array(width * height);
      pixels.forEach((_, k) => {
        const [x, y] = [Math.floor((k % width) / zoom), Math.floor(k / width / zoom)];
        pixels[k] = colours[y * columns + x];
      });
      yield pixels;
    }
  }
}
