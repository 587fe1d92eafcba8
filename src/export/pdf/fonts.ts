import { createRequire } from 'node:module';

/** The letters of PDF files, embedded in them: DejaVu, which has Greek and the signs of mathematics. */
const files = {
  text: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  code: 'DejaVuSansMono.ttf',
} as const;

export type FontName = keyof typeof files;

/** Where the file of a font is on this machine. */
export function fontFile(font: FontName): string {
  return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${files[font]}`);
}
