import {
  expand,
  nodes,
  parseExpression,
  resolve,
  type Meaning,
  type Names,
  type Resolved,
} from '../../language';
import { listWords, suggestion, type Problem } from '../../study';
import type { Columns } from './exact';
import { Tape } from './tape';

/** Fields that a reference can speak of: those of the study, and functions that are to be inferred. */
export function referenceFields(names: Names): readonly string[] {
  return [...names.fields, ...Object.keys(names.functions ?? {})];
}

export type ReadExpressions =
  { ok: true; trees: Record<string, Resolved> } | { ok: false; problems: Problem[] };

/**
 * Reads the expression of each field, or of a scalar definition that holds fields: of coordinates and parameters alone, by themselves or through definitions.
 * Derivatives come written out. Paths of problems start at a field's name.
 */
export function readExpressions(
  texts: Readonly<Record<string, string>>,
  { names }: Pick<Meaning, 'names'>,
): ReadExpressions {
  const known = referenceFields(names);
  const isDefinition = (name: string) => {
    const parsed = parseExpression(name);
    const resolved = parsed.ok ? resolve(parsed.tree, names) : parsed;
    return resolved.ok && checkClosed(resolved.tree).length > 0;
  };
  const trees: Record<string, Resolved> = {};
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(texts)) {
    if (!known.includes(name) && !isDefinition(name)) {
      const near = suggestion(name, known) || ` Fields: ${listWords(known)}.`;
      problems.push({ path: [name], message: `There is no field "${name}".${near}`, severity: 'error' });
      continue;
    }
    const read = readClosed(text, names);
    if (read.ok) trees[name] = read.tree;
    else problems.push(...read.problems.map((problem) => ({ ...problem, path: [name] })));
  }
  return problems.length === 0 ? { ok: true, trees } : { ok: false, problems };
}

/** Reads an expression of coordinates and parameters alone, with its derivatives written out. */
export function readClosed(
  text: string,
  names: Names,
): { ok: true; tree: Resolved } | { ok: false; problems: Problem[] } {
  const parsed = parseExpression(text);
  const resolved = parsed.ok ? resolve(parsed.tree, names) : parsed;
  const problems = resolved.ok ? checkClosed(resolved.tree) : resolved.problems;
  if (resolved.ok && problems.length === 0) return { ok: true, tree: expand(resolved.tree) };
  return { ok: false, problems };
}

/** What an expression holds that can't be told from a point and the parameters. */
function checkClosed(tree: Resolved): Problem[] {
  const problems: Problem[] = [];
  const refuse = (span: Resolved['span'], held: string): void => {
    const message = `This holds ${held}; a reference is an expression of coordinates, parameters and definitions made of these.`;
    problems.push({ path: [], message, span, severity: 'error' });
  };
  for (const node of nodes(tree)) {
    if (node.kind === 'field') refuse(node.span, `the field ${node.name}`);
    if (node.kind === 'derivative') refuse(node.span, `the field ${node.field}`);
    if (node.kind === 'integral') refuse(node.span, 'an integral');
    if (node.kind === 'normal') refuse(node.span, 'a normal');
  }
  return problems.slice(0, 1);
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
