import {
  parseEquation,
  parseExpression,
  resolve,
  resolveEquation,
  type Equation,
  type Names,
  type Outcome,
  type Resolved,
} from '../../../src/language';

export const names: Names = { coordinates: ['x', 'y', 't'], fields: ['u', 'v'], parameters: ['nu', 'k'] };

export function tree<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.message).join('\n'));
  return outcome.tree;
}

export function resolved(text: string, known: Names = names): Resolved {
  return tree(resolve(tree(parseExpression(text)), known));
}

export function equation(text: string, known: Names = names): Equation<Resolved> {
  return tree(resolveEquation(tree(parseEquation(text)), known));
}

/** The tree without its positions. */
export function shape(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part) => (/[sS]pan$/.test(key) ? undefined : part)));
}

const span = { start: 0, end: 0 };

/** A random tree over `names`, as the parser could have made it. */
export function randomTree(next: () => number, depth: number, derivatives = true): Resolved {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  if (depth === 0 || next() < 0.15) {
    switch (Math.floor(next() * (derivatives ? 6 : 5))) {
      case 0:
        return { kind: 'number', value: pick([0, 1, 2, 0.5, 1e-7, 3.25e21, 10]), span };
      case 1:
        return { kind: 'field', name: pick(names.fields), span };
      case 2:
        return { kind: 'coordinate', name: pick(names.coordinates), span };
      case 3:
        return { kind: 'parameter', name: pick(names.parameters), span };
      case 4:
        return { kind: 'constant', name: 'pi', span };
      default:
        return {
          kind: 'derivative',
          field: pick(names.fields),
          orders: pick<Record<string, number>>([{ x: 1 }, { x: 2, t: 1 }, { y: 4 }]),
          span,
        };
    }
  }
  const child = (): Resolved => randomTree(next, depth - 1, derivatives);
  const choice = next();
  if (choice < 0.2) return { kind: 'unary', operator: pick(['-', '+']), operand: child(), span };
  if (choice < 0.35) {
    return {
      kind: 'call',
      function: pick(['sin', 'exp', 'sqrt', 'abs']),
      arguments: [child()],
      nameSpan: span,
      span,
    };
  }
  if (choice < 0.4) {
    return { kind: 'call', function: 'max', arguments: [child(), child()], nameSpan: span, span };
  }
  if (choice < 0.45 && derivatives) {
    const operand: Resolved = { kind: 'binary', operator: '*', left: child(), right: child(), span };
    return {
      kind: 'differentiate',
      operand,
      coordinate: 'x',
      order: pick([1, 2]),
      coordinateSpan: span,
      span,
    };
  }
  return { kind: 'binary', operator: pick(['+', '-', '*', '/', '^']), left: child(), right: child(), span };
}
