import { formatNumber } from '../../src/field';
import { setHeld, useViews } from '../state/view';
import { ClockSlider } from './ClockSlider';
import type { Held } from './shown';

/** Moves one coordinate besides time. */
export function HeldSlider({ held: { axis, index } }: { held: Held }) {
  const fraction = useViews((state) => state.held[axis.name] ?? 0.5);
  const text = formatNumber(axis.values[index] ?? NaN);
  const steps = Math.max(1, axis.values.length - 1);
  return (
    <div className="clock">
      <span />
      <input
        className="slider"
        type="range"
        aria-label={axis.name}
        aria-valuetext={`${axis.name} = ${text}`}
        min={0}
        max={1}
        step={steps > 1 ? 1 / steps : 0.01}
        value={fraction}
        onChange={(event) => setHeld(axis.name, Number(event.target.value))}
      />
      <output className="clock-value code">
        {axis.name} = {text}
      </output>
    </div>
  );
}

/** One slider for each coordinate that the picture holds: time plays, the others are moved. */
export function HeldSliders({ held }: { held: readonly Held[] }) {
  return (
    <div className="held">
      {held.map((one) =>
        one.isTime ? (
          <ClockSlider key={one.axis.name} axis={one.axis} />
        ) : (
          <HeldSlider key={one.axis.name} held={one} />
        ),
      )}
    </div>
  );
}
