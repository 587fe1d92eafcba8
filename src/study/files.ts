/**
 * How a data file of a study is found:
 * - "gallery:NAME" is a file that ships with the lab, in assets/gallery;
 * - an absolute path stands for itself;
 * - anything else is relative to the folder of the study file.
 */
export type DataFile = { kind: 'gallery'; name: string } | { kind: 'path'; path: string; absolute: boolean };

const galleryPrefix = 'gallery:';

/** Reads the `file` of a data entry. Opening it is left to a process that may. */
export function dataFile(file: string): DataFile {
  if (file.startsWith(galleryPrefix)) return { kind: 'gallery', name: file.slice(galleryPrefix.length) };
  return { kind: 'path', path: file, absolute: /^([\\/]|[A-Za-z]:[\\/])/.test(file) };
}
