/**
 * What is typed below the heading of a column to see some of its runs: a part of the language of the filter. Pure.
 *
 *     < 1e-6      >= 3 < 10      1e-3 .. 1e-1      float64      "self-scaled"      2026-11-23
 */
import { columns } from './run-table';

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const range = new RegExp(String.raw`^(${number})\s*\.\.\s*(${number})$`, 'i');
const comparisons = /(!=|<=|>=|=|<|>|~)\s*("[^"]*"|[^\s"=<>~!()]+)\s*/y;
const day = /^\d{4}-\d{2}-\d{2}$/;
const secondsOfDay = 86_400;

/**
 * The filter that a text below a heading stands for. A word is looked for in the column; a number alone has to be its
 * value in a column of numbers; a day of a column of times stands for all of that day.
 */
export function columnFilter(column: string, text: string): string {
  const typed = text.trim();
  if (typed === '') return '';
  const compare = (operator: string, value: string) =>
    `"${column}" ${operator} ${plainValue(column, operator, value)}`;
  const ends = range.exec(typed);
  if (ends !== null) return `${compare('>=', ends[1]!)} and ${compare('<=', ends[2]!)}`;
  const found = [...typed.matchAll(new RegExp(comparisons, 'gy'))];
  if (found.reduce((sum, [all]) => sum + all.length, 0) === typed.length)
    return found.map(([, operator = '', value = '']) => compare(operator, unquoted(value))).join(' and ');
  if (isTime(column) && day.test(typed)) return `${compare('>=', typed)} and ${compare('<=', typed)}`;
  const kind = columns[column]?.kind ?? 'number';
  if (kind !== 'text' && !Number.isNaN(Number(typed))) return compare('=', typed);
  return `"${column}" ~ "${unquoted(typed).replaceAll('"', '')}"`;
}

/** A number as it is, a day as seconds since 1970 (up to its end where all of it counts), any other text quoted. */
function plainValue(column: string, operator: string, value: string): string {
  if (isTime(column) && day.test(value)) {
    const start = Date.parse(`${value}T00:00`) / 1000;
    return String(['<=', '>'].includes(operator) ? start + secondsOfDay : start);
  }
  return Number.isNaN(Number(value)) ? `"${value.replaceAll('"', '')}"` : value;
}

function unquoted(value: string): string {
  return /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value;
}

function isTime(column: string): boolean {
  return columns[column]?.kind === 'time';
}
