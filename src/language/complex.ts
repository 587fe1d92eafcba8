import { largestTree, Refusal, tooLarge } from './build';
import { parseExpression } from './parse';
import { print } from './print';
import { problemAt, type BinaryOperator, type Expression, type Names } from './tree';
import { partNames, type Problem, type Span } from '../study';

/** What the language keeps for itself in a study with complex fields. */
export const complexWords: readonly string[] = ['i', 're', 'im', 'conj'];

/** The parts of an expression as typed; a part that is zero by its form is absent. */
export interface Parts {
  re?: Expression;
  im?: Expression;
}

type Chained = Exclude<BinaryOperator, '^'>;
type Binary = Extract<Expression, { kind: 'binary' }>;
type Call = Extract<Expression, { kind: 'call' }>;

const bilinear = ['dot', 'cross', 'advect'];
const linear = ['grad', 'div', 'curl', 'laplacian', 'dt', 'dn', 'integral', 'sum'];

/**
 * Splits an expression into its real and imaginary part. Where no complex name occurs it stays as it is.
 * @throws Refusal when a function of a complex number is asked for that is not known
 */
export function splitComplex(tree: Expression, names: Names): Parts {
  if (names.complex === undefined || names.complex.length === 0) return { re: tree };
  return new Splitter(new Set(names.complex), new Set(names.parameters)).split(tree);
}

class Splitter {
  private readonly indices: string[] = [];
  private readonly sizes = new WeakMap<Expression, number>();

  constructor(
    private readonly complex: ReadonlySet<string>,
    private readonly parameters: ReadonlySet<string>,
  ) {}

  split(tree: Expression): Parts {
    switch (tree.kind) {
      case 'number':
      case 'indexed':
      case 'comparison':
        return { re: tree };
      case 'name':
        return this.name(tree.name, tree.span);
      case 'at': {
        const { re, im } = this.name(tree.operand.name, tree.operand.span);
        if (re?.kind !== 'name' || im?.kind !== 'name') return { re: tree };
        return { re: { ...tree, operand: re }, im: { ...tree, operand: im } };
      }
      case 'unary':
      case 'differentiate':
        return map(this.split(tree.operand), (operand) => ({ ...tree, operand }));
      case 'vector': {
        const all = tree.components.map((component) => this.split(component));
        const zero: Expression = { kind: 'number', value: 0, span: tree.span };
        const pick = (part: 're' | 'im'): Expression | undefined =>
          all.some((component) => component[part] !== undefined)
            ? { ...tree, components: all.map((component) => component[part] ?? zero) }
            : undefined;
        return parts(pick('re'), pick('im'));
      }
      case 'binary':
        return this.binary(tree);
      case 'call':
        return this.call(tree);
    }
  }

  private name(name: string, span: Span): Parts {
    const node = (text: string): Expression => ({ kind: 'name', name: text, span });
    if (this.parameters.has(name) || this.indices.includes(name)) return { re: node(name) };
    if (name === 'i') return { im: { kind: 'number', value: 1, span } };
    const bar = name.indexOf('_');
    const [head, tail] = bar < 0 ? [name, ''] : [name.slice(0, bar), name.slice(bar)];
    if (!this.complex.has(head)) return { re: node(name) };
    const [re, im] = partNames(head);
    return { re: node(re + tail), im: node(im + tail) };
  }

  /** Sums and products are read along their left side in a loop: a text may be a very long sum. */
  private binary(tree: Binary): Parts {
    const chain: { operator: Chained; right: Expression; span: Span }[] = [];
    let first: Expression = tree;
    for (; first.kind === 'binary' && first.operator !== '^'; first = first.left)
      chain.push({ operator: first.operator, right: first.right, span: first.span });
    let result =
      first.kind === 'binary'
        ? this.power(first.left, this.split(first.left), this.real(first.right, 'An exponent'), first.span)
        : this.split(first);
    for (const { operator, right, span } of chain.reverse())
      result = this.join(operator, result, right, span);
    return result;
  }

  private join(operator: Chained, a: Parts, right: Expression, span: Span): Parts {
    const b = this.split(right);
    switch (operator) {
      case '+':
      case '-': {
        // What is real stays as it was typed.
        if (isReal(a) && isReal(b)) return { re: this.node(operator, a.re, b.re, span) };
        const join = (x: Expression | undefined, y: Expression | undefined) =>
          this.sum(x, y && operator === '-' ? negated(y, span) : y, span);
        return parts(join(a.re, b.re), join(a.im, b.im));
      }
      case '*':
        return this.product(a, b, (x, y) => this.node('*', x, y, span), span);
      case '/': {
        if (b.im === undefined) return map(a, (x) => this.node('/', x, right, span));
        const above = this.product(a, conjugate(b, span), (x, y) => this.node('*', x, y, span), span);
        const below = this.square(b, span);
        return map(above, (x) => this.node('/', x, below, span));
      }
    }
  }

  /** |z|² and other even powers of a modulus without a root; whole powers of z by products. */
  private power(base: Expression, a: Parts, exponent: Expression, span: Span): Parts {
    const order = exponent.kind === 'number' && Number.isInteger(exponent.value) ? exponent.value : undefined;
    if (base.kind === 'call' && base.function === 'abs' && base.arguments.length === 1) {
      const inner = this.split(base.arguments[0]);
      if (inner.im !== undefined && order !== undefined && order > 0 && order % 2 === 0) {
        const square = this.square(inner, span);
        if (order === 2) return { re: square };
        return { re: this.node('^', square, { kind: 'number', value: order / 2, span }, span) };
      }
    }
    if (a.im === undefined) return map(a, (x) => this.node('^', x, exponent, span));
    if (order === undefined || order < 1 || order > 8)
      throw new Refusal(
        exponent.span,
        'A complex number has whole powers from 1 to 8 here; for its modulus write abs(…).',
      );
    let result = a;
    for (let k = 1; k < order; k++)
      result = this.product(result, a, (x, y) => this.node('*', x, y, span), span);
    return result;
  }

  private call(tree: Call): Parts {
    const { function: name, arguments: list, span } = tree;
    const [first, ...rest] = list;
    if (first === undefined) return { re: tree };
    const call = (text: string, ...inner: Expression[]): Expression =>
      this.sized({ ...tree, function: text, arguments: inner });
    if (name === 'sum' || name === 'prod') return this.overIndex(tree);
    if (name === 'if') {
      const [yes, no] = rest.map((value) => this.split(value));
      if (yes === undefined || no === undefined || (yes.im === undefined && no.im === undefined))
        return {
          re: this.sized({
            ...tree,
            arguments: [this.condition(first), ...rest.map((value) => this.real(value, ''))],
          }),
        };
      const zero: Expression = { kind: 'number', value: 0, span };
      const pick = (part: 're' | 'im') =>
        call(name, this.condition(first), yes[part] ?? zero, no[part] ?? zero);
      return { re: pick('re'), im: pick('im') };
    }
    const z = this.split(first);
    if (bilinear.includes(name) && rest.length === 1)
      return this.product(z, this.split(rest[0]), (x, y) => call(name, x, y), span);
    if (linear.includes(name)) return map(z, (x) => call(name, x, ...rest));
    if (list.length === 1) {
      const zero: Expression = { kind: 'number', value: 0, span };
      if (name === 're') return { re: z.re ?? zero };
      if (name === 'im') return { re: z.im ?? zero };
      if (name === 'conj') return conjugate(z, span);
    }
    if (z.im === undefined) {
      const real = list.map((value) => this.real(value, `What ${name} is taken of`));
      return { re: call(name, ...real) };
    }
    switch (name) {
      case 'abs':
        return { re: call('sqrt', this.square(z, span)) };
      case 'norm': {
        const squares = [z.re, z.im].map((part) => part && call('dot', part, part));
        return { re: call('sqrt', this.sum(squares[0], squares[1], span) ?? first) };
      }
      case 'exp': {
        const size = z.re && call('exp', z.re);
        const turned = (text: string) => {
          const wave = call(text, z.im ?? first);
          return size === undefined ? wave : this.node('*', size, wave, span);
        };
        return { re: turned('cos'), im: turned('sin') };
      }
      default:
        throw new Refusal(
          first.span,
          `${name} of a complex number is not known; there are exp, abs, re, im, conj, whole powers and the operators.`,
        );
    }
  }

  private overIndex(tree: Call): Parts {
    const [index, body, ...rest] = tree.arguments;
    if (index.kind !== 'name' || body === undefined) return { re: tree };
    this.indices.push(index.name);
    const inner = this.split(body);
    this.indices.pop();
    if (tree.function === 'prod' && inner.im !== undefined)
      throw new Refusal(tree.span, 'A product over an index is of real numbers; write this one out.');
    return map(inner, (part) => this.sized({ ...tree, arguments: [index, part, ...rest] }));
  }

  private condition(tree: Expression): Expression {
    if (tree.kind !== 'comparison') return tree;
    const side = (part: Expression) => this.real(part, 'What is compared');
    return { ...tree, left: side(tree.left), right: side(tree.right) };
  }

  private real(tree: Expression, what: string): Expression {
    const { re, im } = this.split(tree);
    if (im !== undefined)
      throw new Refusal(tree.span, `${what} is real, but this is complex; take its re(…), im(…) or abs(…).`);
    return re ?? { kind: 'number', value: 0, span: tree.span };
  }

  /** (a + ib)(c + id) of any product that is linear in both. */
  private product(
    a: Parts,
    b: Parts,
    times: (x: Expression, y: Expression) => Expression,
    span: Span,
  ): Parts {
    const both = (x: Expression | undefined, y: Expression | undefined): Expression | undefined => {
      if (x === undefined || y === undefined) return undefined;
      if (isNegated(x)) return negated(both(x.operand, y) ?? y, span);
      if (isNegated(y)) return negated(both(x, y.operand) ?? x, span);
      if (isOne(x)) return y;
      return isOne(y) ? x : times(x, y);
    };
    if (isReal(a) && isReal(b)) return { re: times(a.re, b.re) };
    const minus = both(a.im, b.im);
    return parts(
      this.sum(both(a.re, b.re), minus && negated(minus, span), span),
      this.sum(both(a.re, b.im), both(a.im, b.re), span),
    );
  }

  /** |z|² */
  private square({ re, im }: Parts, span: Span): Expression {
    const squares = [re, im].map(
      (part) => part && this.node('^', part, { kind: 'number', value: 2, span }, span),
    );
    return this.sum(squares[0], squares[1], span) ?? { kind: 'number', value: 0, span };
  }

  private sum(a: Expression | undefined, b: Expression | undefined, span: Span): Expression | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    if (b.kind === 'unary' && b.operator === '-') return this.node('-', a, b.operand, span);
    return this.node('+', a, b, span);
  }

  private node(operator: BinaryOperator, left: Expression, right: Expression, span: Span): Expression {
    return this.sized({ kind: 'binary', operator, left, right, span });
  }

  /** Parts occur in several places: what would be too large written out is refused here. */
  private sized(tree: Expression): Expression {
    const inner =
      tree.kind === 'binary' ? [tree.left, tree.right] : tree.kind === 'call' ? tree.arguments : [];
    const size = inner.reduce((sum, part) => sum + (this.sizes.get(part) ?? 1), 1);
    if (size > largestTree) throw tooLarge(tree.span);
    this.sizes.set(tree, size);
    return tree;
  }
}

function parts(re: Expression | undefined, im: Expression | undefined): Parts {
  return { ...(re && { re }), ...(im && { im }) };
}

function map({ re, im }: Parts, change: (part: Expression) => Expression): Parts {
  return parts(re && change(re), im && change(im));
}

function conjugate({ re, im }: Parts, span: Span): Parts {
  return parts(re, im && negated(im, span));
}

function negated(tree: Expression, span: Span): Expression {
  if (tree.kind === 'unary' && tree.operator === '-') return tree.operand;
  return { kind: 'unary', operator: '-', operand: tree, span };
}

function isReal(z: Parts): z is { re: Expression; im?: undefined } {
  return z.re !== undefined && z.im === undefined;
}

function isNegated(tree: Expression): tree is Extract<Expression, { kind: 'unary' }> {
  return tree.kind === 'unary' && tree.operator === '-';
}

function isOne(tree: Expression): boolean {
  return tree.kind === 'number' && tree.value === 1;
}

/**
 * Names in which every complex field is two real ones, `h` becoming `hRe` and `hIm`; vectors of complex fields and
 * definitions that are complex are split likewise.
 */
export function realNames(names: Names, complexFields: readonly string[]): Names {
  if (complexFields.length === 0) return names;
  const vectors = Object.entries(names.vectors ?? {});
  const isComplex = (list: readonly string[]) => list.some((name) => complexFields.includes(name));
  const complex = [...complexFields, ...vectors.flatMap(([name, list]) => (isComplex(list) ? [name] : []))];
  const texts = Object.entries(names.definitions ?? {});
  // A definition may use others in any order: one more is found complex in each round until none is.
  const known = () => ({ ...names, complex });
  for (let before = -1; before < complex.length;) {
    before = complex.length;
    for (const [name, text] of texts)
      if (!complex.includes(name) && definitionParts(text, known()).parts?.im !== undefined)
        complex.push(name);
  }
  const split = texts.flatMap(([name, text]): [string, string][] => {
    const { parts: found } = definitionParts(text, known());
    if (found === undefined) return [[name, text]];
    const [re, im] = [found.re, found.im].map((part) => (part === undefined ? '0' : print(part)));
    if (!complex.includes(name)) return [[name, mentions(text, complex) ? re : text]];
    const [reName, imName] = partNames(name);
    return [
      [reName, re],
      [imName, im],
    ];
  });
  return {
    ...names,
    complex,
    fields: names.fields.flatMap((name) => (complexFields.includes(name) ? partNames(name) : [name])),
    vectors: Object.fromEntries(
      vectors.flatMap(([name, list]): [string, readonly string[]][] => {
        if (!isComplex(list)) return [[name, list]];
        return partNames(name).map((part, k) => [part, list.map((component) => partNames(component)[k])]);
      }),
    ),
    definitions: Object.fromEntries(split),
  };
}

/** The parts of a definition, or why it has none: then its text stays as it is. */
export function definitionParts(text: string, names: Names): { parts?: Parts; problem?: Problem } {
  const parsed = parseExpression(text);
  if (!parsed.ok) return {};
  try {
    return { parts: splitComplex(parsed.tree, names) };
  } catch (error) {
    if (error instanceof Refusal) return { problem: problemAt(error.span, error.message) };
    throw error;
  }
}

function mentions(text: string, words: readonly string[]): boolean {
  const used = text.match(/\p{L}[\p{L}\p{Nd}]*/gu) ?? [];
  return used.some((word) => words.includes(word) || complexWords.includes(word));
}
