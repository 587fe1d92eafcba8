import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The lab solves what the user types: no code may know a problem by name. Names are free in the gallery, in the
 * reference solutions, in tests, guides and benchmarks.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const searched = ['src', 'electron', 'renderer'];
const free = ['src/study/gallery', 'src/pde/reference'];
const problem =
  /burgers|cole.?hopf|\bmhd\b|magneto.?hydro|navier|\bstokes\b|allen.?cahn|schr(ö|oe?)dinger|korteweg|\bkdv\b|kuramoto|helmholtz|beltrami|hartmann|boussinesq|gray.?scott|black.?scholes/i;

const found = [];
for (const folder of searched) walk(folder);
for (const line of found) console.log(line);
console.log(
  found.length === 0 ? 'No problem is known by name.' : `${found.length} lines know a problem by name.`,
);
process.exitCode = found.length === 0 ? 0 : 1;

/** @param {string} relative */
function walk(relative) {
  if (free.includes(relative)) return;
  const entries = safeEntries(path.join(root, relative));
  for (const entry of entries) {
    const inner = `${relative}/${entry.name}`;
    if (entry.isDirectory()) walk(inner);
    else if (/\.(ts|tsx|mjs|cjs|js|css|html)$/.test(entry.name)) search(inner);
  }
}

/** @param {string} folder */
function safeEntries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** @param {string} relative */
function search(relative) {
  const lines = readFileSync(path.join(root, relative), 'utf8').split('\n');
  lines.forEach((line, index) => {
    const match = problem.exec(line);
    if (match) found.push(`${relative}:${index + 1}: '${match[0]}'`);
  });
}
