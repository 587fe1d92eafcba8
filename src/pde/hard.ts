import { isSide, simplifyConstants, substitute, type ConditionMeaning, type Resolved } from '../language';

const nowhere = { start: 0, end: 0 };
const number = (value: number): Resolved => ({ kind: 'number', value, span: nowhere });
const coordinate = (name: string): Resolved => ({ kind: 'coordinate', name, span: nowhere });
const binary = (operator: '+' | '-' | '*' | '/', left: Resolved, right: Resolved): Resolved => ({
  kind: 'binary',
  operator,
  left,
  right,
  span: nowhere,
});

type Box = Readonly<Record<string, readonly [number, number]>>;

/** How a field is built so that its hard conditions hold exactly: u = lift + distance · N. */
export interface HardForm {
  /** Equals the required value on each place; null where it is zero everywhere. */
  readonly lift: Resolved | null;
  /** Zero on each place, of order one inside; null without hard conditions. */
  readonly distance: Resolved | null;
}

/**
 * The hard form of one field on a box.
 *
 * The lift is put together place by place: g ← g + w (v − g on the place), where w is 1, or runs linearly from 0 on
 * the opposite place to 1 here if that one has a condition of its own (Coons, transfinite interpolation). Values that
 * agree where places meet are thereby all attained. The distance is the product of the scaled distances to the places,
 * 4 (x−a)(b−x)/(b−a)² for two opposite ones (Sukumar & Srivastava, CMAME 389, 2022, on boxes).
 */
export function hardForm(conditions: readonly ConditionMeaning[], box: Box): HardForm {
  let lift: Resolved = number(0);
  const placed = new Map<string, ('low' | 'high')[]>();
  for (const { place, require } of conditions) {
    if (!isSide(place)) continue;
    const { coordinate: name, value, side } = place;
    const sides = placed.get(name) ?? [];
    if (sides.includes(side)) continue;
    const [low, high] = box[name];
    const here = substitute(lift, { [name]: value });
    const missing = simplifyConstants(binary('-', require.right, here));
    const from = side === 'high' ? low : high;
    const blend =
      sides.length > 0
        ? binary('/', binary('-', coordinate(name), number(from)), number(value - from))
        : number(1);
    lift = simplifyConstants(binary('+', lift, binary('*', blend, substitute(missing, { [name]: value }))));
    placed.set(name, [...sides, side]);
  }
  const factors = [...placed].map(([name, sides]) => {
    const [low, high] = box[name];
    const fromLow = binary('/', binary('-', coordinate(name), number(low)), number((high - low) / 2));
    const fromHigh = binary('/', binary('-', number(high), coordinate(name)), number((high - low) / 2));
    if (sides.length === 2) return binary('*', fromLow, fromHigh);
    return binary('/', sides[0] === 'low' ? fromLow : fromHigh, number(2));
  });
  return {
    lift: lift.kind === 'number' && lift.value === 0 ? null : lift,
    distance: factors.length > 0 ? factors.reduce((product, factor) => binary('*', product, factor)) : null,
  };
}
