import { parseEquation, resolveEquation, typeset, type Names } from '../../src/language';

/** TeX of an equation as typed, or null while it can't be read. */
export function equationTex(text: string, names: Names): string | null {
  const parsed = parseEquation(text);
  if (!parsed.ok) return null;
  const resolved = resolveEquation(parsed.tree, names);
  return typeset(resolved.ok ? resolved.tree : parsed.tree);
}
