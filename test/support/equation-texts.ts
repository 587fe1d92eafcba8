import type { Names } from '../../src/language';

/** Names of every kind, a definition in a circle and a vector that is too long among them. */
export const fuzzedNames: Names = {
  coordinates: ['x', 'y', 't', 's1', 's2', 's3'],
  families: { s: [1, 3] },
  functions: { q: ['x', 'y'] },
  fields: ['u', 'v', 'p'],
  parameters: ['nu', 'k'],
  unknowns: ['k'],
  vectors: { w: ['u', 'v', 'p', 'u', 'v'] },
  definitions: { J: 'laplacian(w)', e1: 'dot(w, J)', loop: 'loop + 1' },
};

const words = [
  ...[
    'u',
    'v',
    'p',
    'w',
    'J',
    'e1',
    'loop',
    'nu',
    'k',
    'x',
    't',
    's',
    'i',
    'e',
    'pi',
    'u_x',
    'w_t',
    'J_xx',
    'u_xxxxx',
    'h',
    'h_xx',
    'q',
    'q_t',
    'normal',
    'normalx',
    ', x, 0, x)',
  ],
  ...[
    'grad(',
    'div(',
    'curl(',
    'laplacian(',
    'dot(',
    'cross(',
    'norm(',
    'dt(',
    'advect(',
    'sum(i,',
    'prod(j,',
    'dn(',
    'integral(',
    'conj(',
    'asin(',
  ],
  ...[
    'sin(',
    'if(',
    'd(',
    'max(',
    'u(x=',
    's[i]',
    's[2]',
    's[',
    ', x)',
    ', s[i], 2)',
    '(',
    ')',
    ')',
    ')',
    '[',
    ']',
    ',',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '^',
    '=',
    '<',
    '>=',
    '==',
    '**',
    '1',
    '0',
    '2.5e3',
    '1e999',
    ' ',
    '.',
    '_',
    '∂',
    '∇',
    '≤',
    'π',
  ],
  ...[
    'constructor',
    '__proto__',
    'eval(',
    'alert(1)',
    '${',
    '`',
    '\\',
    '"',
    "'",
    '\u0000',
    '\ud800',
    '🙂',
    'é',
  ],
];

/** A text of words of the language in any order, or of any characters. */
export function equationText(next: () => number): string {
  const length = Math.floor(next() * next() * 24);
  if (next() < 0.1) {
    return Array.from({ length }, () => String.fromCharCode(Math.floor(next() * 700))).join('');
  }
  return Array.from({ length }, () => words[Math.floor(next() * words.length)]).join(next() < 0.3 ? ' ' : '');
}

/** The same with a complex field: its parts are two of the others. */
export const complexNames: Names = {
  ...fuzzedNames,
  fields: [...fuzzedNames.fields, 'hRe', 'hIm'],
  complex: ['h'],
};

/** Any text with a good chance of being an equation. */
export function anyEquation(next: () => number): string {
  return `${equationText(next)}${next() < 0.5 ? ' = 0' : ''}`;
}
