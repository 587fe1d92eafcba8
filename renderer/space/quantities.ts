/** What can be shown of a study without typing: fields, vectors, what is derived from them, residuals and errors. */
import { parseExpression, resolveQuantity, type Names } from '../../src/language';

export interface QuantityChoice {
  /** As it is asked of the run. */
  readonly expression: string;
  readonly label: string;
  readonly group: 'Fields' | 'Lengths' | 'Derivatives' | 'Residuals' | 'Errors';
}

export interface VectorChoice {
  readonly name: string;
  readonly label: string;
  /** The three components as quantities of the run. */
  readonly components: readonly [string, string, string];
  /** Its length as a quantity of the run. */
  readonly length: string;
}

/** Whether an expression can be evaluated, and how many components it has. */
function componentsOf(expression: string, names: Names): number {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return 0;
  const resolved = resolveQuantity(parsed.tree, names);
  if (!resolved.ok) return 0;
  return resolved.tree.kind === 'vector' ? resolved.tree.components.length : 1;
}

/** The vectors of a study that have three components along the axes of its box. */
export function vectorChoices(names: Names, axes: readonly string[]): VectorChoice[] {
  const named = Object.entries(names.vectors ?? {}).flatMap(([name, parts]): VectorChoice[] => {
    const [first, second, third] = parts;
    return parts.length === 3 ? [{ ...lengthOf(name, name), components: [first, second, third] }] : [];
  });
  const component = (head: string, k: number): string => `${head}${axes[k]}`;
  const defined = Object.keys(names.definitions ?? {}).flatMap((name): VectorChoice[] =>
    componentsOf(name, names) === 3
      ? [
          {
            ...lengthOf(name, name),
            components: [component(name, 0), component(name, 1), component(name, 2)],
          },
        ]
      : [],
  );
  const own = [...named, ...defined];
  const curls = own.flatMap(({ name }): VectorChoice[] => {
    const expression = `curl(${name})`;
    if (componentsOf(expression, names) !== 3) return [];
    const part = (k: number): string => component(`${expression}.`, k);
    return [{ ...lengthOf(expression, `∇×${name}`), components: [part(0), part(1), part(2)] }];
  });
  return [...own, ...curls];
}

function lengthOf(name: string, label: string): Omit<VectorChoice, 'components'> {
  return { name, label, length: `norm(${name})` };
}

/** What an expression asked of the run must be so that it gives a component: `curl(B).x` is a part of `curl(B)`. */
export function askedFor(quantity: string): string {
  const part = /^(.*\))\.[A-Za-z0-9_ ]+$/.exec(quantity);
  return part === null ? quantity : part[1];
}

/** Everything that can be chosen, in groups. `residuals` and `compared` are names of terms and of fields. */
export function quantityChoices(
  names: Names,
  axes: readonly string[],
  residuals: readonly string[],
  compared: readonly string[],
): QuantityChoice[] {
  const vectors = vectorChoices(names, axes);
  const scalars = Object.keys(names.definitions ?? {}).filter((name) => componentsOf(name, names) === 1);
  const components = vectors.flatMap(({ components: parts }) => parts.filter((part) => !part.includes('(')));
  const plain = [...new Set([...names.fields, ...components, ...scalars])];
  return [
    ...plain.map((name): QuantityChoice => ({ expression: name, label: name, group: 'Fields' })),
    ...vectors.map(({ label, length }): QuantityChoice => ({
      expression: length,
      label: `|${label}|`,
      group: 'Lengths',
    })),
    ...vectors
      .filter(({ name }) => !name.startsWith('curl('))
      .map(({ name }): QuantityChoice => ({
        expression: `div(${name})`,
        label: `∇·${name}`,
        group: 'Derivatives',
      })),
    ...vectors
      .filter(({ name }) => name.startsWith('curl('))
      .flatMap(({ label, components: parts }) =>
        parts.map((expression): QuantityChoice => ({
          expression,
          label: `(${label})${expression.slice(expression.lastIndexOf('.'))}`,
          group: 'Derivatives',
        })),
      ),
    ...residuals.map((name): QuantityChoice => ({
      expression: `residual:${name}`,
      label: `residual of ${name}`,
      group: 'Residuals',
    })),
    ...compared.map((name): QuantityChoice => ({
      expression: `error:${name}`,
      label: `${name} − reference`,
      group: 'Errors',
    })),
  ];
}

/** The words for a quantity on colour bars. */
export function quantityLabel(expression: string, choices: readonly QuantityChoice[]): string {
  const [, of] = /^reference:(.*)$/.exec(expression) ?? [];
  if (of !== undefined) return `${quantityLabel(of, choices)}, reference`;
  return choices.find((choice) => choice.expression === expression)?.label ?? expression;
}
