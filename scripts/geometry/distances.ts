import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closedSurface, readStl, regionOf } from '../../src/geometry';

/** Signed distances of the points of a folder to its mesh, and what is said of its leaky one. */
const folder = process.argv[2];
const load = (name: string) => closedSurface(readStl(readFileSync(path.join(folder, name), 'latin1')));

const started = performance.now();
const surface = load('whole.stl');
const region = regionOf(
  { shape: 'mesh', file: 'whole.stl', coordinates: ['x', 'y', 'z'] },
  { 'whole.stl': surface },
);
const read = performance.now();
const bytes = readFileSync(path.join(folder, 'points.f64'));
const points = new Float64Array(new Uint8Array(bytes).buffer);
const distances = Float64Array.from({ length: points.length / 3 }, (_, i) =>
  region.distance(points.subarray(3 * i, 3 * i + 3)),
);
const done = performance.now();
writeFileSync(path.join(folder, 'distances.f64'), distances);

let refusal = '';
try {
  load('leaky.stl');
} catch (error) {
  refusal = (error as Error).message;
}
console.log(JSON.stringify({ reading: (read - started) / 1000, searching: (done - read) / 1000, refusal }));
