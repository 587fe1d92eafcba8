import type { Doubt } from '../../run';
import type { HeldOutSet, HeldOutTerm } from '../held-out';
import type { Bounds } from '../point-source';
import { cellsOf, rootMeanSquare } from './cells';

/** From this share of its own largest part on, a residual means that the equation or condition does not hold. */
const largeShare = 0.3;
/** Cells where all parts are smaller than this share of the largest one anywhere are at rest: nothing happens there. */
const restingShare = 0.05;
/**
 * An equation or a condition whose parts are smaller than this share of the largest part of any other of its kind asks
 * for nothing: what is added up there, such as a sine at its zero or derivatives that vanish one by one in a divergence,
 * is zero but for the error of the network.
 */
const vanishingShare = 1e-4;

/**
 * Terms that do not hold on held-out points: where in the domain the residual is large beside the largest of the parts
 * that add up to it there. One doubt for each term, at its worst place.
 */
export function residualDoubts(sets: readonly HeldOutSet[], box: readonly Bounds[]): Doubt[] {
  const stated = sets.filter(({ kind }) => kind !== 'data');
  const largest = { equations: 0, conditions: 0 };
  for (const { kind, terms } of stated)
    largest[sideOf(kind)] = Math.max(largest[sideOf(kind)], ...terms.map(largestPart));
  return stated.flatMap(({ kind, terms, points }) =>
    terms
      .filter((term) => largestPart(term) > vanishingShare * largest[sideOf(kind)])
      .flatMap((term) => worst(term, points, box)),
  );
}

const sideOf = (kind: HeldOutSet['kind']) => (kind === 'interior' ? 'equations' : 'conditions');

/** The root mean square of the largest part of a term over all its points. */
function largestPart({ residual, parts }: HeldOutTerm): number {
  const everywhere = Array.from(residual, (_, i) => i);
  return Math.max(0, ...parts.map((part) => rootMeanSquare(part, everywhere)));
}

function worst(
  { name, residual, parts }: HeldOutTerm,
  points: HeldOutSet['points'],
  box: readonly Bounds[],
): Doubt[] {
  const everywhere = Array.from(residual, (_, i) => i);
  const sizes = parts.map((part) => rootMeanSquare(part, everywhere));
  // A residual of one part, such as that of u = 0, has nothing beside which it could be large.
  if (sizes.filter((size) => size > 0).length < 2) return [];
  const largest = Math.max(...sizes);
  const found = cellsOf(box, points)
    .map(({ place, points: chosen }) => {
      const size = Math.max(...parts.map((part) => rootMeanSquare(part, chosen)));
      return { place, size, share: rootMeanSquare(residual, chosen) / size };
    })
    .filter(({ size, share }) => size > restingShare * largest && share > largeShare)
    .sort((a, b) => b.share - a.share);
  if (found.length === 0) return [];
  const [{ place, share }] = found;
  const where = place === '' ? '' : ` where ${place}`;
  const message =
    `${name} does not hold${where}: on points that were not trained on, its residual is ` +
    `${(100 * share).toFixed(0)} % of its largest term. Train longer, or on more points.`;
  return [{ term: name, place, message }];
}
