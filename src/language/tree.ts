import type { CoordinateSystem, Problem, Span } from '../study';

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

/** `(a, b, c)`: a vector by its components. */
export interface VectorNode<Tree> {
  kind: 'vector';
  /** At least two. */
  components: Tree[];
  span: Span;
}

/** `x[i]`: one coordinate of an indexed family. */
export interface IndexedNode {
  kind: 'indexed';
  name: string;
  index: Expression;
  nameSpan: Span;
  span: Span;
}

export type Comparison = '<' | '<=' | '>' | '>=';

/** `left < right`: stands only in the condition of `if`. */
export interface ComparisonNode {
  kind: 'comparison';
  operator: Comparison;
  left: Expression;
  right: Expression;
  span: Span;
}

/** `u(x = -1)`: the value of something where a coordinate is held; stands only in periodic conditions. */
export interface AtNode {
  kind: 'at';
  operand: NameNode;
  coordinate: string;
  coordinateSpan: Span;
  value: Expression;
  span: Span;
}

/** `d(operand, x)` or `d(operand, x[i])` as typed. */
export interface TypedDifferentiateNode extends DifferentiateNode<Expression> {
  /** Given when the coordinate is one of an indexed family. */
  index?: Expression;
}

/** An expression as typed. */
export type Expression =
  | NumberNode
  | NameNode
  | IndexedNode
  | UnaryNode<Expression>
  | BinaryNode<Expression>
  | CallNode<Expression>
  | VectorNode<Expression>
  | ComparisonNode
  | AtNode
  | TypedDifferentiateNode;

export interface FieldNode {
  kind: 'field';
  name: string;
  /** The coordinates that it depends on; all of them when it is not given. */
  of?: readonly string[];
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
  /** The coordinates that the field depends on; all of them when it is not given. */
  of?: readonly string[];
  span: Span;
}

/**
 * The component of the outward unit normal of a boundary along a coordinate's unit vector. Stands only in what is
 * required on a boundary, and there only where the normal differs from point to point.
 */
export interface NormalNode {
  kind: 'normal';
  /** The coordinate. */
  name: string;
  span: Span;
}

/** ∫ operand d(coordinate) from low to high. Inside the operand the coordinate is what is integrated over. */
export interface IntegralNode {
  kind: 'integral';
  operand: Resolved;
  coordinate: string;
  /** Bounds: constants, parameters and coordinates, where `coordinate` itself is the point that is asked for. */
  low: Resolved;
  high: Resolved;
  span: Span;
}

export type FunctionName =
  | ('sin' | 'cos' | 'tan' | 'exp' | 'log' | 'log10' | 'sqrt' | 'tanh' | 'sinh' | 'cosh')
  | ('asin' | 'acos' | 'atan')
  | ('abs' | 'sign' | 'heaviside' | 'erf' | 'min' | 'max')
  /** `if(a, b, c)` of a resolved tree is b where a ≥ 0, and c elsewhere: every comparison is written so. */
  | 'if';

/**
 * A scalar expression in which every name is known: vectors, operators, definitions and sums are
 * written out. A derivative of a field alone is always a `derivative`.
 */
export type Resolved =
  | NumberNode
  | FieldNode
  | CoordinateNode
  | ParameterNode
  | ConstantNode
  | DerivativeNode
  | NormalNode
  | IntegralNode
  | UnaryNode<Resolved>
  | BinaryNode<Resolved>
  | CallNode<Resolved, FunctionName>
  | DifferentiateNode<Resolved>;

/** What an expression comes to: a scalar, or a vector by its components. */
export type Quantity = Resolved | VectorNode<Resolved>;

/** Either kind of tree: what printing and typesetting accept. */
export type AnyTree = Expression | Resolved;

export interface Equation<Tree = Expression> {
  kind: 'equation';
  left: Tree;
  right: Tree;
  span: Span;
}

export type Outcome<Tree> = { ok: true; tree: Tree } | { ok: false; problems: Problem[] };

/** The names that a study gives to things, and what they need to be understood. */
export interface Names {
  /** Each coordinate by itself: an indexed family `x[1..3]` is x1, x2, x3. */
  coordinates: readonly string[];
  fields: readonly string[];
  /**
   * Names that stand for complex numbers: fields, vectors and definitions whose real and imaginary parts are among the
   * others, h as hRe and hIm. With any, i is the imaginary unit.
   */
  complex?: readonly string[];
  /** Functions that are to be inferred, each with the coordinates that it depends on. */
  functions?: Readonly<Record<string, readonly string[]>>;
  /** Numbers by name, those that are to be inferred among them. */
  parameters: readonly string[];
  /** Those of `parameters` that are to be inferred. */
  unknowns?: readonly string[];
  /** The components of each vector: fields or definitions. */
  vectors?: Readonly<Record<string, readonly string[]>>;
  /** The text of each named expression. */
  definitions?: Readonly<Record<string, string>>;
  /** First and last index of each indexed family of coordinates. */
  families?: Readonly<Record<string, readonly [number, number]>>;
  /** Cartesian when it is not given. */
  coordinateSystem?: CoordinateSystem;
  /** The coordinate that is time; `t` when it is not given and there is one. */
  time?: string;
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
    case 'integral':
      return [tree.operand, tree.low, tree.high];
    case 'call':
      return [...tree.arguments];
    default:
      return [];
  }
}

/** Every node of a tree, the root first. */
export function* nodes(tree: Resolved): Generator<Resolved> {
  const open = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...children(next).reverse());
  }
}

/** The tree with `change` applied to each direct part. */
export function mapChildren(tree: Resolved, change: (child: Resolved) => Resolved): Resolved {
  switch (tree.kind) {
    case 'unary':
    case 'differentiate':
      return { ...tree, operand: change(tree.operand) };
    case 'binary':
      return { ...tree, left: change(tree.left), right: change(tree.right) };
    case 'integral':
      return { ...tree, operand: change(tree.operand), low: change(tree.low), high: change(tree.high) };
    case 'call':
      return { ...tree, arguments: tree.arguments.map(change) };
    default:
      return tree;
  }
}
