import { parseExpression, resolve, type Meaning, type Names, type Resolved } from '../../language';
import { listWords, suggestion, type Problem } from '../../study';
import type { Columns } from './exact';
import { Tape } from './tape';

/** Fields that a reference can speak of: those of the study, and functions that are to be inferred. */
export function referenceFields(names: Names): readonly string[] {
  return [...names.fields, ...Object.keys(names.functions ?? {})];
}

export type ReadExpressions =
  { ok: true; trees: Record<string, Resolved> } | { ok: false; problems: Problem[] };

/** Reads the expression of each field: of coordinates and parameters alone. Paths of problems start at a field's name. */
export function readExpressions(texts: Readonly<Record<string, string>>, meaning: Meaning): ReadExpressions {
  const { coordinates, parameters, families } = meaning.names;
  const closed: Names = { coordinates, parameters, fields: [], ...(families && { families }) };
  const known = referenceFields(meaning.names);
  const trees: Record<string, Resolved> = {};
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(texts)) {
    if (!known.includes(name)) {
      const near = suggestion(name, known) || ` Fields: ${listWords(known)}.`;
      problems.push({ path: [name], message: `There is no field "${name}".${near}`, severity: 'error' });
      continue;
    }
    const parsed = parseExpression(text);
    const resolved = parsed.ok ? resolve(parsed.tree, closed) : parsed;
    if (resolved.ok) trees[name] = resolved.tree;
    else problems.push(...resolved.problems.map((problem) => ({ ...problem, path: [name] })));
  }
  return problems.length === 0 ? { ok: true, trees } : { ok: false, problems };
}

/** The values of expressions at points. */
export function evaluateExpressions(
  trees: Readonly<Record<string, Resolved>>,
  points: Readonly<Columns>,
  parameters: Readonly<Record<string, number>>,
): Columns {
  const tape = new Tape(Object.values(trees));
  const count = Object.values(points)[0].length;
  const values = tape.evaluate({ ...parameters, ...points }, count);
  return Object.fromEntries(Object.keys(trees).map((name, k) => [name, values[k].slice()]));
}
