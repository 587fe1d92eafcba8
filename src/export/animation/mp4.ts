import { setImmediate } from 'node:timers/promises';
import type { FieldWriter } from '../result';
import { frameRate, framesOf } from './frames';

/** Quantisation of H.264, from 10 (finest) to 51: colours stay within a few of 255 levels. */
const quantisation = 14;

/** A video (.mp4, H.264) of one field over two axes of space: one frame for each time, all in the same colours. */
export const writeMp4: FieldWriter = async (result, name) => {
  const { width, height, palette, pictures } = framesOf(result);
  const { createH264MP4Encoder } = await import('h264-mp4-encoder');
  const encoder = await createH264MP4Encoder();
  try {
    // Colours are kept for squares of four pixels: sides are even, with white at the edge.
    const [evenWidth, evenHeight] = [width + (width % 2), height + (height % 2)];
    Object.assign(encoder, {
      width: evenWidth,
      height: evenHeight,
      frameRate,
      quantizationParameter: quantisation,
      outputFilename: 'video.mp4',
    });
    encoder.initialize();
    const pixels = new Uint8Array(4 * evenWidth * evenHeight).fill(255);
    for (const colours of pictures()) {
      colours.forEach((colour, k) => {
        const place = 4 * (Math.floor(k / width) * evenWidth + (k % width));
        for (let part = 0; part < 3; part++) pixels[place + part] = palette[4 * colour + part];
      });
      encoder.addFrameRgba(pixels);
      await setImmediate();
    }
    encoder.finalize();
    const content = encoder.FS.readFile('video.mp4');
    encoder.FS.unlink('video.mp4');
    return [{ name, content }];
  } finally {
    encoder.delete();
  }
};
