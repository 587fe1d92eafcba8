import { once } from 'node:events';
import { fontFile, type FontName } from './fonts';

export type Pdf = PDFKit.PDFDocument;

/** Points (1/72 inch, the unit of PDF) in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

/** A document of pages of one size in millimetres, with margins in millimetres, to be closed by `pdfBytes`. */
export async function newPdf(
  title: string,
  size: { readonly width: number; readonly height: number },
  margins = { top: 0, bottom: 0, left: 0, right: 0 },
): Promise<Pdf> {
  // Loaded when it is needed: most runs of the lab write no PDF.
  const { default: PDFDocument } = await import('pdfkit');
  const points = (millimetres: number) => millimetres * pointsPerMillimetre;
  const pdf = new PDFDocument({
    // The first page comes when all is set: no page is without its fonts.
    autoFirstPage: false,
    bufferPages: true,
    size: [points(size.width), points(size.height)],
    margins: {
      top: points(margins.top),
      bottom: points(margins.bottom),
      left: points(margins.left),
      right: points(margins.right),
    },
    font: fontFile('text'),
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Creator: 'Collocate' },
  });
  for (const name of ['text', 'bold', 'code'] as const satisfies readonly FontName[])
    pdf.registerFont(name, fontFile(name));
  return pdf;
}

/** Ends a document and gives the bytes of its file. */
export async function pdfBytes(pdf: Pdf): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = once(pdf, 'end');
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}
