/** What the views of a box can show of the open run. */
import { useMemo } from 'react';
import { timeOf } from '../../src/language';
import type { Json } from '../state/json';
import { useRun } from '../state/run';
import { readDocument } from '../state/study';
import { namesOf } from '../study/names';
import { spaceCoordinates } from './box';
import type { BoxChoices } from './fitting';
import { quantityChoices, vectorChoices } from './quantities';

/** True for a study of three coordinates or more. */
export function hasBox(study: Json | null): boolean {
  const names = namesOf(study);
  return spaceCoordinates(names.coordinates, timeOf(names)) !== null;
}

/** What the open run has to show in a box; null where its coordinates span none. */
export function useBoxChoices(): BoxChoices | null {
  const study = useRun((state) => state.study);
  const terms = useRun(
    (state) => state.state?.terms.filter(({ group }) => group === 'equations').length ?? 0,
  );
  return useMemo(() => {
    const names = namesOf(study);
    const coordinates = spaceCoordinates(names.coordinates, timeOf(names));
    if (coordinates === null) return null;
    const { axes, isSpatial } = coordinates;
    const all = useRun.getState().state?.terms ?? [];
    const residuals = all.slice(0, terms).map(({ name }) => name);
    const hasReference = readDocument(study).study?.reference !== undefined;
    return {
      axes,
      vectors: isSpatial ? vectorChoices(names, axes) : [],
      quantities: quantityChoices(names, isSpatial ? axes : [], residuals, hasReference ? names.fields : []),
    };
  }, [study, terms]);
}
