import { listWords, type Problem, type Study } from '../study';
import { fieldsOf } from './equations';
import type { Meaning } from './meaning';
import { fieldOrders, type FieldOrders } from './orders';
import { isSide } from './place';
import { timeOf } from './space';

/** Systems with more fields are not counted. */
const mostFields = 12;

/** What holds on the two ends of one coordinate. */
interface Ends {
  low: Set<string>[];
  high: Set<string>[];
}

/**
 * Fields with fewer conditions along a coordinate than the orders of the equations ask for. It is told only where it
 * is certain: on a box of Cartesian coordinates, of as many equations as fields, for derivatives with constant
 * coefficients. A field is short only where all fields together have fewer conditions than the system has orders,
 * since what one lacks may be said through another.
 */
export function checkCounts(study: Study, meaning: Meaning): Problem[] {
  const { names, equations, conditions, periodic, box } = meaning;
  if (!isCounted(study, meaning)) return [];
  const orders = equations.flatMap((equation) => fieldOrders(equation, meaning.parameters) ?? []);
  if (orders.length < equations.length) return [];
  const time = timeOf(names);
  const onPieces = conditions.some(({ place }) => !isSide(place));
  const ends = Object.fromEntries(
    names.coordinates.map((name): [string, Ends] => [name, { low: [], high: [] }]),
  );
  for (const { place, require } of conditions)
    if (isSide(place)) ends[place.coordinate][place.side].push(fieldsOf(require));
  const joined = new Set(periodic.map(({ coordinate }) => coordinate));
  const all = new Map<string, Shortage>();
  for (const coordinate of names.coordinates) {
    if (joined.has(coordinate)) continue;
    const isTime = coordinate === time;
    // A problem that starts from one side of space needs nothing on the others.
    const marched = names.coordinates.some(
      (other) => other !== coordinate && other !== time && startsAtOneEnd(ends[other]),
    );
    if (!isTime && (onPieces || marched)) continue;
    const held = [...ends[coordinate].low, ...ends[coordinate].high];
    if (held.length >= systemOrder(orders, names.fields, coordinate)) continue;
    const short = new Map<string, { fields: string[]; highest: number; needed: number; given: number }>();
    for (const field of names.fields) {
      const highest = Math.max(...orders.map((one) => one.order(field, coordinate)));
      // Along space a first order may be a pressure's, and an odd one may ask for less at one end.
      const needed = isTime ? highest : highest - (highest % 2);
      const given = held.filter((fields) => fields.has(field)).length;
      if (given >= needed) continue;
      const alike = `${highest} ${given}`;
      const fields = [...(short.get(alike)?.fields ?? []), field];
      short.set(alike, { fields, highest, needed, given });
    }
    for (const one of short.values()) {
      const key = JSON.stringify([isTime, one]);
      all.set(key, { ...one, isTime, along: [...(all.get(key)?.along ?? []), coordinate] });
    }
  }
  return [...all.values()].map((one) => ({
    path: ['conditions'],
    message: shortageText(one, box),
    severity: 'warning',
  }));
}

/** Fields that have fewer conditions than they need, along coordinates for which the same is true. */
interface Shortage {
  fields: string[];
  highest: number;
  needed: number;
  given: number;
  isTime: boolean;
  along: string[];
}

/** So many coordinates are named. */
const mostNamed = 6;

function shortageText(
  { fields, highest, needed, given, isTime, along }: Shortage,
  box: Meaning['box'],
): string {
  const [coordinate, ...others] = along;
  const [low, high] = box[coordinate];
  const ends = isTime ? `${coordinate} = ${low}` : `${coordinate} = ${low} or ${coordinate} = ${high}`;
  const hidden = along.length - mostNamed;
  const listed = hidden > 0 ? [...along.slice(0, mostNamed), `${hidden} more`] : along;
  const [way, place] =
    others.length === 0
      ? [coordinate, `where ${ends}`]
      : [`each of ${listWords(listed, 'and')}`, 'on the two ends of each of them'];
  const asked = needed === 1 ? '1 condition' : `${needed} conditions`;
  const there = given === 0 ? 'there is none' : given === 1 ? 'there is 1' : `there are ${given}`;
  const on = fields.length === 1 ? fields[0] : 'each';
  const more = fields.length === 1 && others.length === 0 ? '' : ' for each';
  return `The equations are of order ${highest} in ${listWords(fields, 'and')} along ${way}, which asks for ${asked} on ${on} ${place}, and ${there}, so many solutions are possible; add ${needed - given}${more}.`;
}

/** Whether nothing but sides of the box, and conditions on them, fixes the solution. */
function isCounted(study: Study, { names, equations, conditions, periodic }: Meaning): boolean {
  return (
    study.coordinateSystem === 'cartesian' &&
    study.geometry === undefined &&
    study.data.length === 0 &&
    Object.keys(study.unknowns).length === 0 &&
    Object.keys(study.symmetries).length === 0 &&
    conditions.length + periodic.length > 0 &&
    equations.length === names.fields.length &&
    equations.length <= mostFields
  );
}

function startsAtOneEnd({ low, high }: Ends): boolean {
  return low.length + high.length >= 2 && (low.length === 0 || high.length === 0);
}

/**
 * The number of conditions along a coordinate that a system asks for, by Jacobi's bound: the largest sum of orders with
 * each equation matched to a field of its own (F. Ollivier, Jacobi's bound and normal forms computations, arXiv:0911.2674).
 * It counts no derivative twice that an algebraic equation ties to another.
 */
function systemOrder(orders: readonly FieldOrders[], fields: readonly string[], coordinate: string): number {
  let best = new Map<number, number>([[0, 0]]);
  for (const equation of orders) {
    const next = new Map<number, number>();
    for (const [taken, sum] of best) {
      fields.forEach((field, k) => {
        const set = taken | (1 << k);
        if (set === taken || !equation.fields.has(field)) return;
        next.set(set, Math.max(next.get(set) ?? 0, sum + equation.order(field, coordinate)));
      });
    }
    best = next;
  }
  return best.get(2 ** fields.length - 1) ?? 0;
}
