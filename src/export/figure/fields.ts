import path from 'node:path';
import type { Axis } from '../../field';
import { figurePdf } from '../pdf/figure';
import {
  isGrid,
  stem,
  Unsuitable,
  type FieldResult,
  type FieldWriter,
  type GridResult,
  type ResultFile,
} from '../result';
import { curvesFigure } from './curves';
import type { Drawing } from './drawing';
import { mapFigure, type PlaneField } from './map';
import { svgText } from './svg';

/** Width and height of a figure in millimetres: one column of a journal. */
const usualSize = { width: 85, height: 64 } as const;

/** Figures as text of SVG files. */
export const writeSvgFigures = figureWriter(svgText);

/** Figures as PDF files of one page each. */
export const writePdfFigures = figureWriter(figurePdf);

/** Writes figures, one for each field on two axes; curves of all fields along one axis or a line. */
function figureWriter(
  content: (drawing: Drawing, title: string) => ResultFile['content'] | Promise<ResultFile['content']>,
): FieldWriter {
  return (result, name) =>
    Promise.all(
      drawingsOf(result).map(async ({ field, drawing }, k) => {
        const ending = path.extname(name);
        const own = k === 0 ? name : `${stem(name)}-${field.replace(/[^\p{L}\p{N}_-]+/gu, '_')}${ending}`;
        return { name: own, content: await content(drawing, `${result.title}: ${field}`) };
      }),
    );
}

function drawingsOf(result: FieldResult): { field: string; drawing: Drawing }[] {
  const size = result.size ?? usualSize;
  const planes = isGrid(result) ? planesOf(result) : [];
  if (planes.length > 0)
    return planes.map((plane) => ({ field: plane.name, drawing: mapFigure(plane, size) }));
  const field = Object.keys(result.fields).join(', ');
  return [{ field, drawing: curvesFigure(curvesOf(result), labelsOf(result), size) }];
}

/** The fields over the two axes that have more than one place; none where only one has. */
export function planesOf(result: GridResult): PlaneField[] {
  const { axes } = result.place;
  const shown = axes.filter(({ values }) => values.length > 1);
  if (shown.length > 2) {
    throw new Unsuitable(
      `A picture has two axes and the grid has ${shown.length} (${shown.map((axis) => axis.name).join(', ')}); hold the others at a value.`,
    );
  }
  if (shown.length < 2) return [];
  return Object.entries(result.fields).map(([name, values]) => ({
    name,
    // Axes of one place don't change the order of the values.
    axes: shown as readonly Axis[] as readonly [Axis, Axis],
    values,
  }));
}

function labelsOf(result: FieldResult): { x: string; y: string } {
  const names = Object.keys(result.fields);
  return { x: runningName(result), y: names.length === 1 ? names[0] : 'value' };
}

/** The axis of a grid, or the coordinate of a line that runs the longest way. */
function runningName(result: FieldResult): string {
  const { place } = result;
  if (place.kind === 'grid')
    return (place.axes.find(({ values }) => values.length > 1) ?? place.axes[0]).name;
  const length = (values: Float64Array) => Math.abs(values[values.length - 1] - values[0]);
  return Object.entries(place.coordinates).sort(([, a], [, b]) => length(b) - length(a))[0][0];
}

function curvesOf(result: FieldResult) {
  const { place } = result;
  const running = runningName(result);
  const x =
    place.kind === 'grid'
      ? place.axes.find((axis) => axis.name === running)!.values
      : place.coordinates[running];
  return Object.entries(result.fields).map(([name, y]) => ({ name, x, y }));
}
