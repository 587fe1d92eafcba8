import { newPdf, pdfBytes, pointsPerMillimetre, type Pdf } from '../pdf/document';
import { drawOnPage } from '../pdf/draw';
import type { ReportContent, ReportFigure, ReportFormula } from './content';
import { drawPairs, drawTable } from './pdf-tables';
import { Sheets, sizes } from './sheets';

/** A4, in millimetres. */
const paper = { width: 210, height: 297 } as const;
const margins = { top: 20, bottom: 22, left: 20, right: 20 } as const;
/** Below a formula and below a figure with its caption, in points. */
const [formulaGap, figureGap] = [8, 10];

/** A report as a PDF file: curves, formulas and figures as vectors, letters as letters, on white. */
export async function reportPdf(content: ReportContent): Promise<Uint8Array> {
  const pdf = await newPdf(content.title, paper, margins);
  const sheets = new Sheets(pdf);
  heading(sheets, content);
  await drawFormulas(sheets, content.formulas);
  if (content.results.rows.length > 0) {
    sheets.heading('Results');
    drawTable(sheets, content.results);
  }
  drawFigures(sheets, 'Training', content.curves);
  drawFigures(sheets, 'Fields', content.figures);
  if (content.settings.rows.length > 0) {
    sheets.heading('Settings');
    drawPairs(sheets, content.settings);
  }
  if (content.environment.rows.length > 0) {
    sheets.heading('Environment');
    drawTable(sheets, content.environment);
  }
  sheets.heading('To repeat this run');
  sheets.code(content.commands.join('\n'));
  sheets.heading('The study');
  sheets.code(content.study);
  numberPages(pdf, content.title);
  return pdfBytes(pdf);
}

function heading(sheets: Sheets, { title, description, outcome, warnings }: ReportContent): void {
  sheets.title(title);
  if (description !== '') sheets.paragraph(description);
  sheets.paragraph(outcome);
  for (const warning of warnings) sheets.warning(warning);
}

/** Each formula on a line, its name before it, where it holds and its weight behind it; a long one below both. */
async function drawFormulas(sheets: Sheets, formulas: readonly ReportFormula[]): Promise<void> {
  if (formulas.length === 0) return;
  const { drawFormula, typesetFormula } = await import('../pdf/formula');
  sheets.heading('Equations and conditions');
  const { pdf, left, width } = sheets;
  const [gap, nameWidth, placeWidth] = [12, 0.16 * width, 0.24 * width];
  const middle = width - nameWidth - placeWidth - 2 * gap;
  for (const { name, tex, place, weight } of formulas) {
    const formula = typesetFormula(tex);
    const isLong = formula.width * sizes.formula > middle;
    const size = Math.min(sizes.formula, width / formula.width);
    const words = weight === '' ? place : `${place}; ${/\d/.test(weight) ? `weight ${weight}` : weight}`;
    pdf.font('text').fontSize(sizes.small);
    const beside = Math.max(
      pdf.heightOfString(name, { width: nameWidth }),
      pdf.heightOfString(words, { width: placeWidth }),
    );
    const [ascent, descent] = [formula.ascent * size, formula.descent * size];
    const own = ascent + descent;
    const height = isLong ? beside + 4 + own : Math.max(own, beside);
    sheets.room(height + formulaGap);
    const { y } = sheets;
    const [formulaTop, textTop] = isLong
      ? [y + beside + 4, y]
      : [y + (height - own) / 2, y + (height - beside) / 2];
    sheets.write(name, left, textTop, nameWidth);
    sheets.write(words, left + width - placeWidth, textTop, placeWidth);
    drawFormula(pdf, formula, isLong ? left : left + nameWidth + gap, formulaTop + ascent, size);
    sheets.y += height + formulaGap;
  }
}

/** Figures with their captions, side by side where the page is wide enough for two. */
function drawFigures(sheets: Sheets, title: string, figures: readonly ReportFigure[]): void {
  const { pdf, left, width } = sheets;
  const sidesOf = ({ drawing }: ReportFigure) =>
    [drawing.size.width, drawing.size.height].map((side) => side * pointsPerMillimetre);
  for (let k = 0; k < figures.length;) {
    const isPair = k + 1 < figures.length && sidesOf(figures[k])[0] + sidesOf(figures[k + 1])[0] <= width;
    const row = figures.slice(k, isPair ? k + 2 : k + 1);
    pdf.font('text').fontSize(sizes.small);
    const share = isPair ? width / 2 : width;
    const captions = Math.max(...row.map(({ caption }) => pdf.heightOfString(caption, { width: share })));
    const deep = Math.max(...row.map((figure) => sidesOf(figure)[1]));
    if (k === 0) sheets.heading(title, deep + captions);
    sheets.room(deep + captions);
    row.forEach((figure, place) => {
      const from = left + place * share;
      drawOnPage(pdf, figure.drawing, from + (share - sidesOf(figure)[0]) / 2, sheets.y);
      sheets.write(figure.caption, from, sheets.y + deep + 1, share, { align: 'center' });
    });
    sheets.y += deep + captions + figureGap;
    k += row.length;
  }
}

/** The title and "page 2 of 5" at the foot of each page. */
function numberPages(pdf: Pdf, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let k = 0; k < count; k++) {
    pdf.switchToPage(start + k);
    const { width, height, margins: own } = pdf.page;
    const top = height - own.bottom + 18;
    // The foot stands in the margin, where no text is put by itself.
    pdf.page.margins = { ...own, bottom: 0 };
    pdf.font('text').fontSize(sizes.small).fillColor('#555555');
    const options = { width: width - own.left - own.right, lineBreak: false };
    pdf.text(title, own.left, top, { ...options, width: 0.75 * options.width, height: 12, ellipsis: true });
    pdf.text(`page ${k + 1} of ${count}`, own.left, top, { ...options, align: 'right' });
    pdf.page.margins = own;
  }
}
