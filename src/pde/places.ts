import type { Body } from '../geometry';
import {
  isSide,
  wholeBox,
  type ConditionMeaning,
  type Meaning,
  type Place,
  type Resolved,
} from '../language';
import { domainOf, type Domain } from './domain';
import { homesIn, partsOf, type Part } from './parts';
import type { PointSource } from './point-source';
import { joinedSource, pieceSource, sideSource } from './sources';

/** Where the conditions of a study hold. */
export interface Places {
  /** Points of a condition: of those on its side or piece, the ones where all of its fields live. */
  condition(condition: Pick<ConditionMeaning, 'place' | 'require'>): PointSource;
  /** Points of one end of a coordinate whose ends are joined. */
  joined(place: Place, trees: readonly Resolved[]): PointSource;
}

/**
 * The region of a study, its parts, and the points of its conditions.
 * Errors: a sentence where the region does not fit into the box, or a part holds no points.
 */
export function placesOf(
  meaning: Meaning,
  bodies: Readonly<Record<string, Body>>,
): { domain: Domain | null; whole: () => Domain; parts: Part[]; places: Places } {
  const domain = meaning.geometry === undefined ? null : domainOf(meaning.geometry, meaning.box, bodies);
  const dimensions = Object.keys(meaning.box).length;
  const box = (): Domain => domainOf(wholeBox(meaning.names, meaning.box), meaning.box, {});
  const whole = (): Domain => domain ?? box();
  const parts = partsOf(meaning, whole, bodies);
  const places: Places = {
    condition({ place, require }) {
      const homes = homesIn(parts, [require.left, require.right]);
      if (!isSide(place)) return pieceSource(place.piece, meaning, { domain: whole(), parts, homes });
      const [home] = homes;
      if (home === undefined) return sideSource(place, dimensions, domain);
      return joinedSource(place, dimensions, home.domain);
    },
    joined(place, trees) {
      const [home] = homesIn(parts, trees);
      return joinedSource(place, dimensions, home?.domain ?? domain);
    },
  };
  return { domain, whole, parts, places };
}
