import { listWords, suggestion } from '../study';
import { constants, functions, isConstant, isFunction, isOperator, vectorOperators } from './functions';
import { complexWords } from './complex';
import type { Scope } from './scope';
import type { FunctionName } from './tree';

/** Functions that people write from elsewhere, and what to write here. */
const elsewhere: Record<string, string> = {
  ln: 'The natural logarithm is written log(x).',
  pow: 'Write a power as x^2.',
  diff: 'Write a derivative as u_x or d(u, x).',
  gradient: 'Write grad(p).',
  rot: 'Write curl(B).',
  lap: 'Write laplacian(u).',
  arcsin: 'Write asin(x).',
  arccos: 'Write acos(x).',
  arctan: 'Write atan(x).',
  atan2: 'Write 2*atan(y/(sqrt(x^2 + y^2) + x)), the angle of (x, y).',
  where: 'Write if(x < 0, a, b).',
};

/** Every name with a meaning; "differentiable": those that have derivatives. */
export function knownNames(scope: Scope, kind: 'all' | 'differentiable' = 'all'): string[] {
  const { coordinates, fields, functions, parameters, vectors, definitions } = scope.names;
  const own = [
    ...fields,
    ...Object.keys(functions ?? {}),
    ...Object.keys(vectors ?? {}),
    ...Object.keys(definitions ?? {}),
  ];
  if (kind === 'differentiable') return [...own, ...scope.componentNames()];
  return [...own, ...coordinates, ...parameters, ...scope.componentNames(), ...Object.keys(constants)];
}

/** A sentence on a name that stands for nothing. */
export function unknownName(name: string, scope: Scope): string {
  if (isFunction(name))
    return `"${name}" is a function; give its argument in brackets, as in ${example(name)}.`;
  if (isOperator(name))
    return `"${name}" is an operator; give what it acts on in brackets, as in ${vectorOperators[name].example}.`;
  const { families = {} } = scope.names;
  if (Object.hasOwn(families, name)) {
    return `"${name}" has an index; write one of ${name}[${families[name][0]}] to ${name}[${families[name][1]}], or sum(i, …) over ${name}[i].`;
  }
  if (name === 'e') return '"e" has no meaning of its own; write exp(1), or define a parameter named e.';
  if (name === 'i' || name === 'j') {
    return `"${name}" is not the imaginary unit here, because no field is complex; name those that are under "complex", or define a parameter named ${name}.`;
  }
  const known = knownNames(scope);
  const { fields, coordinates } = scope.names;
  if (/^[d∂]./u.test(name) && fields.includes(name.slice(1)))
    return `"${name}" is not known. Write a derivative as a subscript, such as ${name.slice(1)}_${coordinates[0]}.`;
  const near = suggestion(name, [...known, ...Object.keys(functions), ...Object.keys(vectorOperators)]);
  const shown = known.length > 12 ? [...known.slice(0, 12), '…'] : known;
  const help = near === '' ? ` Define it as a parameter, or use one of ${listWords(shown, 'or')}.` : near;
  return `"${name}" is not known.${help}`;
}

/** A sentence on a call of something that is no function. */
export function unknownFunction(name: string, scope: Scope): string {
  const inferred = scope.names.functions ?? {};
  if (Object.hasOwn(inferred, name))
    return `"${name}" is a function of ${listWords(inferred[name])} wherever it stands; write ${name} alone, and ${name}*(…) for a product.`;
  if (scope.names.fields.includes(name)) {
    return `"${name}" is not a function; for a product write ${name}*(…), for a value at a place a condition with "on".`;
  }
  if (knownNames(scope).includes(name) || isConstant(name))
    return `"${name}" is not a function; for a product write ${name}*(…).`;
  if (complexWords.includes(name) && !scope.names.complex?.length)
    return `There is no function "${name}", because no field is complex; name those that are under "complex".`;
  const [head, ...subscript] = name.split('_');
  if (subscript.length > 0 && knownNames(scope, 'differentiable').includes(head))
    return `"${name}" is not a function but a derivative wherever it stands; write ${name} alone, and ${name}*(…) for a product.`;
  if (Object.hasOwn(elsewhere, name)) return `There is no function "${name}". ${elsewhere[name]}`;
  const all = [...Object.keys(functions), ...Object.keys(vectorOperators)];
  const near = suggestion(name, all) || ` Functions: ${listWords(Object.keys(functions))}.`;
  return `There is no function "${name}".${near}`;
}

/** How a function is written. */
export function example(name: FunctionName): string {
  if (name === 'if') return 'if(x < 0, a, b)';
  return functions[name].arity === 1 ? `${name}(x)` : `${name}(x, y)`;
}
