import {
  Value,
  type Equation,
  type EquationOf,
  type Primitive,
  type PrimitiveParameters,
} from './primitives';
import { currentScope } from './scope';
import { shapeRules } from './shapes';
import { simplify } from './simplify';

/**
 * Records one application of a primitive in the program being traced and returns its results. Simplified on the way;
 * an equation that is there already is used again. Errors: `ShapeError`.
 */
export function emitAll<P extends Primitive>(
  primitive: P,
  parameters: PrimitiveParameters[P],
  inputs: readonly Value[],
): readonly Value[] {
  const scope = currentScope();
  const local = inputs.map((input) => importValue(input));
  const types = shapeRules[primitive](
    parameters,
    local.map((input) => input.type),
  );
  const simpler = simplify(primitive, parameters, local, emit);
  if (simpler) return [simpler];
  const key = keyOf(primitive, parameters, local);
  const known = key === null ? undefined : scope.known.get(key);
  if (known) return known.outputs;
  const outputs: Value[] = [];
  const equation = { primitive, parameters, inputs: local, outputs } as unknown as Equation;
  types.forEach((type) => outputs.push(new Value(type, scope, equation)));
  scope.equations.push(equation);
  if (key !== null) scope.known.set(key, equation);
  return outputs;
}

/** As `emitAll`, for primitives with one result. */
export function emit<P extends Primitive>(
  primitive: P,
  parameters: PrimitiveParameters[P],
  inputs: readonly Value[],
): Value {
  return emitAll(primitive, parameters, inputs)[0];
}

/** Constants of enclosing programs are made anew, so that they can be folded here; other values become inputs. */
function importValue(value: Value): Value {
  const scope = currentScope();
  if (value.scope !== scope && value.equation?.primitive === 'constant') {
    return emit('constant', (value.equation as EquationOf<'constant'>).parameters, []);
  }
  return scope.local(value);
}

const commutative: ReadonlySet<Primitive> = new Set(['add', 'multiply', 'minimum', 'maximum', 'and', 'or']);

/** Same key, same result; none for what uses other programs. -0 and 0 differ. */
function keyOf(primitive: Primitive, parameters: object, inputs: readonly Value[]): string | null {
  if (primitive === 'call' || primitive === 'cond' || primitive === 'whileLoop' || primitive === 'scan')
    return null;
  const text = JSON.stringify(parameters, (_key, item: unknown) =>
    typeof item === 'number' && (Object.is(item, -0) || !Number.isFinite(item))
      ? `#${Object.is(item, -0) ? '-0' : item}`
      : item,
  );
  const identities = inputs.map((input) => input.id);
  if (commutative.has(primitive)) identities.sort((a, b) => a - b);
  return `${primitive}${text}${identities.join(',')}`;
}
