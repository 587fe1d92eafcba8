import { useCallback, useEffect, useRef, useState } from 'react';
import { themeColour } from '../plots/style';
import { useTheme } from '../state/theme';
import { planeOf } from './axes';
import type { Shown } from './shown';
import { surfaceLabels, type SurfaceLabel } from './surfaceLabels';
import type { Stage } from './three/stage';
import { SurfaceScene } from './three/surfaceScene';
import { shownNow, useScene } from './useScene';

/** A field of two coordinates as a surface in a box that can be turned with the pointer or the keys 1 to 6. */
export function FieldSurface({ id, shown, stage }: { id: string; shown: Shown; stage: Stage }) {
  const [labels, setLabels] = useState<readonly SurfaceLabel[]>([]);
  const drawn = useRef<() => void>(() => undefined);
  const makeScene = useCallback((place: Stage) => new SurfaceScene(place, () => drawn.current()), []);
  const { holder, scene } = useScene(id, stage, makeScene);
  const theme = useTheme((state) => state.theme);

  useEffect(() => {
    drawn.current = () => {
      const now = shownNow(id);
      if (scene.current !== null && now !== null) setLabels(surfaceLabels(scene.current, now));
    };
    drawn.current();
  }, [id, scene]);

  useEffect(() => {
    scene.current?.setEdgeColour(themeColour('--line-control'));
  }, [scene, theme]);

  const plane = planeOf(shown.axes);
  if (plane === null) return null;
  return (
    <div
      className="chart surface"
      tabIndex={0}
      role="group"
      aria-label={`Surface of ${shown.name} over ${plane.across.name} and ${plane.up.name}; keys 1 to 6 turn it`}
      onKeyDown={(event) => {
        if (!event.ctrlKey && !event.metaKey && scene.current?.lookFrom(event.key) === true)
          event.preventDefault();
      }}
    >
      <div ref={holder} className="chart-canvas" />
      <svg className="axes" width="100%" height="100%" aria-hidden="true">
        {labels.map(({ key, x, y, text, isName }) => (
          <text key={key} className={isName ? 'axes-name' : undefined} x={x} y={y + 4} textAnchor="middle">
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}
