/** Letters of figures, in millimetres: 8 points, as journals print them. */
export const letterHeight = 2.8;
/** Width of frames, axes and ticks, in millimetres. */
const hairline = 0.18;
/** Width of curves, in millimetres. */
const curveWidth = 0.35;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Point = readonly [number, number];

/** One part of a drawing; lengths in millimetres from the upper left corner, colours as `#rrggbb`. */
export type Shape =
  | {
      readonly kind: 'curve';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly width: number;
    }
  | { readonly kind: 'frame'; readonly box: Box; readonly width: number }
  | {
      readonly kind: 'text';
      /** The left end, the middle or the right end of the foot of its letters, as `anchor` says. */
      readonly at: Point;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
      /** Written upwards. */
      readonly turned: boolean;
    }
  /** A picture (PNG) stretched over a box, its pixels kept apart. */
  | { readonly kind: 'picture'; readonly box: Box; readonly png: Uint8Array };

/** A drawing in millimetres on white ground, letters as letters: what is drawn, for any format of vectors. */
export class Drawing {
  private readonly parts: Shape[] = [];

  constructor(readonly size: Size) {}

  get shapes(): readonly Shape[] {
    return this.parts;
  }

  line(x1: number, y1: number, x2: number, y2: number): void {
    const points: readonly Point[] = [
      [x1, y1],
      [x2, y2],
    ];
    this.parts.push({ kind: 'curve', points, colour: '#000000', width: hairline });
  }

  frame(box: Box): void {
    this.parts.push({ kind: 'frame', box, width: hairline });
  }

  /** A curve through points; it is broken where there is none. */
  curve(pieces: readonly (readonly Point[])[], colour: string): void {
    for (const points of pieces)
      if (points.length > 0) this.parts.push({ kind: 'curve', points, colour, width: curveWidth });
  }

  text(
    x: number,
    y: number,
    text: string,
    { anchor = 'middle', turned = false }: { anchor?: 'start' | 'middle' | 'end'; turned?: boolean } = {},
  ): void {
    this.parts.push({ kind: 'text', at: [x, y], text, anchor, turned });
  }

  picture(box: Box, png: Uint8Array): void {
    this.parts.push({ kind: 'picture', box, png });
  }
}
