import type { Draw, PointColumns } from './point-source';
import type { PointSet } from './terms';

/** Draws the points of a set, with all they carry. */
export type DrawPoints = (set: PointSet, draw: Draw) => PointColumns;

/** As the source of the set gives them. */
export const plainPoints: DrawPoints = (set, draw) => set.source.columns(draw);
