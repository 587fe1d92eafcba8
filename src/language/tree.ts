import type { Problem, Span } from '../study';

export type BinaryOperator = '+' | '-' | '*' | '/' | '^';
export type UnaryOperator = '-' | '+';

export interface NumberNode {
  kind: 'number';
  value: number;
  span: Span;
}

/** A name as typed. Whether `u_xx` is a derivative is decided when names are resolved. */
export interface NameNode {
  kind: 'name';
  name: string;
  span: Span;
}

export interface UnaryNode<Tree> {
  kind: 'unary';
  operator: UnaryOperator;
  operand: Tree;
  span: Span;
}

export interface BinaryNode<Tree> {
  kind: 'binary';
  operator: BinaryOperator;
  left: Tree;
  right: Tree;
  span: Span;
}

export interface CallNode<Tree, Name extends string = string> {
  kind: 'call';
  function: Name;
  arguments: Tree[];
  /** The function's name alone. */
  nameSpan: Span;
  span: Span;
}

/** `d(operand, coordinate, order)`: the derivative of any expression. */
export interface DifferentiateNode<Tree> {
  kind: 'differentiate';
  operand: Tree;
  coordinate: string;
  /** At least 1. */
  order: number;
  coordinateSpan: Span;
  span: Span;
}

/** An expression as typed. */
export type Expression =
  | NumberNode
  | NameNode
  | UnaryNode<Expression>
  | BinaryNode<Expression>
  | CallNode<Expression>
  | DifferentiateNode<Expression>;

export interface FieldNode {
  kind: 'field';
  name: string;
  span: Span;
}

export interface CoordinateNode {
  kind: 'coordinate';
  name: string;
  span: Span;
}

export interface ParameterNode {
  kind: 'parameter';
  name: string;
  span: Span;
}

/** A number that the language knows by name: pi. */
export interface ConstantNode {
  kind: 'constant';
  name: ConstantName;
  span: Span;
}

export type ConstantName = 'pi';

/** A partial derivative of a field; `orders` holds only coordinates of order 1 or more. */
export interface DerivativeNode {
  kind: 'derivative';
  field: string;
  orders: Record<string, number>;
  span: Span;
}

export type FunctionName =
  'sin' | 'cos' | 'tan' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sinh' | 'cosh' | 'abs' | 'erf' | 'min' | 'max';

/** An expression in which every name is known. A derivative of a field alone is always a `derivative`. */
export type Resolved =
  | NumberNode
  | FieldNode
  | CoordinateNode
  | ParameterNode
  | ConstantNode
  | DerivativeNode
  | UnaryNode<Resolved>
  | BinaryNode<Resolved>
  | CallNode<Resolved, FunctionName>
  | DifferentiateNode<Resolved>;

/** Either kind of tree: what printing and typesetting accept. */
export type AnyTree = Expression | Resolved;

export interface Equation<Tree = Expression> {
  kind: 'equation';
  left: Tree;
  right: Tree;
  span: Span;
}

export type Outcome<Tree> = { ok: true; tree: Tree } | { ok: false; problems: Problem[] };

/** The names that a study gives to things. */
export interface Names {
  coordinates: readonly string[];
  fields: readonly string[];
  parameters: readonly string[];
}

/** A failure in the text at `span`; the path to the text is put in front by whoever knows it. */
export function problemAt(span: Span, message: string, severity: Problem['severity'] = 'error'): Problem {
  return { path: [], message, span: { start: span.start, end: span.end }, severity };
}

/** The direct parts of a node, left to right. */
export function children(tree: Resolved): Resolved[] {
  switch (tree.kind) {
    case 'unary':
    case 'differentiate':
      return [tree.operand];
    case 'binary':
      return [tree.left, tree.right];
    case 'call':
      return tree.arguments;
    default:
      return [];
  }
}

/** Every node of a tree, the root first. */
export function* nodes(tree: Resolved): Generator<Resolved> {
  yield tree;
  for (const child of children(tree)) yield* nodes(child);
}

/** The tree with `change` applied to each direct part. */
export function mapChildren(tree: Resolved, change: (child: Resolved) => Resolved): Resolved {
  switch (tree.kind) {
    case 'unary':
    case 'differentiate':
      return { ...tree, operand: change(tree.operand) };
    case 'binary':
      return { ...tree, left: change(tree.left), right: change(tree.right) };
    case 'call':
      return { ...tree, arguments: tree.arguments.map(change) };
    default:
      return tree;
  }
}
