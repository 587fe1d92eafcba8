/** The views of boxes that are in sight, by their names: what is saved comes from them. */
import type { BoxView } from './boxView';

export const openViews = new Map<string, BoxView>();
