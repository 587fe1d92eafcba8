import { precedence, precedenceOf } from './print';
import type { AnyTree, BinaryNode, Equation } from './tree';

export interface TypesetOptions {
  /** `u_{xx}` or `∂²u/∂x²`. */
  derivatives: 'subscript' | 'leibniz';
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
  constructor(private readonly options: TypesetOptions) {}

  tree(tree: AnyTree): string {
    switch (tree.kind) {
      case 'number':
        return typesetNumber(tree.value);
      case 'name':
      case 'field':
      case 'coordinate':
      case 'parameter':
      case 'constant':
        return typesetName(tree.name);
      case 'derivative':
        return this.derivative(tree.field, tree.orders);
      case 'differentiate':
        return this.operator({ [tree.coordinate]: tree.order }, this.bracket(tree.operand));
      case 'unary':
        return `${tree.operator}${this.operand(tree.operand, precedence.product)}`;
      case 'call':
        return this.call(tree.function, tree.arguments);
      case 'binary':
        return this.binary(tree);
    }
  }

  private derivative(field: string, orders: Readonly<Record<string, number>>): string {
    if (this.options.derivatives === 'leibniz') return this.operator(orders, typesetName(field), true);
    const parts = Object.entries(orders).flatMap(([name, order]) =>
      Array<string>(order).fill(typesetName(name)),
    );
    const letter = typesetName(field);
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
    if (list.length === 1 && name === 'sqrt') return `\\sqrt{${this.tree(first)}}`;
    if (list.length === 1 && name === 'abs') return `\\left|${this.tree(first)}\\right|`;
    return `${functionName(name)}${this.list(list)}`;
  }

  private binary(tree: BinaryNode<AnyTree>): string {
    const { operator, left, right } = tree;
    switch (operator) {
      case '+':
      case '-':
        return `${this.tree(left)} ${operator} ${this.operand(right, operator === '+' ? precedence.sum : precedence.product)}`;
      case '/':
        return `\\frac{${this.tree(left)}}{${this.tree(right)}}`;
      case '*': {
        const sign = startsWithNumber(right) ? ' \\cdot ' : ' \\, ';
        return `${this.group(left, precedence.product)}${sign}${this.operand(right, precedence.product)}`;
      }
      case '^':
        return this.power(left, right);
    }
  }

  private power(base: AnyTree, exponent: AnyTree): string {
    const index = this.tree(exponent);
    if (base.kind === 'call' && base.function !== 'sqrt' && base.function !== 'abs') {
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

  private group(tree: AnyTree, minimum: number): string {
    return precedenceOf(tree) < minimum ? this.bracket(tree) : this.tree(tree);
  }

  private bracket(tree: AnyTree): string {
    return `\\left(${this.tree(tree)}\\right)`;
  }
}

const upright = new Set(['sin', 'cos', 'tan', 'exp', 'tanh', 'sinh', 'cosh', 'min', 'max']);

function functionName(name: string): string {
  if (name === 'log') return '\\ln';
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
