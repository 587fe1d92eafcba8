import type { Axis } from '../../field';
import { gridOf, Unsuitable, type FieldWriter } from '../result';
import { scenesOf, type Scene } from './scene';
import { VtkFile } from './xml';

/** VTK image data (.vti): a grid of even steps. Several times stand on an axis of their own. */
export const writeImage: FieldWriter = (result, name) => {
  const [scene] = scenesOf(gridOf(result, 'VTK image data'), false);
  return [{ name, content: imageBytes(scene) }];
};

/** Errors: `Unsuitable` where the steps along an axis are not even. */
export function imageBytes({ axes, time, fields }: Scene): Uint8Array {
  const three = [0, 1, 2].map((k) => axes[k]);
  const counts = three.map((axis) => axis?.values.length ?? 1);
  const extent = counts.map((count) => `0 ${count - 1}`).join(' ');
  const origin = three.map((axis) => axis?.values[0] ?? 0).join(' ');
  const spacing = three.map((axis) => evenStep(axis)).join(' ');
  const file = new VtkFile('ImageData', ` WholeExtent="${extent}" Origin="${origin}" Spacing="${spacing}"`);
  file.time(time).add(`<Piece Extent="${extent}">`).add('<PointData>');
  for (const [field, values] of Object.entries(fields)) file.array(field, values);
  return file.add('</PointData>').add('<CellData/>').add('</Piece>').bytes();
}

/** The step between places of an axis; 1 where it has only one. */
function evenStep(axis: Axis | undefined): number {
  if (axis === undefined || axis.values.length < 2) return 1;
  const { name, values } = axis;
  const step = (values[values.length - 1] - values[0]) / (values.length - 1);
  const uneven = values.some((value, k) => Math.abs(value - values[0] - k * step) > 1e-9 * Math.abs(step));
  if (uneven) {
    throw new Unsuitable(
      `The places along ${name} are not evenly apart, as VTK image data asks for; choose .vtu or .pvd.`,
    );
  }
  return step;
}
