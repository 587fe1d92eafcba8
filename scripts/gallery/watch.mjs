import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The bounds whose first crossing is noted. */
export const bounds = [1e-2, 1e-3, 1e-4, 1e-5];

/** Looks at the measures of a run while it trains, and notes when the largest error first fell below each bound. */
export class ErrorWatch {
  /** @type {Record<string, number>} */
  reached = {};
  #began = 0;
  #seen = 0;

  /** @param {string} folder the run's */
  constructor(folder) {
    this.losses = path.join(folder, 'losses.csv');
    this.measures = path.join(folder, 'measures.csv');
  }

  /** Seconds since the first step was seen. */
  get seconds() {
    return this.#began === 0 ? 0 : (performance.now() - this.#began) / 1000;
  }

  look() {
    if (this.#began === 0 && rowsOf(this.losses).length > 1) this.#began = performance.now();
    const [header, ...rows] = rowsOf(this.measures);
    for (const row of rows.slice(this.#seen)) {
      const cells = row.split(',');
      const names = header.split(',');
      const errors = cells.filter((_, k) => names[k]?.startsWith('error ')).map(Number);
      const largest = Math.max(...errors);
      for (const bound of bounds) {
        // A field without a reference has no error.
        if (errors.length > 0 && largest <= bound) this.reached[bound] ??= this.seconds;
      }
    }
    this.#seen = Math.max(this.#seen, rows.length);
  }
}

/** @param {string} file */
function rowsOf(file) {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text.slice(0, text.lastIndexOf('\n')).split('\n').filter(Boolean);
}
