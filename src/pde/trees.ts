import type { Resolved } from '../language';

const nowhere = { start: 0, end: 0 };

/** Expressions that no text of a study stands for. */
export const number = (value: number): Resolved => ({ kind: 'number', value, span: nowhere });
export const coordinate = (name: string): Resolved => ({ kind: 'coordinate', name, span: nowhere });
export const binary = (operator: '+' | '-' | '*' | '/', left: Resolved, right: Resolved): Resolved => ({
  kind: 'binary',
  operator,
  left,
  right,
  span: nowhere,
});
export const sqrt = (operand: Resolved): Resolved => ({
  kind: 'call',
  function: 'sqrt',
  arguments: [operand],
  nameSpan: nowhere,
  span: nowhere,
});
export const sum = (parts: readonly Resolved[]): Resolved => parts.reduce((a, b) => binary('+', a, b));
export const product = (parts: readonly Resolved[]): Resolved => parts.reduce((a, b) => binary('*', a, b));
