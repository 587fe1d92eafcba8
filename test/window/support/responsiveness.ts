/** The page of the documentation that tells how long the window stood still: a section for each check. */
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Longer than this in milliseconds, a task is felt. */
export const felt = 50;

const page = path.join(__dirname, '../../../docs/responsiveness.md');

/** Where and when something was measured. */
export function machine(): string {
  const [processor] = os.cpus();
  const load = (os.loadavg()[0] ?? 0).toFixed(1);
  const date = new Date().toISOString().slice(0, 10);
  return `on ${date} with ${os.cpus().length} cores (${processor?.model}), software rendering, load ${load} at the end`;
}

/** Writes one section of the page, in the place of the one of that title; the others stay. */
export function writeSection(title: string, paragraphs: readonly string[]): void {
  const [head = '', ...sections] = readFileSync(page, 'utf8')
    .trimEnd()
    .split(/\n+(?=## )/);
  const section = [`## ${title}`, ...paragraphs].join('\n\n');
  const others = sections.filter((known) => !known.startsWith(`## ${title}\n`));
  writeFileSync(page, `${[head, ...others, section].join('\n\n')}\n`);
}
