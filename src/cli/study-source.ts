import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import { describePath, wholeGallery, type Problem } from '../lab';
import { badInput } from './failure';

/** A study as it was given on the command line. */
export interface StudySource {
  /** How it is called in messages. */
  readonly name: string;
  readonly text: string;
  /** Where its data files are looked up; null when it has no folder. */
  readonly folder: string | null;
}

const galleryPrefix = 'gallery:';

/** Reads STUDY: a file, `-` for the standard input, or gallery:NAME. */
export async function readSource(argument: string): Promise<StudySource> {
  if (argument === '-') {
    return { name: 'standard input', text: await streamText(process.stdin), folder: process.cwd() };
  }
  if (argument.startsWith(galleryPrefix)) {
    const name = argument.slice(galleryPrefix.length);
    const entry = wholeGallery.find((one) => one.name === name);
    if (entry === undefined) {
      const names = wholeGallery.map((one) => one.name).join(', ');
      throw badInput(`The gallery has no study "${name}". It has: ${names}.`);
    }
    return { name: argument, text: JSON.stringify(entry.study, null, 2), folder: null };
  }
  try {
    return {
      name: argument,
      text: await readFile(argument, 'utf8'),
      folder: path.dirname(path.resolve(argument)),
    };
  } catch (error) {
    throw badInput(`${argument}: ${whyUnread(error)}`);
  }
}

function whyUnread(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file. Check its name, or use gallery:NAME for a study of the gallery.';
    case 'EISDIR':
      return 'this is a folder. Give the name of a study file.';
    case 'EACCES':
    case 'EPERM':
      return 'this file may not be read. Give yourself read permission.';
    default:
      return `this file could not be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** A problem as lines for a terminal: place, sentence, and the marked text where there is one. */
export function describeProblem(source: StudySource, problem: Problem, document: unknown): string {
  const place = describePath(problem.path);
  // Many sentences begin with their place already.
  const named = place === '' || problem.message.startsWith(place) ? '' : `${place}: `;
  const line = `${source.name}: ${problem.severity}: ${named}${problem.message}`;
  const text = valueAt(document, problem.path);
  if (problem.span === undefined || typeof text !== 'string' || text.includes('\n')) return line;
  const { start, end } = problem.span;
  // Of a long text what is meant and a little around it.
  const from = Math.max(0, start - shownBefore);
  const shown = text.slice(from, from + shownAtMost);
  const [cutBefore, cutAfter] = [from > 0 ? '…' : '', from + shownAtMost < text.length ? '…' : ''];
  const marks = '^'.repeat(Math.max(1, Math.min(end - from, shown.length) - (start - from)));
  return `${line}\n    ${cutBefore}${shown}${cutAfter}\n    ${' '.repeat(cutBefore.length + start - from)}${marks}`;
}

/** Characters of a text that are shown before those that are meant, and in all. */
const shownBefore = 60;
const shownAtMost = 160;

function valueAt(document: unknown, keys: readonly (string | number)[]): unknown {
  let value: unknown = document;
  for (const key of keys) {
    // An equation may be a plain text where its long form has a "text".
    if (typeof value === 'string' && key === 'text') return value;
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
