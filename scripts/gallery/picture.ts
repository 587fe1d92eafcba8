import { pngBytes } from '../../src/export';
import { colourTable, displayRange, suitableMap } from '../../src/field';
import { readStudy } from '../../src/language';
import { parseStudyText } from '../../src/study';

/** Colours of curves that everyone can tell apart (Okabe & Ito, 2008). */
const curveColours = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
] as const;

/**
 * A field on a grid as a picture: `values` [width, height], the second coordinate upwards. What is outside the region
 * is left clear.
 */
export function mapPicture(values: Float64Array, width: number, height: number): Uint8Array {
  const range = displayRange(values);
  const colours = colourTable(suitableMap(range));
  const pixels = new Uint8Array(4 * width * height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const value = values[x * height + y];
      if (!Number.isFinite(value)) continue;
      const share = Math.round((255 * (value - range[0])) / (range[1] - range[0]));
      const entry = 4 * Math.max(0, Math.min(255, share));
      pixels.set(colours.subarray(entry, entry + 4), 4 * ((height - 1 - y) * width + x));
    }
  }
  return pngBytes(width, height, pixels);
}

/** Fields of one coordinate as curves, all on one scale. */
export function curvePicture(fields: readonly Float64Array[], height: number): Uint8Array {
  const width = fields[0].length;
  const all = fields.flatMap((values) => [...values]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = 12;
  const place = (value: number) => margin + ((high - value) / (high - low || 1)) * (height - 1 - 2 * margin);
  const pixels = new Uint8Array(4 * width * height);
  fields.forEach((values, k) => {
    const colour = [...curveColours[k % curveColours.length], 255];
    for (let x = 0; x < width; x++) {
      const here = place(values[x]);
      const next = place(values[Math.min(x + 1, width - 1)]);
      const [top, bottom] = [Math.min(here, next) - 1, Math.max(here, next) + 1];
      for (let y = Math.max(0, Math.round(top)); y <= Math.min(height - 1, Math.round(bottom)); y++) {
        pixels.set(colour, 4 * (y * width + x));
      }
    }
  });
  return pngBytes(width, height, pixels);
}

/**
 * The points at which a study is shown, as a CSV table: along its first two coordinates, time to the right, at the middle
 * of the others' ranges; the second of the two runs first.
 */
export function shownPoints(text: string, width: number, height: number) {
  const parsed = parseStudyText(text);
  const meaning = parsed.ok && readStudy(parsed.study).meaning;
  if (!parsed.ok || !meaning) throw new Error('The study of this run cannot be read.');
  const box = Object.entries(meaning.box);
  const names = box.map(([name]) => name);
  const time = names.indexOf(parsed.study.time ?? 't');
  const [across, up] = time === 1 ? [1, 0] : [0, 1];
  const curves = names.length === 1;
  const share = (k: number, count: number) => k / (count - 1);
  const rows = Array.from({ length: width * (curves ? 1 : height) }, (_, row) => {
    const [x, y] = curves ? [row, 0] : [Math.floor(row / height), row % height];
    return box
      .map(([, [low, high]], k) => {
        const at = k === across ? share(x, width) : k === up ? share(y, height) : 0.5;
        return low + (high - low) * at;
      })
      .join(',');
  });
  return { table: `${names.join(',')}\n${rows.join('\n')}\n`, curves };
}
