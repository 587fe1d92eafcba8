import { listWords, suggestion, type Problem, type Span } from '../study';
import { calculate, parts, signed } from './arithmetic';
import {
  add,
  binary,
  bounded,
  call,
  combine,
  derivative,
  derive,
  differentiate,
  largestTree,
  multiply,
  Refusal,
  tooLarge,
} from './build';
import { functions, isConstant, isFunction, isOperator, normalName, vectorOperators } from './functions';
import { familiesUsing, indexValue } from './indices';
import { normalVector, vectorOf, writeOperator } from './operators';
import { placed, sizeOfQuantity, type Scope } from './scope';
import { splitSubscript } from './subscripts';
import { example, knownNames, unknownFunction, unknownName } from './unknown-names';
import { nodes, problemAt, type CoordinateNode, type Expression, type Quantity, type Resolved } from './tree';

type Node<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Turns one expression as typed into scalars; what it can't read is in `problems`. */
export class Resolver {
  readonly problems: Problem[] = [];
  private readonly indices = new Map<string, number>();
  private work = 0;

  constructor(private readonly scope: Scope) {}

  /** The meaning of a whole text, or undefined when there are problems. */
  whole(tree: Expression): Quantity | undefined {
    return this.attempt(() => this.visit(tree));
  }

  private visit(tree: Expression): Quantity | undefined {
    if (++this.work > largestTree) throw tooLarge(tree.span);
    switch (tree.kind) {
      case 'number':
        return tree;
      case 'name':
        return this.name(tree.name, tree.span);
      case 'indexed':
        return this.attempt(() => this.coordinate(tree.name, tree.index, tree.nameSpan, tree.span));
      case 'unary': {
        const operand = this.visit(tree.operand);
        return operand && signed(tree.operator, operand, tree.span);
      }
      case 'binary': {
        const left = this.visit(tree.left);
        const right = this.visit(tree.right);
        return left && right && this.attempt(() => calculate(tree.operator, left, right, tree.span));
      }
      case 'vector':
        return this.vector(tree);
      case 'call':
        return this.call(tree);
      case 'differentiate':
        return this.differentiate(tree);
      case 'comparison':
        return this.report(tree.span, 'A comparison stands only in the condition of if(x < 0, a, b).');
      case 'at':
        return this.report(
          tree.span,
          `A value at a place, such as ${tree.operand.name}(${tree.coordinate} = …), stands only in a condition without "on" that joins two sides.`,
        );
    }
  }

  private name(name: string, span: Span): Quantity | undefined {
    const meaning = this.meaning(name, span);
    if (meaning === 'broken')
      return this.report(span, `"${name}" is used here, but its definition is wrong.`);
    if (meaning !== undefined) return meaning;
    const bar = name.indexOf('_');
    if (bar > 0 && !isFunction(name)) return this.subscript(name, bar, span);
    return this.report(span, unknownName(name, this.scope));
  }

  /** What a name stands for, if it stands for something. */
  private meaning(name: string, span: Span): Quantity | 'broken' | undefined {
    const { coordinates, fields, functions, parameters, vectors } = this.scope.names;
    if (fields.includes(name)) return { kind: 'field', name, span };
    if (functions !== undefined && Object.hasOwn(functions, name))
      return { kind: 'field', name, of: functions[name], span };
    if (coordinates.includes(name)) return { kind: 'coordinate', name, span };
    if (parameters.includes(name)) return { kind: 'parameter', name, span };
    const index = this.indices.get(name);
    if (index !== undefined) return { kind: 'number', value: index, span };
    if (isConstant(name)) return { kind: 'constant', name, span };
    if (name === normalName) return this.attempt(() => normalVector(this.scope.space, span)) ?? 'broken';
    if (vectors !== undefined && Object.hasOwn(vectors, name)) return this.declared(vectors[name], span);
    const value = this.scope.definition(name) ?? this.scope.component(name);
    if (value === undefined || value === 'broken') return value;
    this.work += sizeOfQuantity(value);
    if (this.work > largestTree) throw tooLarge(span);
    return placed(value, span);
  }

  /** A vector by the names of its components: fields, or definitions that are scalars. */
  private declared(components: readonly string[], span: Span): Quantity | 'broken' {
    const values = components.map((component) => {
      if (this.scope.names.fields.includes(component))
        return { kind: 'field' as const, name: component, span };
      const value = this.scope.definition(component) ?? this.scope.component(component);
      return value === undefined || value === 'broken' ? 'broken' : placed(value, span);
    });
    const scalars = values.filter((value) => value !== 'broken').filter((value) => value.kind !== 'vector');
    return scalars.length < components.length ? 'broken' : vectorOf(scalars, span);
  }

  private subscript(name: string, bar: number, span: Span): Quantity | undefined {
    const { coordinates, fields, parameters } = this.scope.names;
    const head = name.slice(0, bar);
    const subscript = name.slice(bar + 1);
    const isNumber = coordinates.includes(head) || parameters.includes(head);
    const operand = isNumber || isConstant(head) ? undefined : this.meaning(head, span);
    if (operand === 'broken')
      return this.report(span, `"${head}" is used here, but its definition is wrong.`);
    if (operand === undefined) {
      const near = suggestion(name, parameters) || suggestion(head, knownNames(this.scope, 'differentiable'));
      const reason = isNumber
        ? `"${head}" is no field, so it has no derivative "${name}".`
        : `In "${name}", "${head}" is not a field.`;
      return this.report(span, `${reason}${near || ` Fields: ${listWords(fields)}.`}`);
    }
    const by = splitSubscript(subscript, coordinates);
    if (by === undefined || by.length === 0) {
      const near = suggestion(subscript, coordinates);
      const what = subscript === '' ? 'is empty' : `"${subscript}" is not made of coordinates`;
      return this.report(
        { start: span.end - subscript.length, end: span.end },
        `The subscript of "${name}" ${what}; coordinates: ${listWords(coordinates)}.${near}`,
      );
    }
    const orders: Record<string, number> = {};
    for (const part of by) orders[part] = (orders[part] ?? 0) + 1;
    return this.attempt(() => {
      if (operand.kind === 'field') return derivative(operand, orders, span);
      return Object.entries(orders).reduce<Quantity>((value, [coordinate, order]) => {
        this.checkTurning(value, coordinate, span);
        return parts(value, span, (part) => derive(part, coordinate, order, span));
      }, operand);
    });
  }

  private vector(tree: Node<'vector'>): Quantity | undefined {
    const components = tree.components.map((component) => this.scalar(component));
    const known = components.filter((component) => component !== undefined);
    if (known.length < components.length) return undefined;
    return { kind: 'vector', components: known, span: tree.span };
  }

  private scalar(tree: Expression, inside = 'A component of a vector'): Resolved | undefined {
    const value = this.visit(tree);
    if (value?.kind !== 'vector') return value;
    return this.report(tree.span, `${inside} is a scalar, but this is a vector.`);
  }

  private call(tree: Node<'call'>): Quantity | undefined {
    const { function: name, span } = tree;
    if (name === 'if') return this.choice(tree);
    if (isOperator(name)) {
      if (name === 'integral') return this.attempt(() => this.integral(tree));
      if (name === 'sum' || name === 'prod') return this.attempt(() => this.overIndex(name, tree));
      const list = tree.arguments.map((argument) => this.visit(argument));
      if (!this.hasArity(tree, vectorOperators[name].arity, vectorOperators[name].example)) return undefined;
      const known = list.filter((argument) => argument !== undefined);
      if (known.length < list.length) return undefined;
      return this.attempt(() => writeOperator(name, known, this.scope.space, span));
    }
    const list = tree.arguments.map((argument) => this.scalar(argument, `What ${name} is taken of`));
    if (!isFunction(name)) return this.report(tree.nameSpan, unknownFunction(name, this.scope));
    if (!this.hasArity(tree, functions[name].arity, example(name))) return undefined;
    const known = list.filter((argument) => argument !== undefined);
    if (known.length < list.length) return undefined;
    return this.attempt(() => bounded({ ...tree, function: name, arguments: known }));
  }

  private hasArity(tree: Node<'call'>, arity: number, written: string): boolean {
    if (tree.arguments.length === arity) return true;
    const wish = ['one argument', 'two arguments', 'three arguments', 'four arguments'][arity - 1];
    const message = `${tree.function} takes ${wish}, as in ${written}, but has ${tree.arguments.length}.`;
    this.report(tree.span, message);
    return false;
  }

  /** `if(a < b, p, q)`: every comparison becomes one with zero. */
  private choice(tree: Node<'call'>): Quantity | undefined {
    const [condition, first, second] = tree.arguments;
    if (!this.hasArity(tree, 3, example('if'))) return undefined;
    if (condition.kind !== 'comparison') {
      return this.report(condition.span, 'The first argument of if is a comparison, as in if(x < 0, a, b).');
    }
    const { operator, span } = condition;
    const left = this.scalar(condition.left, 'What is compared');
    const right = this.scalar(condition.right, 'What is compared');
    const yes = this.scalar(first, 'A value of if');
    const no = this.scalar(second, 'A value of if');
    if (!left || !right || !yes || !no) return undefined;
    // a ≥ b is a − b ≥ 0, and a < b is where that fails; the others are the same from the other side.
    const [a, b] = operator === '>=' || operator === '<' ? [left, right] : [right, left];
    const values = operator === '>=' || operator === '<=' ? [yes, no] : [no, yes];
    return this.attempt(() => call('if', [binary('-', a, b, span), ...values], tree.span));
  }

  /** `integral(u, x, 0, 1)`: inside, x is what is integrated over; in the bounds it is the point itself. */
  private integral(tree: Node<'call'>): Quantity | undefined {
    const { example: written } = vectorOperators.integral;
    if (!this.hasArity(tree, 4, written)) return undefined;
    const [body, by, first, second] = tree.arguments;
    if (by.kind !== 'name' && by.kind !== 'indexed')
      throw new Refusal(by.span, `The second argument of integral is a coordinate, as in ${written}.`);
    const coordinate =
      by.kind === 'name' ? by.name : this.coordinate(by.name, by.index, by.nameSpan, by.span).name;
    this.checkCoordinate(coordinate, by.span, 'so nothing can be integrated over it');
    const operand = this.visit(body);
    const [low, high] = [first, second].map((bound) => this.bound(bound));
    if (!operand || !low || !high) return undefined;
    const { span } = tree;
    return parts(operand, span, (part) =>
      bounded({ kind: 'integral', operand: part, coordinate, low, high, span }),
    );
  }

  private bound(tree: Expression): Resolved | undefined {
    const value = this.scalar(tree, 'A bound of an integral');
    const fixed = ['number', 'constant', 'parameter', 'coordinate', 'unary', 'binary', 'call'];
    const other = value && [...nodes(value)].find(({ kind }) => !fixed.includes(kind));
    if (other === undefined) return value;
    return this.report(other.span, 'A bound of an integral is an expression of coordinates and parameters.');
  }

  private overIndex(name: 'sum' | 'prod', tree: Node<'call'>): Quantity | undefined {
    const [variable, body] = tree.arguments;
    const { example: written } = vectorOperators[name];
    if (!this.hasArity(tree, 2, written)) return undefined;
    if (variable.kind !== 'name') {
      throw new Refusal(variable.span, `${name} begins with the name of an index, as in ${written}.`);
    }
    const index = variable.name;
    if (this.indices.has(index))
      throw new Refusal(variable.span, `"${index}" is already the index of a sum around this one.`);
    const [low, high] = this.range(index, body, tree, written);
    const values: Quantity[] = [];
    for (let at = low; at <= high; at++) {
      this.indices.set(index, at);
      const value = this.visit(body);
      if (value === undefined) break;
      values.push(value);
    }
    this.indices.delete(index);
    if (values.length < high - low + 1) return undefined;
    const scalars = values.filter((value) => value.kind !== 'vector');
    if (scalars.length === values.length) return combine(scalars, name === 'sum' ? add : multiply, tree.span);
    const operator = name === 'sum' ? '+' : '*';
    return values.slice(1).reduce((all, next) => calculate(operator, all, next, tree.span), values[0]);
  }

  /** What an index runs over: the indices of the coordinates that it is used with. */
  private range(
    index: string,
    body: Expression,
    tree: Node<'call'>,
    written: string,
  ): readonly [number, number] {
    const families = this.scope.names.families ?? {};
    const used = familiesUsing(index, body).filter((name) => Object.hasOwn(families, name));
    if (used.length === 0) {
      throw new Refusal(
        tree.span,
        `${tree.function} runs over the index of a coordinate, as in ${written}; "${index}" is the index of none here.`,
      );
    }
    const [first, ...rest] = used;
    const other = rest.find((name) => families[name].join() !== families[first].join());
    if (other === undefined) return families[first];
    throw new Refusal(tree.span, `"${index}" is used with ${first} and ${other}, whose indices differ.`);
  }

  /** `x[2]` is the coordinate x2. */
  private coordinate(name: string, index: Expression, nameSpan: Span, span: Span): CoordinateNode {
    const families = this.scope.names.families ?? {};
    if (!Object.hasOwn(families, name)) {
      const near = suggestion(name, Object.keys(families));
      const help = near || ' Declare coordinates with an index as "x[1..3]": [0, 1].';
      throw new Refusal(nameSpan, `"${name}" has no index.${help}`);
    }
    const [low, high] = families[name];
    const value = indexValue(index, this.indices);
    if (value < low || value > high)
      throw new Refusal(
        index.span,
        `${name}[${value}] does not exist; the index runs from ${low} to ${high}.`,
      );
    return { kind: 'coordinate', name: `${name}${value}`, span };
  }

  private differentiate(tree: Node<'differentiate'>): Quantity | undefined {
    const { index, coordinateSpan, order, span } = tree;
    const operand = this.visit(tree.operand);
    return this.attempt(() => {
      const coordinate =
        index === undefined
          ? tree.coordinate
          : this.coordinate(tree.coordinate, index, coordinateSpan, coordinateSpan).name;
      this.checkCoordinate(coordinate, coordinateSpan, 'so nothing can be differentiated by it');
      if (operand === undefined) return undefined;
      this.checkTurning(operand, coordinate, span);
      // What is typed as a product is left whole for the engine; what names stand for is taken apart.
      const typed = tree.operand.kind === 'binary' || tree.operand.kind === 'unary';
      return parts(operand, span, (part) =>
        typed ? differentiate(part, coordinate, order, span) : derive(part, coordinate, order, span),
      );
    });
  }

  private checkCoordinate(name: string, span: Span, consequence: string): void {
    const { coordinates } = this.scope.names;
    if (coordinates.includes(name)) return;
    const near = suggestion(name, coordinates);
    const help = near === '' ? ` Coordinates: ${listWords(coordinates)}.` : near;
    throw new Refusal(span, `"${name}" is not a coordinate, ${consequence}.${help}`);
  }

  /** The unit vectors of curved coordinates turn along an angle, so components alone are no derivative. */
  private checkTurning(value: Quantity, coordinate: string, span: Span): void {
    if (value.kind !== 'vector' || this.scope.space.system === 'cartesian') return;
    if (coordinate !== 'theta' && coordinate !== 'phi') return;
    throw new Refusal(
      span,
      `The unit vectors turn along ${coordinate}, so a vector can't be differentiated by it here; use the operators, or differentiate its components.`,
    );
  }

  private attempt<Value>(action: () => Value | undefined): Value | undefined {
    try {
      return action();
    } catch (error) {
      if (error instanceof Refusal) return this.report(error.span, error.message);
      throw error;
    }
  }

  private report(span: Span, message: string): undefined {
    const told = this.problems.some(
      (problem) => problem.message === message && problem.span?.start === span.start,
    );
    if (!told) this.problems.push(problemAt(span, message));
    return undefined;
  }
}
