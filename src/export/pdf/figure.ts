import type { Drawing } from '../figure/drawing';
import { newPdf, pdfBytes } from './document';
import { drawOnPage } from './draw';

/** A drawing as a PDF file of one page of its size: curves as curves, letters as letters of an embedded font. */
export async function figurePdf(drawing: Drawing, title: string): Promise<Uint8Array> {
  const pdf = await newPdf(title, drawing.size);
  pdf.addPage();
  drawOnPage(pdf, drawing, 0, 0);
  return pdfBytes(pdf);
}
