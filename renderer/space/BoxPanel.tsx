import { useEffect, useSyncExternalStore } from 'react';
import { formatCount } from '../../src/field';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { useRun } from '../state/run';
import { changeSpace, useViews } from '../state/view';
import { FieldError } from '../views/FieldError';
import type { Stage } from '../views/three/stage';
import { BoxLinePlot } from './BoxLinePlot';
import { BoxPicture } from './BoxPicture';
import { BoxSliders } from './BoxSliders';
import { useBoxChoices } from './choices';
import { firstQuantity, fittingLayers } from './fitting';
import { boxFrames } from './frames';
import { layerKinds, withLayer, type LayerKind } from './layers';
import './space.css';

/** Adds a layer of a kind; it shows what the view shows first. */
function AddLayer({ id }: { id: string }) {
  const choices = useBoxChoices();
  const settings = useViews((state) => state.views[id]);
  if (choices === null || settings === undefined) return null;
  const kinds = (Object.keys(layerKinds) as LayerKind[]).filter(
    (kind) => choices.vectors.length > 0 || (kind !== 'lines' && kind !== 'arrows'),
  );
  return (
    <select
      className="input box-add"
      aria-label="Add a layer"
      value=""
      onChange={(event) => {
        const kind = event.target.value as LayerKind;
        const quantity = firstQuantity(settings.quantity, choices);
        const vector = choices.vectors[0]?.name ?? '';
        changeSpace(id, withLayer(settings.space, kind, quantity, vector));
      }}
    >
      <option value="" disabled>
        Add layer
      </option>
      {kinds.map((kind) => (
        <option key={kind} value={kind} title={layerKinds[kind].use}>
          {layerKinds[kind].label}
        </option>
      ))}
    </select>
  );
}

/** The step and the grid of what is drawn. */
export function BoxFacts() {
  useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const { fields } = boxFrames;
  if (fields === null) return null;
  return (
    <span className="soft" title="The step whose fields are drawn, and the grid on which they are evaluated">
      shown: step {formatCount(fields.step)}, {fields.counts.join(' × ')}
    </span>
  );
}

export function BoxHead({ id }: { id: string }) {
  const settings = useViews((state) => state.views[id]);
  if (settings === undefined) return null;
  return (
    <>
      <AddLayer id={id} />
      <Button
        aria-pressed={settings.space.orthographic}
        title="Parallel or central projection (P)"
        onClick={() => changeSpace(id, { orthographic: !settings.space.orthographic })}
      >
        Parallel
      </Button>
      <span className="field-view-step">
        <FieldError settings={settings} />
        <BoxFacts />
      </span>
    </>
  );
}

/** What stands in place of a picture; null when there is one to draw. */
export function BoxWaiting() {
  useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const run = useRun((state) => state.state);
  if (boxFrames.fields !== null) return null;
  if (boxFrames.failure !== null)
    return <EmptyState failed title="This can't be shown" text={boxFrames.failure} />;
  return run?.state === 'compiling' || run?.state === 'waiting' ? (
    <EmptyState title="Compiling the program" text={run.message} />
  ) : (
    <EmptyState title="The fields are being evaluated" text="Their program is compiled once for each run." />
  );
}

/** The box of a view with its layers, the sliders of what it holds, and the plot along its line. */
export function BoxPanel({ id, stage }: { id: string; stage: Stage }) {
  const choices = useBoxChoices();
  const settings = useViews((state) => state.views[id]);
  useEffect(() => {
    const now = useViews.getState().views[id];
    if (choices === null || now === undefined) return;
    const layers = fittingLayers(now.space.layers, now.quantity, choices);
    if (layers !== now.space.layers) changeSpace(id, { layers, selected: layers[0]?.id ?? '' });
  }, [id, choices]);
  if (choices === null || settings === undefined) return null;
  return (
    <>
      <div className="box-place">
        <BoxPicture
          id={id}
          owner={id}
          stage={stage}
          settings={settings}
          vectors={choices.vectors}
          choices={choices.quantities}
        />
        <BoxWaiting />
      </div>
      <BoxSliders />
      {settings.space.line.on && <BoxLinePlot id={id} />}
    </>
  );
}
