import { createRequire } from 'node:module';
import type LibAV from '@libav.js/variant-webm-vp9';
import type { FieldWriter } from '../result';
import { frameRate, framesOf } from './frames';
import { planesOfColours } from './luma';

/** Quality of VP9, from 0 (finest) to 63: colours stay within a few of 255 levels. */
const quality = '16';

/** A video (.webm, VP9) of one field over two axes of space: one frame for each time, all in the same colours. */
export const writeWebm: FieldWriter = async (result, name) => {
  const { width, height, palette, pictures } = framesOf(result);
  // Its machine code lies beside it in its package, so it is in no bundle.
  const codec = createRequire(import.meta.url)('@libav.js/variant-webm-vp9') as LibAV.LibAVWrapper;
  const av = await codec.LibAV({ noworker: true, nothreads: true });
  try {
    await av.av_log_set_level(av.AV_LOG_ERROR);
    const [sides, toPlanes] = planesOfColours(width, height, palette);
    const [, context, frame, packet] = await av.ff_init_encoder('libvpx-vp9', {
      ctx: { bit_rate: 0, pix_fmt: av.AV_PIX_FMT_YUV420P, ...sides },
      time_base: [1, frameRate],
      options: { crf: quality, 'b:v': '0' },
    });
    const file = 'video.webm';
    const [muxer, , output] = await av.ff_init_muxer(
      { format_name: 'webm', filename: file, open: true, codecpars: false },
      [[context, 1, frameRate]],
    );
    await av.avformat_write_header(muxer, 0);
    const write = async (frames: LibAV.Frame[], isEnd: boolean): Promise<void> => {
      const packets = await av.ff_encode_multi(context, frame, packet, frames, isEnd);
      // The encoder leaves the time of each picture open, and a file would end before its last one.
      await av.ff_write_multi(
        muxer,
        packet,
        packets.map((one) => ({ ...one, duration: 1 })),
      );
    };
    let pts = 0;
    for (const colours of pictures()) {
      const { data, layout } = toPlanes(colours);
      await write([{ data, layout, format: av.AV_PIX_FMT_YUV420P, ...sides, pts: pts++, ptshi: 0 }], false);
    }
    await write([], true);
    await av.av_write_trailer(muxer);
    await av.ff_free_muxer(muxer, output);
    await av.ff_free_encoder(context, frame, packet);
    return [{ name, content: await av.readFile(file) }];
  } finally {
    av.terminate();
  }
};
