import { useCallback, useMemo, useRef } from 'react';
import { useViews } from '../state/view';
import { fractionOf, planeOf, valueOf, type Plane } from './axes';
import { MapAxes } from './MapAxes';
import { MapLines } from './MapLines';
import { PointsOverlay } from './PointsOverlay';
import type { Shown } from './shown';
import { MapScene } from './three/mapScene';
import type { Stage } from './three/stage';
import { useScene } from './useScene';
import { useSize } from './useSize';

const margins = { left: 52, top: 20, right: 12, bottom: 36 };

const makeScene = (stage: Stage): MapScene => new MapScene(stage);

/** The upright line at the time that the line plot shows. */
function ClockLine() {
  const clock = useViews((state) => state.clock);
  return <div className="clock-line" style={{ left: `${100 * clock}%` }} />;
}

function ProbeMark({ plane }: { plane: Plane }) {
  const probe = useViews((state) => state.probe);
  if (probe === null) return null;
  const left = fractionOf(plane.across, probe.at[plane.across.name] ?? NaN);
  const bottom = fractionOf(plane.up, probe.at[plane.up.name] ?? NaN);
  if (!(left >= 0 && left <= 1 && bottom >= 0 && bottom <= 1)) return null;
  return (
    <div
      className={probe.pinned ? 'probe-mark pinned' : 'probe-mark'}
      style={{ left: `${100 * left}%`, bottom: `${100 * bottom}%` }}
    />
  );
}

/** A field of two coordinates as a map of colours, with axes, the clock's line, and a probe under the pointer. */
export function FieldMap({ id, shown, stage }: { id: string; shown: Shown; stage: Stage }) {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const { holder } = useScene(id, stage, makeScene);
  const showPoints = useViews((state) => state.views[id]?.showPoints === true);
  const byResidual = useViews((state) => state.views[id]?.pointsByResidual === true);
  const plane = useMemo(() => planeOf(shown.axes), [shown.axes]);

  const probeAt = useCallback(
    (event: React.PointerEvent<HTMLDivElement>, pinned: boolean) => {
      const [up, across] = shown.axes;
      if (up === undefined || across === undefined) return;
      const box = event.currentTarget.getBoundingClientRect();
      const at = {
        [across.name]: valueOf(across, (event.clientX - box.left) / box.width),
        [up.name]: valueOf(up, 1 - (event.clientY - box.top) / box.height),
      };
      useViews.setState({ probe: { at, pinned } });
    },
    [shown.axes],
  );
  const isPinned = (): boolean => useViews.getState().probe?.pinned === true;

  if (plane === null) return null;
  return (
    <div ref={area} className="chart">
      {size !== null && <MapAxes plane={plane} size={size} margins={margins} />}
      <div
        className="chart-plane"
        style={margins}
        onPointerMove={(event) => {
          if (!isPinned()) probeAt(event, false);
        }}
        onPointerLeave={() => {
          if (!isPinned()) useViews.setState({ probe: null });
        }}
        onPointerDown={(event) => probeAt(event, !isPinned())}
      >
        <div
          ref={holder}
          className="chart-canvas"
          role="img"
          aria-label={`Map of ${shown.name} over ${plane.across.name} and ${plane.up.name}`}
        />
        <MapLines id={id} shown={shown} plane={plane} />
        {showPoints && <PointsOverlay plane={plane} held={shown.held} byResidual={byResidual} />}
        {shown.held.length === 0 && <ClockLine />}
        <ProbeMark plane={plane} />
      </div>
    </div>
  );
}
