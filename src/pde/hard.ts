import {
  isSide,
  simplifyConstants,
  slope,
  substitute,
  type ConditionMeaning,
  type Place,
  type Resolved,
} from '../language';
import { binary, coordinate, number } from './trees';

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
 * agree where places meet are thereby all attained. A slope h at t = t₀ comes last: g ← g + w (t − t₀) (h − ∂g/∂t on the
 * place), which leaves all values as they are where h is their own slope. The distance is the product of the scaled
 * distances to the places, 4 (x−a)(b−x)/(b−a)² for two opposite ones (Sukumar & Srivastava, CMAME 389, 2022, on boxes),
 * squared for a place with a slope.
 */
export function hardForm(conditions: readonly ConditionMeaning[], box: Box): HardForm {
  let lift: Resolved = number(0);
  const placed = new Map<string, Place['side'][]>();
  for (const { place, value } of required(conditions, 'field')) {
    const { coordinate: name, side } = place;
    const sides = placed.get(name) ?? [];
    if (sides.includes(side)) continue;
    const missing = binary('-', value, substitute(lift, { [name]: place.value }));
    const blend = sides.length > 0 ? blendTo(place, box) : number(1);
    lift = corrected(lift, blend, missing, place);
    placed.set(name, [...sides, side]);
  }
  const slopes = required(conditions, 'derivative');
  for (const { place, value } of slopes) {
    const { coordinate: name } = place;
    const missing = binary('-', value, substitute(slope(lift, name), { [name]: place.value }));
    const away = binary('-', coordinate(name), number(place.value));
    const opposite = placed.get(name)!.length > 1;
    lift = corrected(lift, opposite ? binary('*', away, blendTo(place, box)) : away, missing, place);
  }
  const factors = [...placed].map(([name, sides]) => {
    const [low, high] = box[name];
    const fromLow = binary('/', binary('-', coordinate(name), number(low)), number((high - low) / 2));
    const fromHigh = binary('/', binary('-', number(high), coordinate(name)), number((high - low) / 2));
    const single = (side: Place['side']) => binary('/', side === 'low' ? fromLow : fromHigh, number(2));
    const simple = sides.length === 2 ? binary('*', fromLow, fromHigh) : single(sides[0]);
    return slopes
      .filter(({ place }) => place.coordinate === name)
      .reduce((product, { place }) => binary('*', product, single(place.side)), simple);
  });
  return {
    lift: lift.kind === 'number' && lift.value === 0 ? null : lift,
    distance: factors.length > 0 ? factors.reduce((product, factor) => binary('*', product, factor)) : null,
  };
}

/** What conditions require on sides of the box: values of a field, or derivatives of it along the side's coordinate. */
function required(conditions: readonly ConditionMeaning[], kind: 'field' | 'derivative') {
  return conditions.flatMap(({ place, require }) =>
    isSide(place) && require.left.kind === kind ? [{ place, value: require.right }] : [],
  );
}

/** 1 on a place, falling linearly to 0 on the opposite one. */
function blendTo({ coordinate: name, value, side }: Place, box: Box): Resolved {
  const from = box[name][side === 'high' ? 0 : 1];
  return binary('/', binary('-', coordinate(name), number(from)), number(value - from));
}

/** lift + factor · what is missing, as it is on the place. */
function corrected(lift: Resolved, factor: Resolved, missing: Resolved, { coordinate: name, value }: Place) {
  const there = substitute(simplifyConstants(missing), { [name]: value });
  return simplifyConstants(binary('+', lift, binary('*', factor, there)));
}
