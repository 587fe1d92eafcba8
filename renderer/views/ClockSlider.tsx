import { useEffect, useState } from 'react';
import { formatNumber, type Axis } from '../../src/field';
import { IconButton } from '../controls/Button';
import { setClock, useViews } from '../state/view';
import { valueOf } from './axes';

/** Seconds for once through the range. */
const playingTime = 6;

function usePlaying(playing: boolean): void {
  useEffect(() => {
    if (!playing) return undefined;
    let before = performance.now();
    let request = 0;
    const advance = (now: number): void => {
      const { clock } = useViews.getState();
      const next = clock + (now - before) / (1000 * playingTime);
      before = now;
      setClock(next > 1 ? 0 : next);
      request = requestAnimationFrame(advance);
    };
    request = requestAnimationFrame(advance);
    return () => cancelAnimationFrame(request);
  }, [playing]);
}

/** Moves and plays the one clock that all views share. */
export function ClockSlider({ axis }: { axis: Axis }) {
  const clock = useViews((state) => state.clock);
  const [playing, setPlaying] = useState(false);
  usePlaying(playing);
  const text = formatNumber(valueOf(axis, clock));
  return (
    <div className="clock">
      <IconButton
        icon={playing ? 'pause' : 'play'}
        name={playing ? 'Stop playing' : `Play over ${axis.name}`}
        onClick={() => setPlaying(!playing)}
      />
      <input
        className="slider"
        type="range"
        aria-label={axis.name}
        aria-valuetext={`${axis.name} = ${text}`}
        min={0}
        max={1}
        step={axis.values.length > 2 ? 1 / (axis.values.length - 1) : 0.01}
        value={clock}
        onChange={(event) => {
          setPlaying(false);
          setClock(Number(event.target.value));
        }}
      />
      <output className="clock-value code">
        {axis.name} = {text}
      </output>
    </div>
  );
}
