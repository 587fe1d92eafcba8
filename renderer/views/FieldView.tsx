import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { NoRun } from '../panels/NoRun';
import { BoxHead, BoxPanel } from '../space/BoxPanel';
import { hasBox } from '../space/choices';
import { useRun } from '../state/run';
import { changeView, useViews, type Drawing } from '../state/view';
import { planeOf } from './axes';
import { ClockSlider } from './ClockSlider';
import { ColourBar } from './ColourBar';
import { DrawingChoice } from './DrawingChoice';
import { FieldError } from './FieldError';
import { FieldMap } from './FieldMap';
import { FieldSurface } from './FieldSurface';
import { HeldSliders } from './HeldSliders';
import { LinePlot } from './LinePlot';
import { PlaneChoice } from './PlaneChoice';
import { watchResiduals } from './residuals';
import { choices, isMissing, type Shown } from './shown';
import { Stage } from './three/stage';
import { useShown } from './useShown';
import { useVisible } from './useVisible';
import { watchWideFields } from './wideFields';
import './views.css';

const drawings: readonly Drawing[] = ['map', 'surface', 'space'];

function Head({ id, shown }: { id: string; shown: Shown }) {
  const settings = useViews((state) => state.views[id]);
  if (settings === undefined) return null;
  const names = choices(settings);
  return (
    <div className="field-view-head">
      {shown.axes.length === 2 && <DrawingChoice id={id} drawings={drawings} />}
      {shown.held.length > 0 && <PlaneChoice shown={shown} />}
      {names.length > 1 && (
        <select
          className="input field-view-choice"
          aria-label="Field"
          value={settings.field}
          onChange={(event) => changeView(id, { field: event.target.value })}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <span className="field-view-step">
        <FieldError settings={settings} />
        <span className="soft" title="The step whose fields are drawn">
          shown: step {formatCount(shown.step)}
        </span>
      </span>
    </div>
  );
}

/** Three coordinates as a box. */
function BoxContent({ id, stage }: { id: string; stage: Stage }) {
  return (
    <div className="field-view in-space">
      <div className="field-view-head">
        <DrawingChoice id={id} drawings={drawings} />
        <BoxHead id={id} />
      </div>
      <BoxPanel id={id} stage={stage} />
    </div>
  );
}

function Content({ id, stage }: { id: string; stage: Stage }) {
  const run = useRun((state) => state.state);
  const isBox = useViews((state) => state.views[id]?.drawing === 'space');
  const study = useRun((state) => state.study);
  if (run !== null && isBox && hasBox(study)) return <BoxContent id={id} stage={stage} />;
  return <FlatContent id={id} stage={stage} />;
}

function FlatContent({ id, stage }: { id: string; stage: Stage }) {
  const shown = useShown(id);
  const run = useRun((state) => state.state);
  const drawing = useViews((state) => state.views[id]?.drawing ?? 'map');
  const quantity = useViews((state) => state.views[id]?.quantity ?? 'solution');
  useEffect(() => (quantity === 'residual' ? watchResiduals() : undefined), [quantity]);
  useEffect(() => watchWideFields(), []);
  if (run === null) return <NoRun what="Pictures of the solution" />;
  if (isMissing(shown)) {
    const waiting = run.state === 'compiling' || run.state === 'waiting';
    return waiting ? (
      <EmptyState title="Compiling the program" text={run.message} />
    ) : (
      <EmptyState title={shown.missing} text={shown.text} />
    );
  }
  const plane = planeOf(shown.axes);
  if (plane === null)
    return (
      <div className="field-view line-only">
        <Head id={id} shown={shown} />
        <LinePlot id={id} shown={shown} />
      </div>
    );
  const isWhole = shown.held.length === 0;
  return (
    <div className={isWhole ? 'field-view' : 'field-view sliced'}>
      <Head id={id} shown={shown} />
      <div className="field-view-chart">
        {drawing === 'map' ? (
          <FieldMap id={id} shown={shown} stage={stage} />
        ) : (
          <FieldSurface id={id} shown={shown} stage={stage} />
        )}
        <ColourBar id={id} shown={shown} />
      </div>
      {isWhole ? (
        <>
          <ClockSlider axis={plane.across} />
          <LinePlot id={id} shown={shown} />
        </>
      ) : (
        <HeldSliders held={shown.held} />
      )}
    </div>
  );
}

/** One view of the fields: a map or surface above, and the line at the clock's time below. */
export function FieldView({ id, panel }: { id: string; panel: DockviewPanelApi }) {
  const visible = useVisible(panel);
  const stage = useRef<Stage | null>(null);
  useEffect(
    () => () => {
      stage.current?.dispose();
      stage.current = null;
    },
    [],
  );
  if (!visible) return null;
  stage.current ??= new Stage();
  return <Content id={id} stage={stage.current} />;
}
