import type { Problem, Span } from '../study';
import { isFunction } from './functions';
import { tokenize, type Token } from './lexer';
import {
  problemAt,
  type BinaryOperator,
  type Comparison,
  type Equation,
  type Expression,
  type NameNode,
  type Outcome,
} from './tree';

/** How strongly an operator holds the operand on its left and on its right. */
const binding: Record<BinaryOperator, { left: number; right: number }> = {
  '+': { left: 10, right: 11 },
  '-': { left: 10, right: 11 },
  '*': { left: 20, right: 21 },
  '/': { left: 20, right: 21 },
  '^': { left: 40, right: 39 },
};
/** Weaker than a power, stronger than a product: -x^2 is -(x^2), -x*y is (-x)*y. */
const signBinding = 30;
/** Bounds the recursion, so that a hostile text can't exhaust the stack. */
const deepest = 200;
/** How many words and signs a text may have: what reads a tree recurses along a chain of sums. */
const longest = 3000;

/** Reads an expression such as `-sin(pi*x)`. */
export function parseExpression(text: string): Outcome<Expression> {
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0) return { ok: false, problems };
  const [sign] = equalsSigns(tokens);
  if (sign !== undefined) {
    return {
      ok: false,
      problems: [problemAt(sign.span, 'Only an expression can stand here, without an equals sign.')],
    };
  }
  return parseWhole(tokens, 'Write an expression here.');
}

/** Reads an equation `left = right`. Faults on both sides are reported together. */
export function parseEquation(text: string): Outcome<Equation> {
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0) return { ok: false, problems };
  const [sign, second] = equalsSigns(tokens);
  const comparison = tokens.find((token) => isComparison(token.text));
  if (sign === undefined && comparison !== undefined) {
    return { ok: false, problems: [problemAt(comparison.span, misplacedComparison)] };
  }
  if (sign === undefined) {
    const span = { start: 0, end: text.length };
    const message =
      text.trim() === ''
        ? 'Write an equation, such as u_xx = 0.'
        : 'An equation needs an equals sign: write left = right, for example by adding "= 0".';
    return { ok: false, problems: [problemAt(span, message)] };
  }
  if (second !== undefined) {
    return {
      ok: false,
      problems: [problemAt(second.span, 'An equation has one equals sign; write each equation on its own.')],
    };
  }
  const at = tokens.indexOf(sign);
  const closing: Token = { kind: 'end', text: '=', span: sign.span };
  const left = parseWhole([...tokens.slice(0, at), closing], 'The left side of the equation is empty.');
  const right = parseWhole(tokens.slice(at + 1), 'The right side of the equation is empty.');
  if (!left.ok || !right.ok) {
    return { ok: false, problems: [...(left.ok ? [] : left.problems), ...(right.ok ? [] : right.problems)] };
  }
  const span = { start: left.tree.span.start, end: right.tree.span.end };
  return { ok: true, tree: { kind: 'equation', left: left.tree, right: right.tree, span } };
}

/** `left operator right`: what holds at the points that are meant. */
export interface Selection<Tree = Expression> {
  operator: '=' | Comparison;
  left: Tree;
  right: Tree;
  span: Span;
}

/** Reads an equation or a comparison, such as `x = 0` or `y < 0.5`. */
export function parseSelection(text: string): Outcome<Selection> {
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0) return { ok: false, problems };
  const signs = tokens.filter((token) => token.text === '=' || isComparison(token.text));
  const [sign, second] = signs;
  if (sign === undefined || second !== undefined) {
    const span = second?.span ?? { start: 0, end: text.length };
    const message = 'Write one comparison or equation here, such as "x = 0" or "y < 0.5".';
    return { ok: false, problems: [problemAt(span, message)] };
  }
  const at = tokens.indexOf(sign);
  const closing: Token = { kind: 'end', text: sign.text, span: sign.span };
  const left = parseWhole(
    [...tokens.slice(0, at), closing],
    `There is nothing on the left of "${sign.text}".`,
  );
  const right = parseWhole(tokens.slice(at + 1), `There is nothing on the right of "${sign.text}".`);
  if (!left.ok || !right.ok) {
    return { ok: false, problems: [...(left.ok ? [] : left.problems), ...(right.ok ? [] : right.problems)] };
  }
  const operator = isComparison(sign.text) ? sign.text : '=';
  const span = { start: left.tree.span.start, end: right.tree.span.end };
  return { ok: true, tree: { operator, left: left.tree, right: right.tree, span } };
}

/** The signs of an equation: all but those of places such as `u(x = 1)`. */
function equalsSigns(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter((token, at) => {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text !== '=') return false;
    const [name, before, coordinate] = tokens.slice(Math.max(0, at - 3), at);
    const opens = before?.text === '(' && name?.kind === 'name';
    const goesOn = before?.text === ',' && depth > 0;
    return !(coordinate?.kind === 'name' && (opens || goesOn));
  });
}

function isComparison(text: string): text is Comparison {
  return text === '<' || text === '<=' || text === '>' || text === '>=';
}

const misplacedComparison =
  'A comparison stands only in the condition of if(x < 0, a, b); only equations with = can be solved.';

function parseWhole(tokens: Token[], emptyMessage: string): Outcome<Expression> {
  try {
    const tree = new Parser(tokens, emptyMessage).whole();
    if (tokens.length > longest)
      fail(tree.span, 'This text is too long; split it up, with a field for a part of it.');
    return { ok: true, tree };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

class SyntaxProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

function fail(span: Span, message: string): never {
  throw new SyntaxProblem(problemAt(span, message));
}

/** A Pratt parser: each operator's binding decides how far an operand reaches. */
class Parser {
  private index = 0;
  private depth = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly emptyMessage: string,
  ) {}

  whole(): Expression {
    if (this.peek().kind === 'end') fail(this.peek().span, this.emptyMessage);
    const tree = this.expression(0);
    const next = this.peek();
    if (next.kind !== 'end') this.unexpected(next);
    return tree;
  }

  private expression(minimum: number): Expression {
    if (++this.depth > deepest) fail(this.peek().span, 'This expression is nested too deeply; split it up.');
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const operator = operatorOf(token);
      if (operator === undefined) {
        if (token.kind === 'number' || token.kind === 'name' || token.text === '(')
          this.missingOperator(left, token);
        break;
      }
      if (binding[operator].left < minimum) break;
      this.next();
      const right = this.expression(binding[operator].right);
      left = { kind: 'binary', operator, left, right, span: join(left.span, right.span) };
    }
    this.depth--;
    return left;
  }

  private operand(): Expression {
    const token = this.next();
    if (token.kind === 'number') return { kind: 'number', value: token.value, span: token.span };
    if (token.kind === 'name') {
      if (this.peek().text === '[') return this.indexed(token);
      return this.peek().text === '(' ? this.call(token) : nameNode(token);
    }
    if (token.text === '(') {
      const components = this.list();
      const close = this.close(token.span, `This "(" is never closed; add ")".`);
      const span = join(token.span, close);
      return components.length === 1 ? { ...components[0], span } : { kind: 'vector', components, span };
    }
    if (token.text === '-' || token.text === '+') {
      const operand = this.expression(signBinding);
      return { kind: 'unary', operator: token.text, operand, span: join(token.span, operand.span) };
    }
    const before = this.tokens[this.index - 2];
    const after = before === undefined ? '' : ` after "${before.text}"`;
    return fail(token.span, `Expected a number, a name or "("${after}, found ${describe(token)}.`);
  }

  private call(name: Token): Expression {
    const open = this.next();
    if (this.tokens[this.index + 1]?.text === '=' && this.peek().kind === 'name')
      return this.place(name, open.span);
    const list = this.peek().text === ')' ? [] : name.text === 'if' ? this.choice() : this.list();
    const close = this.close(open.span, `The "(" after "${name.text}" is never closed; add ")".`);
    const span = join(name.span, close);
    if (name.text === 'd') return differentiate(list, span);
    return { kind: 'call', function: name.text, arguments: list, nameSpan: name.span, span };
  }

  /** Expressions between commas, at least one. */
  private list(): Expression[] {
    const list = [this.expression(0)];
    while (this.peek().text === ',') {
      this.next();
      list.push(this.expression(0));
    }
    return list;
  }

  /** The arguments of `if`: a comparison, then values. */
  private choice(): Expression[] {
    const left = this.expression(0);
    const token = this.peek();
    if (!isComparison(token.text)) {
      fail(token.span, 'The first argument of if is a comparison, as in if(x < 0, a, b).');
    }
    this.next();
    const right = this.expression(0);
    const span = join(left.span, right.span);
    const condition: Expression = { kind: 'comparison', operator: token.text, left, right, span };
    if (this.peek().text !== ',') return [condition];
    this.next();
    return [condition, ...this.list()];
  }

  /** `u(x = -1)`, from after its bracket. */
  private place(name: Token, open: Span): Expression {
    const coordinate = this.next();
    this.next();
    const value = this.expression(0);
    if (this.peek().text === ',') fail(this.peek().span, 'Only one coordinate can be held, as in u(x = -1).');
    const close = this.close(open, `The "(" after "${name.text}" is never closed; add ")".`);
    return {
      kind: 'at',
      operand: nameNode(name),
      coordinate: coordinate.text,
      coordinateSpan: coordinate.span,
      value,
      span: join(name.span, close),
    };
  }

  private indexed(name: Token): Expression {
    const open = this.next();
    const index = this.expression(0);
    const token = this.next();
    if (token.text !== ']') {
      fail(
        token.kind === 'end' ? open.span : token.span,
        `The "[" after "${name.text}" is never closed; add "]".`,
      );
    }
    return {
      kind: 'indexed',
      name: name.text,
      index,
      nameSpan: name.span,
      span: join(name.span, token.span),
    };
  }

  private close(open: Span, message: string): Span {
    const token = this.next();
    if (token.text === ')') return token.span;
    if (token.kind === 'end') fail(open, message);
    return this.unexpected(token);
  }

  private missingOperator(left: Expression, token: Token): never {
    const [before, name] = [this.tokens[this.index - 1], this.tokens[this.index - 3]];
    // sin u and sin^2(u), as on paper.
    const applied = [left.kind === 'name' ? before : undefined, token.text === '(' ? name : undefined].find(
      (one) => one?.kind === 'name' && isFunction(one.text),
    );
    if (applied !== undefined) {
      const argument = token.kind === 'name' ? token.text : '…';
      const power = applied === before ? '' : `^${before.text}`;
      fail(
        applied.span,
        `"${applied.text}" is a function; give its argument in brackets, as in ${applied.text}(${argument})${power}.`,
      );
    }
    const factor = token.kind === 'number' || token.kind === 'name' ? token.text : '(…)';
    const first = left.kind === 'number' ? String(left.value) : left.kind === 'name' ? left.name : '…';
    fail(
      token.span,
      `An operator is missing before "${token.text}"; for a product write ${first}*${factor}.`,
    );
  }

  private unexpected(token: Token): never {
    if (token.text === ')') fail(token.span, 'This ")" closes nothing; remove it or add "(" before.');
    if (token.text === ',')
      fail(
        token.span,
        'A comma stands only between the arguments of a function or the components of a vector in brackets.',
      );
    if (token.text === ']') fail(token.span, 'This "]" closes nothing; remove it or add "[" before.');
    if (token.text === '[')
      fail(
        token.span,
        'An index in "[" and "]" stands right after the name of a coordinate; group with round brackets.',
      );
    if (isComparison(token.text)) fail(token.span, misplacedComparison);
    return fail(token.span, `Expected an operator or the end, found ${describe(token)}.`);
  }

  private peek(): Token {
    const token = this.tokens[Math.min(this.index, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError('a list of tokens ends with an end token');
    return token;
  }

  private next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }
}

function differentiate(list: Expression[], span: Span): Expression {
  const [operand, coordinate, order, extra] = list;
  if (operand === undefined || coordinate === undefined || extra !== undefined) {
    return fail(
      span,
      'd takes an expression, a coordinate and, if you like, an order: d(u^2, x) or d(u, x, 2).',
    );
  }
  if (coordinate.kind !== 'name' && coordinate.kind !== 'indexed') {
    return fail(coordinate.span, 'The second argument of d is the name of a coordinate, as in d(u^2, x).');
  }
  if (order !== undefined && (order.kind !== 'number' || !Number.isInteger(order.value) || order.value < 1)) {
    return fail(order.span, 'The order of a derivative is a whole number from 1, as in d(u, x, 2).');
  }
  return {
    kind: 'differentiate',
    operand,
    coordinate: coordinate.name,
    ...(coordinate.kind === 'indexed' ? { index: coordinate.index } : {}),
    order: order === undefined ? 1 : order.value,
    coordinateSpan: coordinate.span,
    span,
  };
}

function nameNode(token: Token): NameNode {
  return { kind: 'name', name: token.text, span: token.span };
}

function operatorOf(token: Token): BinaryOperator | undefined {
  return token.kind === 'symbol' && token.text in binding ? (token.text as BinaryOperator) : undefined;
}

function describe(token: Token): string {
  if (token.kind === 'end') return token.text === '' ? 'the end' : `"${token.text}"`;
  return `"${token.text}"`;
}

function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
