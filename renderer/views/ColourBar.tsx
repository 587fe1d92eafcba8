import { useRef } from 'react';
import { colourMaps, formatTick, suitableMap, ticks, type ColourMapName } from '../../src/field';
import { useViews } from '../state/view';
import type { Shown } from './shown';
import { useSize } from './useSize';

const stops = 33;

function gradient(name: ColourMapName): string {
  const colours = Array.from({ length: stops }, (_, index) => {
    const channels = colourMaps[name].at(index / (stops - 1)).map((channel) => Math.round(255 * channel));
    return `rgb(${channels.join(', ')})`;
  });
  return `linear-gradient(to top, ${colours.join(', ')})`;
}

/** The colours of a view with their values, and the name of what is shown. */
export function ColourBar({ id, shown }: { id: string; shown: Shown }) {
  const strip = useRef<HTMLDivElement>(null);
  const size = useSize(strip);
  const chosen = useViews((state) => state.views[id]?.colourMap ?? null);
  const [low, high] = shown.range;
  const height = size?.height ?? 0;
  const marks = ticks(low, high, Math.max(2, Math.round(height / 40)));
  return (
    <div className="colour-bar" role="img" aria-label={`Colours from ${low} to ${high}`}>
      <div className="colour-bar-name">{shown.name}</div>
      <div
        ref={strip}
        className="colour-bar-strip"
        style={{ background: gradient(chosen ?? suitableMap(shown.range)) }}
      />
      <div className="colour-bar-ticks">
        {marks.values.map((value) => (
          <span key={value} style={{ bottom: `${(100 * (value - low)) / (high - low)}%` }}>
            {formatTick(value, marks.step)}
          </span>
        ))}
      </div>
    </div>
  );
}
