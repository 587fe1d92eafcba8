/** Brings a place of the domain into sight: the probe is pinned there, and the slices go through it. */
import { readNumber } from '../../src/field';
import { timeOf } from '../../src/language';
import { useRun } from '../state/run';
import { readDocument } from '../state/study';
import { setClock, setHeld, useViews } from '../state/view';
import { namesOf } from '../study/names';

/** The coordinates in a text such as "x ≈ 0.4, t ≈ 0.9". */
export function coordinatesOf(place: string): Record<string, number> {
  const parts = place.split(',').map((part) => part.split('≈').map((side) => side.trim()));
  return Object.fromEntries(
    parts.flatMap(([name = '', value = '']): [string, number][] => {
      const number = readNumber(value);
      return name === '' || value === '' || Number.isNaN(number) ? [] : [[name, number]];
    }),
  );
}

export function pointAt(place: string): void {
  const { study } = useRun.getState();
  const { meaning } = readDocument(study);
  const time = timeOf(namesOf(study));
  const at = coordinatesOf(place);
  for (const [name, value] of Object.entries(at)) {
    const [low, high] = meaning?.box[name] ?? [0, 1];
    const fraction = (value - low) / (high - low);
    if (name === time) setClock(fraction);
    else setHeld(name, fraction);
  }
  useViews.setState({ probe: { at, pinned: true } });
}
