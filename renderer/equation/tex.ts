import {
  parseEquation,
  parseExpression,
  resolve,
  resolveEquation,
  typeset,
  type Names,
} from '../../src/language';

/** TeX of an equation as typed, or null while it can't be read. */
export function equationTex(text: string, names: Names): string | null {
  const parsed = parseEquation(text);
  if (!parsed.ok) return null;
  const resolved = resolveEquation(parsed.tree, names);
  return typeset(resolved.ok ? resolved.tree : parsed.tree);
}

/** TeX of an expression as typed, or null while it can't be read. */
export function expressionTex(text: string, names: Names): string | null {
  const parsed = parseExpression(text);
  if (!parsed.ok) return null;
  const resolved = resolve(parsed.tree, names);
  return typeset(resolved.ok ? resolved.tree : parsed.tree);
}
