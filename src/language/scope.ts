import type { Problem, Span } from '../study';
import { sizeOf } from './build';
import { normalName } from './functions';
import { spaceOf, type Space } from './space';
import { mapChildren, problemAt, type Names, type Outcome, type Quantity, type Resolved } from './tree';

/** Reads the text of a definition, given the scope in which its names are looked up. */
export type ReadDefinition = (text: string, scope: Scope) => Outcome<Quantity>;

type Definition = { state: 'unread' | 'open' | 'broken' } | { state: 'read'; value: Quantity };

/** What the names of a study stand for beyond fields and numbers: definitions, read when first used. */
export class Scope {
  readonly space: Space;
  /** What is wrong in definitions; each path is the definition's name. */
  readonly problems: Problem[] = [];
  private readonly definitions = new Map<string, Definition>();

  constructor(
    readonly names: Names,
    private readonly read: ReadDefinition,
  ) {
    this.space = spaceOf(names);
    for (const name of Object.keys(names.definitions ?? {})) this.definitions.set(name, { state: 'unread' });
  }

  /** Undefined when there is no such definition; "broken" when it has no meaning. */
  definition(name: string): Quantity | 'broken' | undefined {
    const known = this.definitions.get(name);
    if (known === undefined) return undefined;
    if (known.state === 'read') return known.value;
    if (known.state === 'broken') return 'broken';
    if (known.state === 'open') {
      this.reportCircle(name);
      return 'broken';
    }
    this.definitions.set(name, { state: 'open' });
    const outcome = this.read(this.names.definitions?.[name] ?? '', this);
    if (!outcome.ok) {
      // A circle has been told once, in words of its own.
      const told = this.problems.some((problem) => problem.path[0] === name);
      if (!told) this.problems.push(...outcome.problems.map((problem) => ({ ...problem, path: [name] })));
      this.definitions.set(name, { state: 'broken' });
      return 'broken';
    }
    this.definitions.set(name, { state: 'read', value: outcome.tree });
    return outcome.tree;
  }

  /** `Jx` where J is a definition that is a vector: its component along x. */
  component(name: string): Resolved | 'broken' | undefined {
    const { axes } = this.space;
    const normal = axes.find((axis) => axis.coordinate !== undefined && normalName + axis.name === name);
    if (normal?.coordinate !== undefined) return { kind: 'normal', name: normal.coordinate, span: nowhere };
    for (const head of this.definitions.keys()) {
      if (!name.startsWith(head)) continue;
      const { shown, axes } = this.space;
      const at = shown.findIndex((k) => head + axes[k].name === name);
      if (at < 0) continue;
      const value = this.definition(head);
      if (value === 'broken') return 'broken';
      if (value?.kind === 'vector' && value.components.length === shown.length) return value.components[at];
    }
    return undefined;
  }

  /** Names of the components that vector definitions expose. */
  componentNames(): string[] {
    return this.vectorDefinitions().flatMap(([head, length]) => this.exposed(head, length));
  }

  /** The names of the components of a vector, as far as they have some; undefined when it is none. */
  componentsOf(name: string): readonly string[] | undefined {
    const { vectors } = this.names;
    if (vectors !== undefined && Object.hasOwn(vectors, name)) return vectors[name];
    const defined = this.vectorDefinitions().find(([head]) => head === name);
    return defined && this.exposed(...defined);
  }

  private exposed(head: string, length: number): string[] {
    const { shown, axes } = this.space;
    return length === shown.length ? shown.map((k) => head + axes[k].name) : [];
  }

  /** Names that stand for a vector. */
  vectorNames(): string[] {
    return [...Object.keys(this.names.vectors ?? {}), ...this.vectorDefinitions().map(([name]) => name)];
  }

  /** Definitions that are vectors, and how many components they have; while one is being read, those read before. */
  private vectorDefinitions(): [name: string, length: number][] {
    const reading = [...this.definitions.values()].some(({ state }) => state === 'open');
    return [...this.definitions].flatMap(([name, { state }]): [string, number][] => {
      const value = reading && state !== 'read' ? undefined : this.definition(name);
      if (value === undefined || value === 'broken' || value.kind !== 'vector') return [];
      return [[name, value.components.length]];
    });
  }

  private reportCircle(name: string): void {
    const open = [...this.definitions].flatMap(([other, { state }]) => (state === 'open' ? [other] : []));
    const message =
      open.length === 1
        ? `"${name}" is defined by itself; write it out in fields and coordinates.`
        : `"${name}" has no meaning, because ${open.join(', ')} are defined by one another in a circle.`;
    if (this.problems.some((problem) => problem.path[0] === name)) return;
    const text = this.names.definitions?.[name] ?? '';
    this.problems.push({ ...problemAt({ start: 0, end: text.length }, message), path: [name] });
  }
}

const nowhere: Span = { start: 0, end: 0 };

/** A quantity with every position replaced: what a definition means, at the place that uses it. */
export function placed<Value extends Quantity>(value: Value, span: Span): Value {
  if (value.kind === 'vector')
    return { ...value, components: value.components.map((part) => placedTree(part, span)), span };
  return placedTree(value, span) as Value;
}

function placedTree(tree: Resolved, span: Span): Resolved {
  const copy = { ...mapChildren(tree, (child) => placedTree(child, span)), span };
  if (copy.kind === 'call') copy.nameSpan = span;
  if (copy.kind === 'differentiate') copy.coordinateSpan = span;
  return copy;
}

/** Nodes of a scalar or of all components. */
export function sizeOfQuantity(value: Quantity): number {
  if (value.kind !== 'vector') return sizeOf(value);
  return value.components.reduce((sum, part) => sum + sizeOf(part), 0);
}
