import type { ColourMapName } from '../colour-map';
import type { Rgb } from '../oklab';
import { displayRange, type Range } from '../range';
import type { Mesh } from './types';

/** A mesh as a view shows it. */
export interface ShownMesh {
  readonly name: string;
  readonly mesh: Mesh;
  /** By the mesh's scalars, or one colour. */
  readonly colour: { readonly map: ColourMapName; readonly range?: Range } | { readonly plain: Rgb };
  /** 1 when left out. */
  readonly opacity?: number;
}

/** The range of the colours: what is said, else what suits the values. */
export function usedRange({ mesh, colour }: ShownMesh): Range {
  if ('range' in colour && colour.range !== undefined) return colour.range;
  return displayRange(mesh.scalars ?? new Float32Array());
}

/** Parts that have anything to show. Throws a RangeError when none has. */
export function withTriangles(parts: readonly ShownMesh[]): readonly ShownMesh[] {
  const shown = parts.filter(({ mesh }) => mesh.indices.length > 0);
  if (shown.length === 0) throw new RangeError('There is nothing to write: the view shows no surface.');
  return shown;
}
