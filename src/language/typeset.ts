import { isOperator, normalName, vectorOperators, type OperatorName } from './functions';
import { partNames } from '../study';
import { precedence, precedenceOf } from './print';
import { scopeOf } from './resolve';
import { splitSubscript } from './subscripts';
import type { AnyTree, BinaryNode, Equation, Names } from './tree';

export interface TypesetOptions {
  /** `u_{xx}` or `∂²u/∂x²`. */
  derivatives: 'subscript' | 'leibniz';
  /** What names stand for: with it vectors are set bold, and derivatives in a tree as typed are known. */
  names?: Names;
}

const greek = new Set([
  ...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa', 'lambda', 'mu'],
  ...['nu', 'xi', 'pi', 'rho', 'sigma', 'tau', 'upsilon', 'phi', 'chi', 'psi', 'omega'],
  ...['Gamma', 'Delta', 'Theta', 'Lambda', 'Xi', 'Pi', 'Sigma', 'Upsilon', 'Phi', 'Psi', 'Omega'],
]);
/** The forms that papers print. */
const variants: Record<string, string> = { epsilon: '\\varepsilon', phi: '\\varphi' };

/** The TeX of an expression or equation, for KaTeX or a paper, with minimal parentheses. */
export function typeset(
  tree: AnyTree | Equation<AnyTree>,
  options: TypesetOptions = { derivatives: 'subscript' },
): string {
  const typesetter = new Typesetter(options);
  if (tree.kind === 'equation') return `${typesetter.tree(tree.left)} = ${typesetter.tree(tree.right)}`;
  return typesetter.tree(tree);
}

/** The TeX of a name: Greek letters by name, trailing digits as an index, words upright. */
export function typesetName(name: string): string {
  const bar = name.indexOf('_');
  if (bar > 0) return `${typesetName(name.slice(0, bar))}_{${typesetSubscript(name.slice(bar + 1))}}`;
  const indexed = /^(\p{L}+)(\p{Nd}+)$/u.exec(name);
  if (indexed) return `${typesetName(indexed[1])}_{${indexed[2]}}`;
  if (greek.has(name)) return variants[name] ?? `\\${name}`;
  return [...name].length === 1 ? name : `\\mathrm{${name}}`;
}

class Typesetter {
  private readonly vectors: ReadonlySet<string>;
  /** The real and imaginary parts of complex names. */
  private readonly parts = new Map<string, { of: string; which: string }>();

  constructor(private readonly options: TypesetOptions) {
    this.vectors = new Set(options.names === undefined ? [] : scopeOf(options.names).vectorNames());
    for (const name of options.names?.complex ?? [])
      partNames(name).forEach((part, k) => this.parts.set(part, { of: name, which: ['Re', 'Im'][k] }));
  }

  tree(tree: AnyTree): string {
    switch (tree.kind) {
      case 'number':
        return typesetNumber(tree.value);
      case 'name':
        return this.name(tree.name);
      case 'field':
        return this.letter(tree.name);
      case 'coordinate':
      case 'parameter':
      case 'constant':
        return typesetName(tree.name);
      case 'indexed':
        return `${typesetName(tree.name)}_{${this.tree(tree.index)}}`;
      case 'vector':
        return this.list(tree.components);
      case 'comparison':
        return `${this.tree(tree.left)} ${comparisons[tree.operator]} ${this.tree(tree.right)}`;
      case 'at': {
        const place = `${typesetName(tree.coordinate)} = ${this.tree(tree.value)}`;
        return `\\left.${this.tree(tree.operand)}\\right|_{${place}}`;
      }
      case 'normal':
        return `n_{${typesetName(tree.name)}}`;
      case 'integral':
        return this.integral(tree.operand, typesetName(tree.coordinate), tree.low, tree.high);
      case 'derivative':
        return this.derivative(tree.field, tree.orders);
      case 'differentiate':
        return this.differentiate(tree);
      case 'unary':
        return `${tree.operator}${this.operand(tree.operand, precedence.product)}`;
      case 'call':
        return this.call(tree.function, tree.arguments);
      case 'binary':
        return this.binary(tree);
    }
  }

  /** A name as typed: a vector, a derivative, or a letter. */
  private name(name: string): string {
    const { names } = this.options;
    if (name === normalName) return '\\mathbf{n}';
    if (this.vectors.has(name)) return bold(name);
    if (this.parts.has(name)) return this.letter(name);
    if (name === 'i' && this.parts.size > 0) return '\\mathrm{i}';
    const bar = name.indexOf('_');
    if (names === undefined || bar <= 0 || names.parameters.includes(name)) return typesetName(name);
    const parts = splitSubscript(name.slice(bar + 1), names.coordinates);
    if (parts === undefined || parts.length === 0) return typesetName(name);
    const orders: Record<string, number> = {};
    for (const part of parts) orders[part] = (orders[part] ?? 0) + 1;
    return this.derivative(name.slice(0, bar), orders);
  }

  /** A field; the parts of a complex one by its letter. */
  private letter(name: string): string {
    const part = this.parts.get(name);
    return part === undefined ? typesetName(name) : `${typesetName(part.of)}_{\\mathrm{${part.which}}}`;
  }

  private differentiate(tree: Extract<AnyTree, { kind: 'differentiate' }>): string {
    const { operand, coordinate, order } = tree;
    const index = 'index' in tree ? tree.index : undefined;
    const by = typesetName(coordinate) + (index === undefined ? '' : `_{${this.tree(index)}}`);
    const simple = operand.kind === 'name';
    const letter = simple ? this.tree(operand) : this.bracket(operand);
    const above = `${power('\\partial', order)}${simple ? ` ${letter}` : ''}`;
    return `\\frac{${above}}{\\partial ${power(by, order)}}${simple ? '' : ` ${letter}`}`;
  }

  private derivative(field: string, orders: Readonly<Record<string, number>>): string {
    if (this.options.derivatives === 'leibniz') return this.operator(orders, this.letter(field), true);
    const parts = Object.entries(orders).flatMap(([name, order]) =>
      Array<string>(order).fill(typesetName(name)),
    );
    const letter = this.vectors.has(field) ? bold(field) : this.letter(field);
    // A second subscript can't follow an index: u1_x becomes u_{1, x}.
    if (letter.endsWith('}') && letter.includes('_{')) return `${letter.slice(0, -1)}, ${parts.join(' ')}}`;
    return `${letter}_{${parts.join(' ')}}`;
  }

  /** ∂ⁿ/∂x… in front of an operand, or above the line where it is a single letter. */
  private operator(orders: Readonly<Record<string, number>>, operand: string, above = false): string {
    const total = Object.values(orders).reduce((sum, order) => sum + order, 0);
    const below = Object.entries(orders).map(
      ([name, order]) => `\\partial ${power(typesetName(name), order)}`,
    );
    const numerator = `${power('\\partial', total)}${above ? ` ${operand}` : ''}`;
    return `\\frac{${numerator}}{${below.join(' \\, ')}}${above ? '' : ` ${operand}`}`;
  }

  private call(name: string, list: AnyTree[]): string {
    const [first] = list;
    if (name === 'if' && list.length === 3) return this.choice(list);
    if (isOperator(name) && list.length === vectorOperators[name].arity) return this.calculus(name, list);
    if (list.length === 1 && name === 'sqrt') return `\\sqrt{${this.tree(first)}}`;
    if (list.length === 1 && name === 'conj') return `\\overline{${this.tree(first)}}`;
    if (list.length === 1 && name === 'abs') return `\\left|${this.tree(first)}\\right|`;
    return `${functionName(name)}${this.list(list)}`;
  }

  private choice([condition, first, second]: AnyTree[]): string {
    const test = condition.kind === 'comparison' ? this.tree(condition) : `${this.tree(condition)} \\ge 0`;
    const cases = `${this.tree(first)} & ${test} \\\\ ${this.tree(second)} & \\text{otherwise}`;
    return `\\begin{cases} ${cases} \\end{cases}`;
  }

  /** The operators as papers print them: ∇p, ∇·B, ∇×B, ∇²u, ∂u/∂t, (u·∇)w. */
  private calculus(name: OperatorName, [first, second, low, high]: AnyTree[]): string {
    const inner = this.atom(first);
    switch (name) {
      case 'grad':
        return `\\nabla ${inner}`;
      case 'div':
        return `\\nabla \\cdot ${inner}`;
      case 'curl':
        return `\\nabla \\times ${inner}`;
      case 'laplacian':
        return `\\nabla^{2} ${inner}`;
      case 'dot':
        return `${inner} \\cdot ${this.atom(second)}`;
      case 'cross':
        return `${inner} \\times ${this.atom(second)}`;
      case 'norm':
        return `\\left\\|${this.tree(first)}\\right\\|`;
      case 'dt': {
        const time = typesetName(this.options.names?.time ?? 't');
        const simple = first.kind === 'name';
        return `\\frac{\\partial${simple ? ` ${inner}` : ''}}{\\partial ${time}}${simple ? '' : ` ${inner}`}`;
      }
      case 'advect':
        return `\\left(${inner} \\cdot \\nabla\\right) ${this.atom(second)}`;
      case 'sum':
      case 'prod':
        return `\\${name}_{${this.tree(first)}} ${this.atom(second)}`;
      case 'dn':
        return first.kind === 'name'
          ? `\\frac{\\partial ${inner}}{\\partial n}`
          : `\\frac{\\partial}{\\partial n} ${inner}`;
      case 'integral':
        return this.integral(first, this.tree(second), low, high);
    }
  }

  private integral(operand: AnyTree, by: string, low: AnyTree, high: AnyTree): string {
    const inner = this.group(operand, precedence.product);
    return `\\int_{${this.tree(low)}}^{${this.tree(high)}} ${inner} \\, \\mathrm{d}${by}`;
  }

  /** What stands by itself next to an operator: a letter, a function, or anything in brackets. */
  private atom(tree: AnyTree): string {
    const bare =
      tree.kind === 'call'
        ? !isOperator(tree.function) || tree.function === 'norm'
        : precedenceOf(tree) === precedence.atom;
    return bare ? this.tree(tree) : this.bracket(tree);
  }

  /** Long sums and products nest on the left: that side is walked, not entered, so that none is too long. */
  private binary(tree: BinaryNode<AnyTree>): string {
    if (tree.operator === '^') return this.power(tree.left, tree.right);
    const chain = [tree];
    for (let { left } = tree; left.kind === 'binary' && left.operator !== '^'; { left } = left)
      chain.push(left);
    const start = this.tree(chain[chain.length - 1].left);
    return chain.reduceRight((text, node) => this.joined(text, node), start);
  }

  /** A sum, product or quotient whose left side is typeset, without brackets. */
  private joined(text: string, { operator, left, right }: BinaryNode<AnyTree>): string {
    if (operator === '/') return `\\frac{${text}}{${this.tree(right)}}`;
    if (operator === '*') {
      const sign = startsWithNumber(right) ? ' \\cdot ' : ' \\, ';
      return `${this.group(left, precedence.product, text)}${sign}${this.operand(right, precedence.product)}`;
    }
    return `${text} ${operator} ${this.operand(right, operator === '+' ? precedence.sum : precedence.product)}`;
  }

  private power(base: AnyTree, exponent: AnyTree): string {
    const index = this.tree(exponent);
    if (base.kind === 'call' && plainCall(base.function) && base.function !== 'abs') {
      return `${functionName(base.function)}^{${index}}${this.list(base.arguments)}`;
    }
    const simple =
      (base.kind === 'number' &&
        precedenceOf(base) === precedence.atom &&
        !String(base.value).includes('e')) ||
      base.kind === 'field' ||
      base.kind === 'coordinate' ||
      base.kind === 'parameter' ||
      base.kind === 'constant' ||
      base.kind === 'name' ||
      (base.kind === 'derivative' && this.options.derivatives === 'subscript') ||
      (base.kind === 'call' && base.function === 'abs');
    return `${simple ? `{${this.tree(base)}}` : this.bracket(base)}^{${index}}`;
  }

  private list(list: AnyTree[]): string {
    return `\\left(${list.map((argument) => this.tree(argument)).join(', ')}\\right)`;
  }

  /** What follows an operator: a sign there must not run into it. */
  private operand(tree: AnyTree, minimum: number): string {
    return startsWithSign(tree) ? this.bracket(tree) : this.group(tree, minimum);
  }

  private group(tree: AnyTree, minimum: number, text = this.tree(tree)): string {
    const open = tree.kind === 'integral' || (tree.kind === 'call' && isJoined(tree.function));
    const joined = open && minimum >= precedence.product;
    return joined || precedenceOf(tree) < minimum ? `\\left(${text}\\right)` : text;
  }

  private bracket(tree: AnyTree): string {
    return `\\left(${this.tree(tree)}\\right)`;
  }
}

const comparisons = { '<': '<', '<=': '\\le', '>': '>', '>=': '\\ge' } as const;

/** Functions that are written as a name with its arguments after it. */
function plainCall(name: string): boolean {
  return name !== 'sqrt' && name !== 'if' && !isOperator(name);
}

/** Operators whose parts would run into a factor beside them. */
function isJoined(name: string): boolean {
  return ['dot', 'cross', 'sum', 'prod', 'integral'].includes(name);
}

/** A vector's name. */
function bold(name: string): string {
  const letter = typesetName(name);
  return letter.startsWith('\\') ? `\\boldsymbol{${letter}}` : `\\mathbf{${letter}}`;
}

const upright = new Set(['sin', 'cos', 'tan', 'exp', 'tanh', 'sinh', 'cosh', 'min', 'max']);

function functionName(name: string): string {
  if (name === 'log') return '\\ln';
  if (name === 'log10') return '\\log_{10}';
  if (name === 'heaviside') return 'H';
  if (name === 'asin' || name === 'acos' || name === 'atan') return `\\arc${name.slice(1)}`;
  if (name === 're' || name === 'im') return `\\operatorname{${name === 're' ? 'Re' : 'Im'}}`;
  if (name === 'sign') return '\\operatorname{sgn}';
  return upright.has(name) ? `\\${name}` : `\\operatorname{${name}}`;
}

function typesetNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e6)) return String(value);
  const [digits, exponent] = value.toExponential().split('e');
  const scale = `10^{${Number(exponent)}}`;
  if (digits === '1') return scale;
  return digits === '-1' ? `-${scale}` : `${digits} \\times ${scale}`;
}

function typesetSubscript(text: string): string {
  if (greek.has(text)) return typesetName(text);
  return text;
}

function power(base: string, order: number): string {
  return order === 1 ? base : `${base}^{${order}}`;
}

function startsWithSign(tree: AnyTree): boolean {
  if (tree.kind === 'number') return precedenceOf(tree) === precedence.sign;
  if (tree.kind === 'binary')
    return tree.operator !== '/' && tree.operator !== '^' && startsWithSign(tree.left);
  return tree.kind === 'unary';
}

function startsWithNumber(tree: AnyTree): boolean {
  if (tree.kind === 'number') return true;
  if (tree.kind === 'binary' && (tree.operator === '*' || tree.operator === '^'))
    return startsWithNumber(tree.left);
  return false;
}
