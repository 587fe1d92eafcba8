import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/place.mjs';

/**
 * A text that every checkout has: the Markdown pages of the installed packages in an order that mixes them, so that the
 * end is of the same kind as the beginning, each
 * paragraph once, up to so many characters of plain ASCII. Packages repeat each other's licences; a paragraph that comes
 * again would be recalled, not predicted.
 * @param {number} length characters
 */
export function corpus(length) {
  const folder = path.join(root, 'node_modules');
  const seen = new Set();
  /** @type {string[]} */
  const parts = [];
  let count = 0;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.md$/i.test(file))
    .sort((a, b) => (digest(a) < digest(b) ? -1 : 1));
  for (const file of files) {
    for (const paragraph of readText(path.join(folder, file)).split(/\n\s*\n/)) {
      const plain = paragraph.replace(/[^\n\x20-\x7e]/g, '').trim();
      // Short ones are headings and lists of links; those without words are tables and pictures.
      if (plain.length < 80 || seen.has(plain) || (plain.match(/[a-z]{3,} /g) ?? []).length < 8) continue;
      seen.add(plain);
      parts.push(plain);
      count += plain.length + 2;
      if (count >= length) return parts.join('\n\n').slice(0, length);
    }
  }
  return parts.join('\n\n');
}

/** @param {string} file */
const digest = (file) => createHash('sha256').update(file.split(path.sep).join('/')).digest('hex');

/** Some packages name folders as they would name pages. @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
