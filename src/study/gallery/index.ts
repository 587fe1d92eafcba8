import { burgers } from './burgers';
import { burgersData } from './burgers-data';
import type { GalleryEntry } from './entry';

export type { GalleryEntry } from './entry';

/** Every study that ships with the lab, in the order in which the cards are shown. */
export const gallery: readonly GalleryEntry[] = [burgers, burgersData];

/** The study called `name`, if there is one. */
export function galleryEntry(name: string): GalleryEntry | undefined {
  return gallery.find((entry) => entry.name === name);
}
