import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/place.mjs';

/**
 * Writes a page of the guides, formatted as the others are.
 * @param {string} name its place, such as docs/fuzz.md
 * @param {string} text
 */
export async function writePage(name, text) {
  // Loaded now: it is there only after set-up.
  const { format, resolveConfig } = await import('prettier');
  const page = path.join(root, name);
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
  console.log(`\nWritten to ${name}.`);
}

/**
 * Writes the measured part of a page, which stands between two comments.
 * @param {string} name
 * @param {string} part what the comments call it, such as "results"
 * @param {string} text
 */
export async function writePart(name, part, text) {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`];
  const page = readFileSync(path.join(root, name), 'utf8');
  const [before, after] = [page.slice(0, page.indexOf(begin)), page.slice(page.indexOf(end))];
  await writePage(name, `${before}${begin}\n\n${text}\n\n${after}`);
}
