import type { Pdf } from '../pdf/document';
import type { FontName } from '../pdf/fonts';

/** Sizes of letters in points. */
export const sizes = { title: 17, heading: 12, text: 9.5, formula: 11, small: 8.5, code: 7.2 } as const;

interface Style {
  readonly font?: FontName;
  readonly size?: number;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** The pages of a document that is filled from top to bottom. Lengths in points. */
export class Sheets {
  readonly left: number;
  readonly width: number;
  /** How far the page is filled. */
  y: number;
  private readonly bottom: number;
  private readonly top: number;

  constructor(readonly pdf: Pdf) {
    pdf.addPage();
    const { width, height, margins } = pdf.page;
    this.left = margins.left;
    this.width = width - margins.left - margins.right;
    this.top = margins.top;
    this.bottom = height - margins.bottom;
    this.y = margins.top;
  }

  /** What is left of the page. */
  get rest(): number {
    return this.bottom - this.y;
  }

  /** Begins a new page where so much has no room on this one. */
  room(height: number): boolean {
    if (height <= this.rest || this.y === this.top) return false;
    this.pdf.addPage();
    this.y = this.top;
    return true;
  }

  /** Writes text at a place, without a page break; `y` stays as it is. */
  write(text: string, left: number, top: number, width: number, style: Style = {}): void {
    const { font = 'text', size = sizes.small, colour = '#000000', align = 'left' } = style;
    this.pdf.font(font).fontSize(size).fillColor(colour).text(text, left, top, { width, align });
  }

  rule(left: number, width: number, thickness: number): void {
    this.pdf
      .moveTo(left, this.y)
      .lineTo(left + width, this.y)
      .lineWidth(thickness)
      .stroke('#000000');
  }

  title(text: string): void {
    this.flow(text, 'bold', sizes.title);
    this.y += 8;
  }

  /** A heading that stays together with at least so much of what follows; it is listed among the bookmarks. */
  heading(text: string, following = 60): void {
    this.room(14 + sizes.heading + following + 6);
    if (this.y > this.top) this.y += 14;
    this.pdf.outline.addItem(text);
    this.flow(text, 'bold', sizes.heading);
    this.y += 5;
  }

  paragraph(text: string): void {
    this.flow(text, 'text', sizes.text);
    this.y += 5;
  }

  /** A sentence with a bar before it. */
  warning(text: string): void {
    const { left, width, pdf } = this;
    pdf.font('text').fontSize(sizes.text);
    const height = pdf.heightOfString(text, { width: width - 10 });
    this.room(height);
    pdf.rect(left, this.y, 2.2, height).fill('#b45309');
    this.write(text, left + 10, this.y, width - 10, { size: sizes.text });
    this.y += height + 6;
  }

  /** Lines of code, which go on on further pages. */
  code(text: string): void {
    this.flow(text, 'code', sizes.code, 1.5);
  }

  private flow(text: string, font: FontName, size: number, lineGap = 1): void {
    this.pdf
      .font(font)
      .fontSize(size)
      .fillColor('#000000')
      .text(text, this.left, this.y, { width: this.width, lineGap });
    this.y = this.pdf.y;
  }
}
