import { escaped } from '../vtk/xml';

/** Letters of figures, in millimetres: 8 points, as journals print them. */
export const letterHeight = 2.8;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A drawing in millimetres on white ground, as text of an SVG file; letters stay letters. */
export class Drawing {
  private readonly parts: string[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  line(x1: number, y1: number, x2: number, y2: number, width = 0.18): void {
    this.parts.push(
      `<line x1="${mm(x1)}" y1="${mm(y1)}" x2="${mm(x2)}" y2="${mm(y2)}" stroke="#000" stroke-width="${width}"/>`,
    );
  }

  frame({ left, top, width, height }: Box): void {
    this.parts.push(
      `<rect x="${mm(left)}" y="${mm(top)}" width="${mm(width)}" height="${mm(height)}" fill="none" stroke="#000" stroke-width="0.18"/>`,
    );
  }

  /** A curve through points; it is broken where there is none. */
  curve(pieces: readonly (readonly (readonly [number, number])[])[], colour: string): void {
    for (const piece of pieces) {
      if (piece.length === 0) continue;
      const points = piece.map(([x, y]) => `${mm(x)},${mm(y)}`).join(' ');
      this.parts.push(
        `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="0.35" stroke-linejoin="round"/>`,
      );
    }
  }

  text(
    x: number,
    y: number,
    text: string,
    options: { anchor?: 'start' | 'middle' | 'end'; turned?: boolean } = {},
  ) {
    const turn = options.turned === true ? ` transform="rotate(-90 ${mm(x)} ${mm(y)})"` : '';
    this.parts.push(
      `<text x="${mm(x)}" y="${mm(y)}" text-anchor="${options.anchor ?? 'middle'}"${turn}>${escaped(text)}</text>`,
    );
  }

  /** A picture stretched over a box, its pixels kept apart. */
  picture({ left, top, width, height }: Box, png: Uint8Array): void {
    const data = Buffer.from(png).toString('base64');
    this.parts.push(
      `<image x="${mm(left)}" y="${mm(top)}" width="${mm(width)}" height="${mm(height)}" preserveAspectRatio="none" ` +
        `style="image-rendering:pixelated" href="data:image/png;base64,${data}"/>`,
    );
  }

  svg(): string {
    const size = `width="${mm(this.width)}mm" height="${mm(this.height)}mm"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${mm(this.width)} ${mm(this.height)}"`,
      ` font-family="Arial, Helvetica, sans-serif" font-size="${letterHeight}">`,
      `<rect width="100%" height="100%" fill="#fff"/>`,
      ...this.parts,
      '</svg>\n',
    ].join('\n');
  }
}

const mm = (value: number) => String(Number(value.toFixed(3)));
