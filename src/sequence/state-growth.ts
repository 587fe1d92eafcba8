import * as op from '../program';
import { inline, jvp, tensor, trace, type Program, type Value } from '../program';
import type { Cell } from './models/cell';
import type { FloatElement } from './windows';

/**
 * ln ‖∂h_t/∂h_0‖ at t = 1 … length (Frobenius norm) along a sequence, for one layer of a recurrent cell: where it falls,
 * gradients vanish; where it rises, they explode (Bengio, Simard & Frasconi, IEEE Trans. Neural Networks 5, 1994). The
 * product of the Jacobians of the steps is scaled to norm one after each, so that it neither over- nor underflows.
 *
 * Inputs: projected inputs [length, gates · width], then the cell's weights. Result: [length].
 */
export function stateGrowth(cell: Cell, width: number, length: number, element: FloatElement): Program {
  const weights = cell.weights(width).map(({ shape }) => tensor(element, shape));
  // One row for each direction of h_0: all rows have the same state, and a tangent of their own.
  const state = tensor(element, [width, width]);
  const states = Array.from({ length: cell.states }, () => state);
  const row = tensor(element, [width, cell.gates * width]);
  const step = trace('step', [...states, row, ...weights], (...values) =>
    cell.step(values.slice(0, cell.states), values[cell.states], values.slice(cell.states + 1)),
  );
  const forward = jvp(
    step,
    states.map((_, k) => k),
  );
  const types = [tensor(element, [length, cell.gates * width]), ...weights];
  return trace('state_growth', types, (projected, ...given) => {
    const zeros = op.constant(0, element, state.shape);
    const unit = op.equal(op.iota('int32', state.shape, 0), op.iota('int32', state.shape, 1));
    const tangents = states.map((_, k) => (k === 0 ? op.convert(unit, element) : zeros));
    const initial: Value[] = [op.constant(0, element), ...states.map(() => zeros), ...tangents];
    const { outputs } = op.scan(initial, [projected], ([scale, ...current], [place]) => {
      const now = current.slice(0, cell.states);
      const next = inline(forward, [
        ...now,
        op.broadcast(place, row.shape),
        ...given,
        ...current.slice(cell.states),
      ]);
      const moved = next.slice(cell.states);
      const size = op.sqrt(moved.map((x) => op.inner(x, x)).reduce((a, b) => op.add(a, b)));
      const own = op.sqrt(op.inner(moved[0], moved[0]));
      return {
        carried: [
          op.add(scale, op.log(size)),
          ...next.slice(0, cell.states),
          ...moved.map((x) => op.divide(x, size)),
        ],
        outputs: [op.add(scale, op.log(own))],
      };
    });
    return [outputs[0]];
  });
}
