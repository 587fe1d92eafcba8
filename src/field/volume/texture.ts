import type { Values } from '../grid';
import type { Range } from '../range';
import type { VolumeTexture } from './tasks';
import { checkVolume, type VolumeGrid } from './types';

/**
 * A field as bytes for a three-dimensional texture: 0 is masked, 1 to 255 spread over the range. Values beyond the
 * range take its end. The last axis is the texture's width, since it runs fastest.
 * @param kept 1 at nodes that are shown; all that have a value when left out
 */
export function volumeTexture(
  grid: VolumeGrid,
  values: Values,
  range: Range,
  kept: Uint8Array | null = null,
): VolumeTexture {
  checkVolume(grid, values, { inside: kept });
  const [low, high] = range;
  const scale = high > low ? 254 / (high - low) : 0;
  const data = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== value || (kept !== null && kept[i] === 0)) continue;
    data[i] = 1 + Math.round(Math.min(254, Math.max(0, scale * (value - low))));
  }
  const [nx, ny, nz] = grid.shape;
  return { data, size: [nz, ny, nx], range };
}
