import type { Problem, Span } from '../study';
import { tokenize, type Token } from './lexer';
import { problemAt, type BinaryOperator, type Equation, type Expression, type Outcome } from './tree';

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

/** Reads an expression such as `-sin(pi*x)`. */
export function parseExpression(text: string): Outcome<Expression> {
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0) return { ok: false, problems };
  const sign = tokens.find((token) => token.text === '=');
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
  const signs = tokens.filter((token) => token.kind === 'symbol' && token.text === '=');
  const [sign, second] = signs;
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

function parseWhole(tokens: Token[], emptyMessage: string): Outcome<Expression> {
  try {
    return { ok: true, tree: new Parser(tokens, emptyMessage).whole() };
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
    if (token.kind === 'name') return this.peek().text === '(' ? this.call(token) : nameNode(token);
    if (token.text === '(') {
      const inner = this.expression(0);
      const close = this.close(token.span, `This "(" is never closed; add ")".`);
      return { ...inner, span: join(token.span, close) };
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
    const list: Expression[] = [];
    if (this.peek().text !== ')') {
      list.push(this.expression(0));
      while (this.peek().text === ',') {
        this.next();
        list.push(this.expression(0));
      }
    }
    const close = this.close(open.span, `The "(" after "${name.text}" is never closed; add ")".`);
    const span = join(name.span, close);
    if (name.text === 'd') return differentiate(list, span);
    return { kind: 'call', function: name.text, arguments: list, nameSpan: name.span, span };
  }

  private close(open: Span, message: string): Span {
    const token = this.next();
    if (token.text === ')') return token.span;
    if (token.kind === 'end') fail(open, message);
    return this.unexpected(token);
  }

  private missingOperator(left: Expression, token: Token): never {
    const factor = token.kind === 'number' || token.kind === 'name' ? token.text : '(…)';
    const first = left.kind === 'number' ? String(left.value) : left.kind === 'name' ? left.name : '…';
    fail(
      token.span,
      `An operator is missing before "${token.text}"; for a product write ${first}*${factor}.`,
    );
  }

  private unexpected(token: Token): never {
    if (token.text === ')') fail(token.span, 'This ")" closes nothing; remove it or add "(" before.');
    if (token.text === ',') fail(token.span, 'A comma stands only between the arguments of a function.');
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
  if (coordinate.kind !== 'name') {
    return fail(coordinate.span, 'The second argument of d is the name of a coordinate, as in d(u^2, x).');
  }
  if (order !== undefined && (order.kind !== 'number' || !Number.isInteger(order.value) || order.value < 1)) {
    return fail(order.span, 'The order of a derivative is a whole number from 1, as in d(u, x, 2).');
  }
  return {
    kind: 'differentiate',
    operand,
    coordinate: coordinate.name,
    order: order === undefined ? 1 : order.value,
    coordinateSpan: coordinate.span,
    span,
  };
}

function nameNode(token: Token): Expression {
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
