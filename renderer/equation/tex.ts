import { parseEquation, typeset, type Names } from '../../src/language';

/** TeX of an equation as typed, or null while it can't be read. */
export function equationTex(text: string, names: Names): string | null {
  const parsed = parseEquation(text);
  return parsed.ok ? typeset(parsed.tree, { derivatives: 'subscript', names }) : null;
}
