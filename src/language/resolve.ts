import { listWords, suggestion, type Problem, type Span } from '../study';
import { constants, functions, isConstant, isFunction } from './functions';
import { problemAt, type Equation, type Expression, type Names, type Outcome, type Resolved } from './tree';

/** The highest order of derivative that the lab computes. */
export const highestOrder = 4;

/** Finds what each name of an expression stands for. Every unknown name is reported, each at its place. */
export function resolve(tree: Expression, names: Names): Outcome<Resolved> {
  const resolver = new Resolver(names);
  const resolved = resolver.visit(tree);
  if (resolver.problems.length > 0 || resolved === undefined)
    return { ok: false, problems: resolver.problems };
  return { ok: true, tree: resolved };
}

/** Resolves both sides of an equation. */
export function resolveEquation(equation: Equation, names: Names): Outcome<Equation<Resolved>> {
  const left = resolve(equation.left, names);
  const right = resolve(equation.right, names);
  if (left.ok && right.ok) return { ok: true, tree: { ...equation, left: left.tree, right: right.tree } };
  return { ok: false, problems: [...(left.ok ? [] : left.problems), ...(right.ok ? [] : right.problems)] };
}

/**
 * Splits the subscript of a derivative into coordinates, always trying the longest name first but
 * going back when the rest then can't be read. Undefined when it is no sequence of coordinates.
 */
export function splitSubscript(subscript: string, coordinates: readonly string[]): string[] | undefined {
  if (subscript === '') return [];
  const fitting = coordinates
    .filter((name) => subscript.startsWith(name))
    .sort((a, b) => b.length - a.length);
  for (const name of fitting) {
    const rest = splitSubscript(subscript.slice(name.length), coordinates);
    if (rest !== undefined) return [name, ...rest];
  }
  return undefined;
}

class Resolver {
  readonly problems: Problem[] = [];

  constructor(private readonly names: Names) {}

  visit(tree: Expression): Resolved | undefined {
    switch (tree.kind) {
      case 'number':
        return tree;
      case 'name':
        return this.name(tree.name, tree.span);
      case 'unary': {
        const operand = this.visit(tree.operand);
        return operand && { ...tree, operand };
      }
      case 'binary': {
        const left = this.visit(tree.left);
        const right = this.visit(tree.right);
        return left && right && { ...tree, left, right };
      }
      case 'call':
        return this.call(tree);
      case 'differentiate':
        return this.differentiate(tree);
    }
  }

  private name(name: string, span: Span): Resolved | undefined {
    const { coordinates, fields, parameters } = this.names;
    if (fields.includes(name)) return { kind: 'field', name, span };
    if (coordinates.includes(name)) return { kind: 'coordinate', name, span };
    if (parameters.includes(name)) return { kind: 'parameter', name, span };
    if (isConstant(name)) return { kind: 'constant', name, span };
    if (isFunction(name)) {
      return this.report(
        span,
        `"${name}" is a function; give its argument in brackets, as in ${example(name)}.`,
      );
    }
    const bar = name.indexOf('_');
    if (bar > 0) return this.subscript(name, bar, span);
    if (name === 'e') {
      return this.report(span, '"e" has no meaning of its own; write exp(1), or define a parameter named e.');
    }
    if (name === 'i' || name === 'j') {
      return this.report(
        span,
        `"${name}" is not the imaginary unit: fields are real. Split a complex field into its real and imaginary part.`,
      );
    }
    const known = [...fields, ...coordinates, ...parameters, ...Object.keys(constants)];
    const near = suggestion(name, [...known, ...Object.keys(functions)]);
    const help = near === '' ? ` Define it as a parameter, or use one of ${listWords(known, 'or')}.` : near;
    return this.report(span, `"${name}" is not known.${help}`);
  }

  private subscript(name: string, bar: number, span: Span): Resolved | undefined {
    const { coordinates, fields, parameters } = this.names;
    const field = name.slice(0, bar);
    const subscript = name.slice(bar + 1);
    if (!fields.includes(field)) {
      const near = suggestion(name, parameters) || suggestion(field, fields);
      const reason =
        coordinates.includes(field) || parameters.includes(field)
          ? `"${field}" is no field, so it has no derivative "${name}".`
          : `In "${name}", "${field}" is not a field.`;
      return this.report(span, `${reason}${near || ` Fields: ${listWords(fields)}.`}`);
    }
    const parts = splitSubscript(subscript, coordinates);
    if (parts === undefined || parts.length === 0) {
      const near = suggestion(subscript, coordinates);
      const what = subscript === '' ? 'is empty' : `"${subscript}" is not made of coordinates`;
      return this.report(
        { start: span.start + bar + 1, end: span.end },
        `The subscript of "${name}" ${what}; coordinates: ${listWords(coordinates)}.${near}`,
      );
    }
    const orders: Record<string, number> = {};
    for (const part of parts) orders[part] = (orders[part] ?? 0) + 1;
    return this.derivative(field, orders, span);
  }

  private derivative(field: string, orders: Record<string, number>, span: Span): Resolved | undefined {
    const order = Object.values(orders).reduce((sum, value) => sum + value, 0);
    if (order > highestOrder) {
      return this.report(
        span,
        `This is a derivative of order ${order}; the lab computes up to order ${highestOrder}. Introduce a field for an inner derivative.`,
      );
    }
    return { kind: 'derivative', field, orders, span };
  }

  private call(tree: Extract<Expression, { kind: 'call' }>): Resolved | undefined {
    const list = tree.arguments.map((argument) => this.visit(argument));
    const name = tree.function;
    if (!isFunction(name)) {
      const { coordinates, fields, parameters } = this.names;
      const isName = [...fields, ...coordinates, ...parameters, ...Object.keys(constants)].includes(name);
      return this.report(
        tree.nameSpan,
        isName
          ? `"${name}" is not a function; for a product write ${name}*(…).`
          : `There is no function "${name}".${suggestion(name, Object.keys(functions)) || ` Functions: ${listWords(Object.keys(functions))}.`}`,
      );
    }
    const { arity } = functions[name];
    if (list.length !== arity) {
      const wish = arity === 1 ? 'one argument' : 'two arguments';
      return this.report(tree.span, `${name} takes ${wish}, as in ${example(name)}, but has ${list.length}.`);
    }
    const known = list.filter((argument) => argument !== undefined);
    if (known.length < list.length) return undefined;
    return { ...tree, function: name, arguments: known };
  }

  private differentiate(tree: Extract<Expression, { kind: 'differentiate' }>): Resolved | undefined {
    const { coordinates } = this.names;
    const operand = this.visit(tree.operand);
    if (!coordinates.includes(tree.coordinate)) {
      const near = suggestion(tree.coordinate, coordinates);
      const help = near === '' ? ` Coordinates: ${listWords(coordinates)}.` : near;
      return this.report(
        tree.coordinateSpan,
        `"${tree.coordinate}" is not a coordinate, so nothing can be differentiated by it.${help}`,
      );
    }
    if (operand === undefined) return undefined;
    if (operand.kind === 'field') {
      return this.derivative(operand.name, { [tree.coordinate]: tree.order }, tree.span);
    }
    if (operand.kind === 'derivative') {
      const order = (operand.orders[tree.coordinate] ?? 0) + tree.order;
      return this.derivative(operand.field, { ...operand.orders, [tree.coordinate]: order }, tree.span);
    }
    return { ...tree, operand };
  }

  private report(span: Span, message: string): undefined {
    this.problems.push(problemAt(span, message));
    return undefined;
  }
}

function example(name: keyof typeof functions): string {
  return functions[name].arity === 1 ? `${name}(x)` : `${name}(x, y)`;
}
