import type { StudyDocument } from '../schema';

/** A study that ships with the lab. */
export interface GalleryEntry {
  /** How it is called for: `gallery:NAME`. */
  name: string;
  study: StudyDocument;
  /** One sentence for its card. */
  summary: string;
  /** Names of its files in assets/gallery. */
  dataFiles: string[];
}
