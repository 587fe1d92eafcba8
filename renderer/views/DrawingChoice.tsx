import { Segments } from '../controls/Segments';
import { hasBox } from '../space/choices';
import { useRun } from '../state/run';
import { changeView, useViews, type Drawing } from '../state/view';

const labels = { map: 'Map', surface: 'Surface', space: '3D' } as const;

interface DrawingChoiceProps {
  id: string;
  drawings: readonly Drawing[];
}

/** How the fields are drawn; as a box only where there are coordinates enough. */
export function DrawingChoice({ id, drawings }: DrawingChoiceProps) {
  const drawing = useViews((state) => state.views[id]?.drawing ?? 'map');
  const study = useRun((state) => state.study);
  const possible = drawings.filter((one) => one !== 'space' || hasBox(study));
  if (possible.length < 2) return null;
  return (
    <Segments
      name="Drawing"
      value={drawing}
      choices={possible.map((value) => ({ value, label: labels[value] }))}
      onChange={(next) => changeView(id, { drawing: next })}
    />
  );
}
