import type { Equation, Program, Value } from './primitives';
import { typeText } from './types';

/** Number as text that reads back as the same number. */
function numberText(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}

function parameterText(key: string, item: unknown): string {
  if (Array.isArray(item)) return `${key}=[${item.map((x) => numberText(x as number)).join(',')}]`;
  if (typeof item === 'object' && item !== null) return ''; // types stand behind the result, programs below
  return `${key}=${String(item)}`;
}

/** Programs used by an equation, with the parameter that holds each. */
export function programsOf(equation: Equation): Program[] {
  switch (equation.primitive) {
    case 'call':
      return [equation.parameters.program];
    case 'cond':
      return [equation.parameters.whenTrue, equation.parameters.whenFalse];
    case 'whileLoop':
      return [equation.parameters.condition, equation.parameters.body];
    case 'scan':
      return [equation.parameters.body];
    default:
      return [];
  }
}

/** All programs reachable from one, each once, callees first. */
export function reachable(program: Program, found = new Set<Program>()): Program[] {
  if (found.has(program)) return [];
  for (const equation of program.equations) programsOf(equation).forEach((inner) => reachable(inner, found));
  found.add(program);
  return [...found];
}

/**
 * The program as text, the same for the same program: values are numbered in order, called programs stand before
 * their callers. Golden tests and the caches of compiled programs rest on it.
 */
export function print(program: Program): string {
  const programs = reachable(program);
  const names = new Map(programs.map((inner, k) => [inner, `${inner.name}_${k}`]));
  return programs.map((inner) => printOne(inner, names)).join('\n');
}

function printOne(program: Program, names: ReadonlyMap<Program, string>): string {
  const labels = new Map<Value, string>();
  const label = (value: Value) => {
    if (!labels.has(value)) labels.set(value, `%${labels.size}`);
    return labels.get(value)!;
  };
  const typed = (value: Value) => `${label(value)}:${typeText(value.type)}`;
  const lines = [`${names.get(program)}(${program.inputs.map(typed).join(', ')}) {`];
  for (const equation of program.equations) {
    const parameters = Object.entries(equation.parameters)
      .map(([key, item]) => parameterText(key, item))
      .filter(Boolean);
    const inner = programsOf(equation).map((used) => names.get(used)!);
    const arguments_ = [...equation.inputs.map(label), ...parameters, ...inner];
    lines.push(
      `  ${equation.outputs.map(typed).join(', ')} = ${equation.primitive}(${arguments_.join(', ')})`,
    );
  }
  lines.push(`  return ${program.outputs.map(label).join(', ')}`, '}', '');
  return lines.join('\n');
}
