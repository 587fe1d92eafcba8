import { letterHeight, type Box, type Drawing, type Shape } from '../figure/drawing';
import { pointsPerMillimetre, type Pdf } from './document';

/** Draws a drawing on white ground in its size, its upper left corner at a place of the page in points. */
export function drawOnPage(pdf: Pdf, { size, shapes }: Drawing, left: number, top: number): void {
  pdf.save().translate(left, top).scale(pointsPerMillimetre);
  pdf.rect(0, 0, size.width, size.height).fill('#ffffff');
  for (const shape of shapes) draw(pdf, shape);
  pdf.restore();
}

function draw(pdf: Pdf, shape: Shape): void {
  switch (shape.kind) {
    case 'curve':
      shape.points.forEach(([x, y], k) => (k === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));
      pdf.lineJoin('round').lineWidth(shape.width).stroke(shape.colour);
      break;
    case 'frame':
      rectangle(pdf, shape.box).lineWidth(shape.width).stroke('#000000');
      break;
    case 'text':
      write(pdf, shape);
      break;
    case 'picture':
      pdf.image(Buffer.from(shape.png), shape.box.left, shape.box.top, {
        width: shape.box.width,
        height: shape.box.height,
      });
  }
}

function rectangle(pdf: Pdf, { left, top, width, height }: Box): Pdf {
  return pdf.rect(left, top, width, height);
}

function write(pdf: Pdf, { at: [x, y], text, anchor, turned }: Extract<Shape, { kind: 'text' }>): void {
  pdf.font('text').fontSize(letterHeight).fillColor('#000000');
  const before = { start: 0, middle: 0.5, end: 1 }[anchor] * pdf.widthOfString(text);
  pdf.save();
  if (turned) pdf.rotate(-90, { origin: [x, y] });
  pdf.text(text, x - before, y, { lineBreak: false, baseline: 'alphabetic' });
  pdf.restore();
}
