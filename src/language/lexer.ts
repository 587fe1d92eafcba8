import type { Problem, Span } from '../study';
import { problemAt } from './tree';

export type Token =
  | { kind: 'number'; value: number; text: string; span: Span }
  | { kind: 'name'; text: string; span: Span }
  | { kind: 'symbol'; text: string; span: Span }
  | { kind: 'end'; text: string; span: Span };

const space = /\s+/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /\p{L}[\p{L}\p{Nd}_]*/uy;
const symbols = new Set(['+', '-', '*', '/', '^', '(', ')', '[', ']', ',', '=', '<', '>', '<=', '>=']);

/** Signs that people paste from papers, and what they stand for. */
const aliases = new Map([
  ['−', '-'],
  ['·', '*'],
  ['⋅', '*'],
  ['π', 'pi'],
  ['≤', '<='],
  ['≥', '>='],
]);

/** Characters with a meaning elsewhere: what to write here instead. */
const advice: Record<string, string> = {
  '{': 'use round brackets.',
  '}': 'use round brackets.',
  "'": 'write a derivative as a subscript, such as u_x.',
  '∇': 'write grad(…), div(…), curl(…) or laplacian(…).',
  '∂': 'write a derivative as a subscript, such as u_x.',
  '²': 'write a power as ^2.',
  '³': 'write a power as ^3.',
  '×': 'write a product as *.',
  '÷': 'write a quotient as /.',
  '|': 'write abs(…) for an absolute value.',
  '%': 'write a percentage as a number, such as 0.01.',
  '!': 'there is no factorial.',
  '√': 'write sqrt(…).',
  '∞': 'numbers are finite.',
  ';': 'write each equation on its own.',
};

/** Splits a text into tokens; the last is always `end`. Every character that can't be read is reported. */
export function tokenize(text: string): { tokens: Token[]; problems: Problem[] } {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let position = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0];
  };
  while (position < text.length) {
    const blank = match(space);
    if (blank !== undefined) {
      position += blank.length;
      continue;
    }
    const digits = match(number);
    const letters = match(name);
    const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
    const lexeme = digits ?? letters ?? pair(text, position) ?? character;
    const span = { start: position, end: position + lexeme.length };
    position = span.end;
    if (digits !== undefined) {
      const value = Number(digits);
      if (Number.isFinite(value)) tokens.push({ kind: 'number', value, text: digits, span });
      else problems.push(problemAt(span, `${digits} is too large for a number.`));
    } else if (letters !== undefined) {
      tokens.push({ kind: 'name', text: aliases.get(letters) ?? letters, span });
    } else if (lexeme === '**') {
      problems.push(problemAt(span, 'Write a power as ^, not as **.'));
    } else if (lexeme === '!=') {
      problems.push(problemAt(span, 'Compare with <, <=, > or >=.'));
    } else if (lexeme === '==') {
      problems.push(problemAt(span, 'Write an equation with one =.'));
    } else {
      const symbol = aliases.get(lexeme) ?? lexeme;
      if (symbols.has(symbol)) tokens.push({ kind: 'symbol', text: symbol, span });
      else problems.push(problemAt(span, `"${lexeme}" can't be read: ${advice[lexeme] ?? 'remove it.'}`));
    }
  }
  tokens.push({ kind: 'end', text: '', span: { start: text.length, end: text.length } });
  return { tokens, problems };
}

/** A sign of two characters at a position. */
function pair(text: string, position: number): string | undefined {
  const signs = text.slice(position, position + 2);
  return ['**', '==', '!=', '<=', '>='].includes(signs) ? signs : undefined;
}
