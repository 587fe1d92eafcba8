import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { NoRun } from '../panels/NoRun';
import { BoxHead } from '../space/BoxPanel';
import { hasBox } from '../space/choices';
import { CompareBox } from '../space/CompareBox';
import { useRun } from '../state/run';
import { addView, changeView, useViews } from '../state/view';
import { planeOf } from './axes';
import { ClockSlider } from './ClockSlider';
import { ColourBar } from './ColourBar';
import { DrawingChoice } from './DrawingChoice';
import { FieldError } from './FieldError';
import { FieldMap } from './FieldMap';
import { HeldSliders } from './HeldSliders';
import { PlaneChoice } from './PlaneChoice';
import { choices, isMissing } from './shown';
import { Stage } from './three/stage';
import { useShown } from './useShown';
import { useVisible } from './useVisible';

const parts = [
  { id: 'compare-solution', quantity: 'solution', title: 'Solution' },
  { id: 'compare-reference', quantity: 'reference', title: 'Reference' },
  { id: 'compare-error', quantity: 'error', title: 'Difference' },
] as const;

type Part = (typeof parts)[number];
const drawings = ['map', 'space'] as const;
const [first] = parts;

for (const { id, quantity } of parts) {
  addView(id, quantity);
  changeView(id, { sharedColours: true });
}

/** One of the maps, with its own colours. */
function Column({ part }: { part: Part }) {
  const shown = useShown(part.id);
  const stage = useRef<Stage | null>(null);
  useEffect(
    () => () => {
      stage.current?.dispose();
      stage.current = null;
    },
    [],
  );
  if (isMissing(shown)) return null;
  stage.current ??= new Stage();
  return (
    <section className="compare-part" aria-label={part.title}>
      <h3>{part.title}</h3>
      <div className="field-view-chart">
        <FieldMap id={part.id} shown={shown} stage={stage.current} />
        <ColourBar id={part.id} shown={shown} />
      </div>
    </section>
  );
}

function Content() {
  const run = useRun((state) => state.state);
  const solution = useShown(first.id);
  const difference = useShown('compare-error');
  const settings = useViews((state) => state.views[first.id]);
  const study = useRun((state) => state.study);
  if (run === null || settings === undefined) return <NoRun what="Comparisons with the reference" />;
  if (settings.drawing === 'space' && hasBox(study))
    return (
      <div className="field-view sliced">
        <div className="field-view-head">
          <DrawingChoice id={first.id} drawings={drawings} />
          <BoxHead id={first.id} />
        </div>
        <CompareBox parts={parts} />
      </div>
    );
  const missing = isMissing(solution) ? solution : isMissing(difference) ? difference : null;
  if (missing !== null) return <EmptyState title={missing.missing} text={missing.text} />;
  if (isMissing(solution)) return null;
  const plane = planeOf(solution.axes);
  if (plane === null)
    return (
      <EmptyState
        title="A line needs no maps"
        text="The view of the solution draws the reference over it along the one coordinate of this study."
      />
    );
  const names = choices(settings);
  return (
    <div className="field-view sliced">
      <div className="field-view-head">
        <DrawingChoice id={first.id} drawings={drawings} />
        {solution.held.length > 0 && <PlaneChoice shown={solution} />}
        {names.length > 1 && (
          <select
            className="input field-view-choice"
            aria-label="Field"
            value={settings.field === '' ? names[0] : settings.field}
            onChange={(event) => {
              for (const { id } of parts) changeView(id, { field: event.target.value });
            }}
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        <span className="field-view-step">
          <FieldError settings={settings} />
          <span className="soft">shown: step {formatCount(solution.step)}</span>
        </span>
      </div>
      <div className="compare">
        {parts.map((part) => (
          <Column key={part.id} part={part} />
        ))}
      </div>
      {solution.held.length > 0 ? (
        <HeldSliders held={solution.held} />
      ) : (
        <div className="held">
          <ClockSlider axis={plane.across} />
        </div>
      )}
    </div>
  );
}

/** Solution, reference and their difference side by side, the first two in the same colours. */
export function CompareView({ panel }: { panel: DockviewPanelApi }) {
  return useVisible(panel) ? <Content /> : null;
}
