import {
  Unreached,
  applyOperator,
  constants,
  functions,
  print,
  type FunctionName,
  type Resolved,
} from '../../language';

/** One operation on whole arrays; operands are places of earlier results. */
type Step =
  | { kind: 'number'; value: number }
  | { kind: 'input'; name: string }
  | { kind: 'negate'; operand: number }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/' | '^'; left: number; right: number }
  | { kind: 'call'; function: FunctionName; operands: number[] };

/** A quantity that a tree is evaluated from: coordinates, parameters and fields by name, derivatives as printed. */
export type Inputs = Readonly<Record<string, Float64Array | number>>;

/**
 * Resolved trees, laid out as a list of operations on float64 arrays with what they share computed once.
 * Errors: `Unreached` for what has no value from its inputs alone.
 */
export class Tape {
  private readonly steps: Step[] = [];
  private readonly known = new Map<string, number>();
  private readonly results: number[];
  private values: Float64Array[] = [];

  constructor(trees: readonly Resolved[]) {
    this.results = trees.map((tree) => this.place(tree));
  }

  /** Names of everything that has to be given. */
  get inputs(): string[] {
    return this.steps.flatMap((step) => (step.kind === 'input' ? [step.name] : []));
  }

  /**
   * The value of each tree at `count` places. The arrays are used again by the next call.
   * @throws RangeError when an input is missing
   */
  evaluate(inputs: Inputs, count: number): Float64Array[] {
    if (this.values.length < this.steps.length || this.values[0]?.length !== count)
      this.values = this.steps.map(() => new Float64Array(count));
    const { steps, values } = this;
    for (let k = 0; k < steps.length; k++) {
      const step = steps[k];
      const out = values[k];
      switch (step.kind) {
        case 'number':
          out.fill(step.value);
          break;
        case 'input': {
          const given = inputs[step.name];
          if (given === undefined) throw new RangeError(`no value was given for "${step.name}"`);
          if (typeof given === 'number') out.fill(given);
          else out.set(given.length === count ? given : given.subarray(0, count));
          break;
        }
        case 'negate': {
          const a = values[step.operand];
          for (let i = 0; i < count; i++) out[i] = -a[i];
          break;
        }
        case 'binary':
          calculate(step.operator, values[step.left], values[step.right], out);
          break;
        case 'call': {
          const { evaluate } = functions[step.function];
          const [a, b, c] = step.operands.map((place) => values[place]);
          for (let i = 0; i < count; i++) out[i] = evaluate(a[i], b?.[i], c?.[i]);
          break;
        }
      }
    }
    return this.results.map((place) => values[place]);
  }

  private place(tree: Resolved): number {
    switch (tree.kind) {
      case 'number':
        return this.add(`#${tree.value}`, { kind: 'number', value: tree.value });
      case 'constant':
        return this.place({ kind: 'number', value: constants[tree.name].value, span: tree.span });
      case 'field':
      case 'coordinate':
      case 'parameter':
        return this.input(tree.name);
      case 'derivative':
        return this.input(derivativeName(tree.field, tree.orders));
      case 'unary': {
        const operand = this.place(tree.operand);
        return tree.operator === '-' ? this.add(`-${operand}`, { kind: 'negate', operand }) : operand;
      }
      case 'binary': {
        const [left, right] = [this.place(tree.left), this.place(tree.right)];
        return this.add(`${left}${tree.operator}${right}`, {
          kind: 'binary',
          operator: tree.operator,
          left,
          right,
        });
      }
      case 'call': {
        const operands = tree.arguments.map((argument) => this.place(argument));
        const key = `${tree.function}(${operands.join()})`;
        return this.add(key, { kind: 'call', function: tree.function, operands });
      }
      default:
        throw new Unreached(`The solver does not reach "${print(tree)}".`);
    }
  }

  private input(name: string): number {
    return this.add(`$${name}`, { kind: 'input', name });
  }

  private add(key: string, step: Step): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.steps.length);
    return this.steps.push(step) - 1;
  }
}

/** How a derivative of a field is called among inputs, whatever order its coordinates are written in. */
export function derivativeName(field: string, orders: Readonly<Record<string, number>>): string {
  const parts = Object.entries(orders).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${field}_${parts.map(([name, order]) => name.repeat(order)).join('')}`;
}

function calculate(
  operator: '+' | '-' | '*' | '/' | '^',
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
): void {
  const count = out.length;
  switch (operator) {
    case '+':
      for (let i = 0; i < count; i++) out[i] = a[i] + b[i];
      return;
    case '-':
      for (let i = 0; i < count; i++) out[i] = a[i] - b[i];
      return;
    case '*':
      for (let i = 0; i < count; i++) out[i] = a[i] * b[i];
      return;
    case '/':
      for (let i = 0; i < count; i++) out[i] = a[i] / b[i];
      return;
    case '^':
      for (let i = 0; i < count; i++) out[i] = applyOperator('^', a[i], b[i]);
  }
}
