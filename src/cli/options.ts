import { InvalidArgumentError } from 'commander';
import { readExpressions, readNumbers, readPlace } from '../lab';

/** A duration such as 60s, 2.5m, 1h, 500ms or a plain number of seconds; gives seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m|min|h)?$/.exec(text.trim());
  const factor = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 }[match?.[2] ?? 's'];
  const seconds = Number(match?.[1]) * (factor ?? Number.NaN);
  if (!(seconds > 0)) throw new InvalidArgumentError('Give a time such as 60s, 5m or 1h.');
  return seconds;
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('Give a whole number from 1 on.');
  }
  return count;
}

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError('Give a whole number from 0 on.');
  return seed;
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
}

/** A grid such as x=256,t=101. */
export function parseGrid(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const part of text.split(',')) {
    const match = /^\s*([^=\s]+)\s*=\s*(\d+)\s*$/.exec(part);
    const count = Number(match?.[2]);
    if (match?.[1] === undefined || count < 1) {
      throw new InvalidArgumentError('Give a count for each coordinate, such as x=256,t=101.');
    }
    counts[match[1]] = count;
  }
  return counts;
}

/** Values of coordinates such as z=0.5,t=1. */
export function parsePlace(text: string): Record<string, number> {
  return given(readPlace(text), 'Give a value for each coordinate, such as x=0.5,t=1.');
}

/** Two places, such as x=0,y=0:x=1,y=1. */
export function parseLine(text: string): { from: Record<string, number>; to: Record<string, number> } {
  const ends = text.split(':');
  if (ends.length !== 2)
    throw new InvalidArgumentError('Give both ends with a colon between, such as x=0,t=1:x=1,t=1.');
  return { from: parsePlace(ends[0]), to: parsePlace(ends[1]) };
}

/** Numbers such as 0,0.5,1. */
export function parseNumbers(text: string): number[] {
  return given(readNumbers(text), 'Give numbers between commas, such as 0,0.5,1.');
}

export function parseNames(text: string): string[] {
  return given(readExpressions(text), 'Give names between commas, such as u_x,u_xx.');
}

/** Width and height in millimetres, such as 85x64. */
export function parseSize(text: string): { width: number; height: number } {
  const [width, height] = text.split(/[x×]/).map(Number);
  if (![width, height].every((side) => side >= 30 && side <= 1000))
    throw new InvalidArgumentError('Give width and height from 30 to 1000 mm, such as 85x64.');
  return { width, height };
}

function given<T>(value: T | null, how: string): T {
  if (value === null) throw new InvalidArgumentError(how);
  return value;
}

/** For options that may come more than once. */
export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
