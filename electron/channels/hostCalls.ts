/** What the page may ask of its host, the main process, checked on arrival. */
import { z } from 'zod';
import { formatIds } from '../../src/export/formats';

const handle = z.string().min(1).max(4096);
const studyText = z.string().max(64 * 1024 * 1024);
const fileName = z.string().min(1).max(200);

/** Arguments of each host call. */
export const hostCalls = {
  openStudy: z.tuple([]),
  saveStudy: z.tuple([handle.nullable(), studyText, fileName]),
  recent: z.tuple([]),
  openRecent: z.tuple([handle]),
  autosave: z.tuple([studyText]),
  restore: z.tuple([]),
  exportRun: z.tuple([
    z.strictObject({
      run: z.string().max(120),
      // The engine checks the rest.
      wish: z.looseObject({ format: z.enum(formatIds) }),
      suggestedName: fileName,
    }),
  ]),
  saveFile: z.tuple([z.enum(['png', 'glb', 'vtp']), z.instanceof(Uint8Array), fileName]),
  setTitle: z.tuple([z.string().max(400)]),
  restartEngine: z.tuple([]),
  about: z.tuple([]),
} as const;

export type HostCall = keyof typeof hostCalls;
