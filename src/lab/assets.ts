import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of files that ship with the lab. It lies beside the folder of a bundle, and further up beside the sources.
 */
export function assetsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (let level = 0; level < 4; level++) {
    const assets = path.join(folder, 'assets');
    if (existsSync(path.join(assets, 'gallery'))) return assets;
    folder = path.dirname(folder);
  }
  return path.join(folder, 'assets');
}
