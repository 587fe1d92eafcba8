import type { UnknownMeaning } from '../language';
import * as op from '../program';
import type { Value } from '../program';

/** A start on a bound would have no slope: it is moved inside by this share of the range, or of the bound's size. */
const nudge = 1e-3;

const logistic = (x: Value) => op.divide(1, op.add(op.exp(op.negate(x)), 1));

/**
 * The value of an unknown number by the raw number r that is trained in its place; r = 0 gives its start s.
 *
 * Two bounds a, b: a + (b − a) σ(r + σ⁻¹((s − a)/(b − a))), of a positive one with a > 0 the same between the
 * logarithms. One bound: the distance to it is (s − a) eʳ or (b − s) e⁻ʳ, so that a positive number is s eʳ. No
 * bound: s + max(|s|, 1) r. These are the usual maps of bounded variables to the line (Stan Reference Manual, "Constraint
 * transforms").
 * @param raw a scalar
 */
export function unknownValue(raw: Value, { start, low, high, positive }: UnknownMeaning): Value {
  if (Number.isFinite(low) && Number.isFinite(high)) {
    const logarithmic = positive && low > 0;
    const [from, at, to] = logarithmic ? [low, start, high].map(Math.log) : [low, start, high];
    const place = (at - from) / (to - from);
    const share = place <= 0 ? nudge : place >= 1 ? 1 - nudge : place;
    const between = logistic(op.add(raw, Math.log(share / (1 - share))));
    const value = op.add(op.multiply(between, to - from), from);
    return logarithmic ? op.exp(value) : value;
  }
  const distance = (bound: number, factor: Value) =>
    op.multiply(factor, Math.abs(start - bound) || nudge * Math.max(1, Math.abs(bound)));
  if (Number.isFinite(low)) {
    const above = distance(low, op.exp(raw));
    return low === 0 ? above : op.add(above, low);
  }
  if (Number.isFinite(high)) return op.subtract(high, distance(high, op.exp(op.negate(raw))));
  return op.add(op.multiply(raw, Math.max(Math.abs(start), 1)), start);
}
