import { GIFEncoder } from 'gifenc';
import type { FieldWriter } from '../result';
import { framesOf } from './frames';

/** Milliseconds of each time. */
const frameTime = 80;

/** An animation (.gif) of one field over two axes of space: one frame for each time, all in the same colours. */
export const writeGif: FieldWriter = (result, name) => {
  const { width, height, palette, pictures } = framesOf(result);
  const table = Array.from({ length: 256 }, (_, k) => [...palette.subarray(4 * k, 4 * k + 3)]);
  const encoder = GIFEncoder();
  for (const pixels of pictures())
    encoder.writeFrame(pixels, width, height, { palette: table, delay: frameTime });
  encoder.finish();
  return [{ name, content: encoder.bytes() }];
};
