import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Size of a card's picture in pixels. */
const [width, height] = [366, 152];

/**
 * Writes the picture of a finished run: its first field over two coordinates, or all fields as curves over one.
 * @param {string} root of the project
 * @param {string} bundle of the command line
 * @param {string} folder of the run
 * @param {string} file to write
 */
export async function writeThumbnail(root, bundle, folder, file) {
  const { shownPoints, mapPicture, curvePicture } = await pictures(root);
  const study = readFileSync(path.join(folder, 'study.json'), 'utf8');
  const { fields } = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
  const { table, curves } = shownPoints(study, width, height);
  const [points, values] = ['points.csv', 'values.csv'].map((name) => path.join(folder, name));
  writeFileSync(points, table);
  const given = [bundle, 'evaluate', folder, '--points', points, '--out', values];
  const done = spawnSync(process.execPath, given, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(done.stderr);
  const [header, ...lines] = readFileSync(values, 'utf8').trim().split('\n');
  const column = (/** @type {string} */ name) => {
    const k = header.split(',').indexOf(name);
    return Float64Array.from(lines, (line) => Number(line.split(',')[k] || NaN));
  };
  const picture = curves
    ? curvePicture(fields.map(column), height)
    : mapPicture(column(fields[0]), width, height);
  writeFileSync(file, picture);
}

/** The lab's own code, bundled in memory. @param {string} root */
async function pictures(root) {
  const result = await build({
    entryPoints: [path.join(root, 'scripts/gallery/picture.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
