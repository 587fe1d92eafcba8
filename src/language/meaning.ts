import type { Place } from './place';
import type { Equation, Names, Resolved } from './tree';

/** What a study says, once every text in it is read. */
export interface Meaning {
  names: Names;
  /** [lowest, highest] of each coordinate. */
  box: Record<string, [number, number]>;
  parameters: Record<string, number>;
  equations: Equation<Resolved>[];
  conditions: ConditionMeaning[];
}

export interface ConditionMeaning {
  place: Place;
  require: Equation<Resolved>;
  /** Its index in the study. */
  index: number;
}
