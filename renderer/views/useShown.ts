import { useEffect, useState } from 'react';
import { defaultSettings, useViews } from '../state/view';
import { isMissing, shownField, type Missing, type Shown } from './shown';
import { onShownChange } from './useScene';

/** A text that differs when the labels of a view do. */
function keyOf({ name, step, range, axes, held }: Shown): string {
  const places = held.map(({ index }) => index);
  return [name, step, ...range, ...axes.map((axis) => axis.name), ...places].join(' ');
}

/**
 * What a view shows, for its labels. Drawn anew when that changes: the range, the name, the step; the values
 * themselves go to the scene directly.
 */
export function useShown(id: string): Shown | Missing {
  const settings = useViews((state) => state.views[id]) ?? defaultSettings('solution');
  const [, setVersion] = useState('');
  useEffect(
    () =>
      onShownChange(id, () => {
        const now = shownField(useViews.getState().views[id] ?? defaultSettings('solution'));
        setVersion(isMissing(now) ? now.missing : keyOf(now));
      }),
    [id],
  );
  const shown = shownField(settings);
  return shown;
}
