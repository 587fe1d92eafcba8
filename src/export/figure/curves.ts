import { joinRanges, valueRange, type Range } from '../../field';
import { drawAxes, share, type Scale } from './axes';
import { Drawing, letterHeight, type Size } from './drawing';

export interface PlotCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Colours that everyone can tell apart (Okabe & Ito, 2008). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];
/** So many points of a curve are drawn: more can't be told apart on paper. */
const mostPoints = 1500;

/** Curves over one direction, of the given size in millimetres. */
export function curvesFigure(
  curves: readonly PlotCurve[],
  labels: { readonly x: string; readonly y: string },
  size: Size,
  logarithmic = false,
): Drawing {
  const named = curves.length > 1 || curves[0]?.name !== labels.y;
  const drawing = new Drawing(size);
  const rows = named ? Math.ceil(curves.length / 3) : 0;
  const box = { left: 16, top: 3 + 4 * rows, width: size.width - 20, height: size.height - 15 - 4 * rows };
  const drawn = curves.map((curve) => ({ ...curve, points: pointsOf(curve, logarithmic) }));
  const across: Scale = {
    label: labels.x,
    range: rangeOf(drawn.flatMap(({ points }) => points.map(([x]) => x))),
  };
  const values = rangeOf(
    drawn.flatMap(({ points }) => points.map(([, y]) => y).filter((y) => !Number.isNaN(y))),
  );
  const up: Scale = { label: labels.y, range: widened(values, logarithmic), logarithmic };
  drawAxes(drawing, box, across, up);
  drawn.forEach(({ name, points }, k) => {
    const colour = colours[k % colours.length];
    const pieces: [number, number][][] = [[]];
    for (const [x, y] of points) {
      if (Number.isNaN(y)) pieces.push([]);
      else
        pieces[pieces.length - 1].push([
          box.left + share(across, x) * box.width,
          box.top + (1 - share(up, y)) * box.height,
        ]);
    }
    drawing.curve(pieces, colour);
    if (!named) return;
    const [column, row] = [k % 3, Math.floor(k / 3)];
    const [x, y] = [box.left + (column * box.width) / 3, 2 + letterHeight / 2 + 4 * row];
    drawing.curve(
      [
        [
          [x, y - 1],
          [x + 5, y - 1],
        ],
      ],
      colour,
    );
    drawing.text(x + 6, y, name, { anchor: 'start' });
  });
  return drawing;
}

/** Some points of a curve, NaN where it is broken or has no logarithm. */
function pointsOf({ x, y }: PlotCurve, logarithmic: boolean): [number, number][] {
  const stride = Math.max(1, Math.ceil(x.length / mostPoints));
  const points: [number, number][] = [];
  for (let k = 0; k < x.length; k += stride) {
    const shown = Number.isFinite(y[k]) && (!logarithmic || y[k] > 0);
    points.push([x[k], shown ? y[k] : NaN]);
  }
  return points;
}

function rangeOf(values: readonly number[]): Range {
  return values.length === 0
    ? [0, 1]
    : joinRanges([values[0], values[0]], valueRange(Float64Array.from(values)) ?? [0, 1]);
}

/** A little room above and below. */
function widened([low, high]: Range, logarithmic: boolean): Range {
  if (logarithmic) return low === high ? [low / 2, high * 2] : [low / 1.5, high * 1.5];
  const room = high === low ? Math.abs(high) || 1 : 0.05 * (high - low);
  return [low - room, high + room];
}
