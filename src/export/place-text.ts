/** Places, numbers and expressions as a person types them, on the command line and in the window. Pure. */

/** Values of coordinates such as `x=0.5, t=1`; null for anything else. */
export function readPlace(text: string): Record<string, number> | null {
  const values: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [name, number = '', ...rest] = part.split('=').map((side) => side.trim());
    const value = Number(number);
    if (name === '' || number === '' || !Number.isFinite(value) || rest.length > 0) return null;
    values[name] = value;
  }
  return values;
}

/** Numbers such as `0, 0.5, 1`; null for anything else. */
export function readNumbers(text: string): number[] | null {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** Expressions between commas; a comma inside parentheses, as in d(u^2, x), belongs to its part. Null with an empty one. */
export function readExpressions(text: string): string[] | null {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  const expressions = parts.map((part) => part.trim());
  return expressions.includes('') ? null : expressions;
}
