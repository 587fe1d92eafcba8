import { useEffect, useMemo, useRef } from 'react';
import { changeSpace, useViews } from '../state/view';
import { Stage } from '../views/three/stage';
import { BoxPicture } from './BoxPicture';
import { BoxSliders } from './BoxSliders';
import { BoxWaiting } from './BoxPanel';
import { useBoxChoices } from './choices';
import { compared, fittingLayers, type BoxChoices } from './fitting';

interface Part {
  readonly id: string;
  readonly quantity: 'solution' | 'reference' | 'error';
  readonly title: string;
}

/** The box of one of the three, drawn with the layers of the first. */
function Column({ part, owner, choices }: { part: Part; owner: string; choices: BoxChoices }) {
  const settings = useViews((state) => state.views[owner]);
  const stage = useRef<Stage | null>(null);
  useEffect(
    () => () => {
      stage.current?.dispose();
      stage.current = null;
    },
    [],
  );
  const shown = useMemo(() => {
    if (settings === undefined) return null;
    const { layers } = settings.space;
    if (part.quantity === 'solution') return { settings, vectors: choices.vectors };
    const other = compared(layers, choices.vectors, part.quantity);
    return { settings: { ...settings, space: { ...settings.space, ...other } }, vectors: other.vectors };
  }, [settings, choices, part.quantity]);
  if (shown === null) return null;
  stage.current ??= new Stage();
  return (
    <section className="compare-part" aria-label={part.title}>
      <h3>{part.title}</h3>
      <div className="box-place">
        <BoxPicture
          id={part.id}
          owner={owner}
          stage={stage.current}
          settings={shown.settings}
          vectors={shown.vectors}
          choices={choices.quantities}
        />
        {part.quantity === 'solution' && <BoxWaiting />}
      </div>
    </section>
  );
}

/** Solution, reference and their difference as boxes that turn together. */
export function CompareBox({ parts }: { parts: readonly Part[] }) {
  const choices = useBoxChoices();
  const owner = parts[0]?.id ?? '';
  useEffect(() => {
    const now = useViews.getState().views[owner];
    if (choices === null || now === undefined) return;
    const layers = fittingLayers(now.space.layers, 'solution', choices);
    if (layers !== now.space.layers) changeSpace(owner, { layers, selected: layers[0]?.id ?? '' });
  }, [owner, choices]);
  if (choices === null) return null;
  return (
    <>
      <div className="compare">
        {parts.map((part) => (
          <Column key={part.id} part={part} owner={owner} choices={choices} />
        ))}
      </div>
      <BoxSliders />
    </>
  );
}
