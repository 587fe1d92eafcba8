import type { Pdf } from './document';

type Point = readonly [number, number];

/**
 * Adds an outline in the words of an SVG path to the page's path. Only what fonts of formulas are made of is known:
 * absolute M, L, H, V, Q, T and Z. Quadratic curves become cubic ones, the only kind that PDF has (exactly: their inner
 * points lie two thirds of the way from each end to the quadratic one).
 */
export function addOutline(pdf: Pdf, outline: string): void {
  let place: Point = [0, 0];
  /** The inner point of the curve before, where that was quadratic. */
  let inner: Point | null = null;
  const curve = (middle: Point, end: Point): void => {
    const between = (from: Point): Point => [
      from[0] + (2 / 3) * (middle[0] - from[0]),
      from[1] + (2 / 3) * (middle[1] - from[1]),
    ];
    pdf.bezierCurveTo(...between(place), ...between(end), ...end);
    [place, inner] = [end, middle];
  };
  const line = (end: Point): void => {
    pdf.lineTo(...end);
    [place, inner] = [end, null];
  };
  for (const [, command, text] of outline.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const [a, b, c, d] = (text.match(/-?[\d.]+/g) ?? []).map(Number);
    if (command === 'M') {
      pdf.moveTo(a, b);
      [place, inner] = [[a, b], null];
    } else if (command === 'L') line([a, b]);
    else if (command === 'H') line([a, place[1]]);
    else if (command === 'V') line([place[0], a]);
    else if (command === 'Q') curve([a, b], [c, d]);
    else if (command === 'T') curve(mirrored(inner, place), [a, b]);
    else if (command === 'Z') pdf.closePath();
    else throw new Error(`An outline has "${command}", which is not known.`);
  }
}

function mirrored(point: Point | null, centre: Point): Point {
  return point === null ? centre : [2 * centre[0] - point[0], 2 * centre[1] - point[1]];
}
