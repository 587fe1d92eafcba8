import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The bounds whose first crossing is noted. */
export const bounds = [1e-2, 1e-3, 1e-4, 1e-5];

/** Looks at the measures of a run while it trains, and notes when the largest error first fell below each bound. */
export class ErrorWatch {
  /** @type {Record<string, number>} */
  reached = {};
  /** The largest error wherever it was measured. @type {{step: number, error: number}[]} */
  course = [];
  #began = 0;
  #seen = 0;

  /** @param {string} folder the run's */
  constructor(folder) {
    this.losses = path.join(folder, 'losses.csv');
    this.measures = path.join(folder, 'measures.csv');
    this.document = path.join(folder, 'study.json');
  }

  /** The study of the run, once it is written. */
  get study() {
    return existsSync(this.document) ? JSON.parse(readFileSync(this.document, 'utf8')) : {};
  }

  /** Seconds since the first step was seen. */
  get seconds() {
    return this.#began === 0 ? 0 : (performance.now() - this.#began) / 1000;
  }

  look() {
    if (this.#began === 0 && rowsOf(this.losses).length > 1) this.#began = performance.now();
    const [header, ...rows] = rowsOf(this.measures);
    const { windows = {} } = this.study;
    const lastWindow = windows.lengths?.length ?? windows.count ?? 1;
    for (const row of rows.slice(this.#seen)) {
      const cells = row.split(',');
      const names = header.split(',');
      const isError = (/** @type {string} */ name = '') =>
        name.startsWith('error ') && !name.includes(' in the window');
      const errors = cells.filter((_, k) => isError(names[k])).map(Number);
      const largest = Math.max(...errors);
      // Until the last window is trained the error is that of a part of time.
      if (Number(cells[names.indexOf('window')] ?? 1) < lastWindow) continue;
      if (errors.length > 0) this.course.push({ step: Number(cells[0]), error: largest });
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
