import { Value, type Equation } from './primitives';
import type { TensorType } from './types';

/** What is recorded while a program is traced. */
export class Scope {
  readonly inputs: Value[] = [];
  readonly equations: Equation[] = [];
  /** Values of enclosing scopes that were used here, with the input that stands for each. */
  readonly captures = new Map<Value, Value>();
  /** Equations by their printed key: a repeated one is not recorded twice. */
  readonly known = new Map<string, Equation>();
  constructor(readonly parent: Scope | null) {}

  addInput(type: TensorType): Value {
    const value = new Value(type, this, null);
    this.inputs.push(value);
    return value;
  }

  /** The value that stands in this scope for a value of this or an enclosing scope. */
  local(value: Value): Value {
    if (value.scope === this) return value;
    const known = this.captures.get(value);
    if (known) return known;
    if (!this.parent) throw new Error('A value of another program was used; pass it as an input instead.');
    const outer = this.parent.local(value);
    const input = this.captures.get(outer) ?? this.addInput(value.type);
    this.captures.set(outer, input);
    this.captures.set(value, input);
    return input;
  }
}

let current: Scope | null = null;

export function currentScope(): Scope {
  if (!current) throw new Error('Tensor operations can be used only while a program is traced.');
  return current;
}

/** Runs `body` with `scope` as the place where operations are recorded. */
export function within<T>(scope: Scope, body: () => T): T {
  const before = current;
  current = scope;
  try {
    return body();
  } finally {
    current = before;
  }
}

export function enclosingScope(): Scope | null {
  return current;
}

/** Keeps only the equations that the outputs depend on, in order. */
export function liveEquations(equations: readonly Equation[], outputs: readonly Value[]): Equation[] {
  const needed = new Set<Value>(outputs);
  const live: Equation[] = [];
  for (let k = equations.length - 1; k >= 0; k--) {
    const equation = equations[k];
    if (!equation.outputs.some((output) => needed.has(output))) continue;
    equation.inputs.forEach((input) => needed.add(input));
    live.push(equation);
  }
  return live.reverse();
}
