import { useMemo } from 'react';
import { useRun } from '../state/run';
import { changeView, flowDistanceDefault, type FlowDrawing, type ViewSettings } from '../state/view';
import { namesOf } from '../study/names';
import { planeOf } from '../views/axes';
import { planeVectors } from '../views/flows';
import type { Shown } from '../views/shown';
import { ChoiceRow, NumberRow } from './layerFields';

interface MapLinesFormProps {
  id: string;
  settings: ViewSettings;
  shown: Shown;
}

const drawings: Readonly<Record<FlowDrawing, string>> = {
  none: 'none',
  streamlines: 'streamlines',
  arrows: 'arrows',
};

/** What is drawn over a map: contours, and a vector. */
export function MapLinesForm({ id, settings, shown }: MapLinesFormProps) {
  const study = useRun((state) => state.study);
  const plane = useMemo(() => planeOf(shown.axes), [shown.axes]);
  const vectors = useMemo(() => {
    const all = plane === null ? [] : planeVectors(namesOf(study), plane);
    return all.filter(({ right, up }) => shown.field(right) !== null && shown.field(up) !== null);
  }, [study, plane, shown]);
  const [first] = vectors;
  const chosen = vectors.find(({ name }) => name === settings.flowVector) ?? first;
  return (
    <>
      <NumberRow
        label="Contours"
        help="About how many lines of equal value are drawn, at round values; 0 for none."
        value={settings.contours}
        usual={0}
        low={0}
        high={40}
        whole
        onChange={(contours) => changeView(id, { contours })}
      />
      {first !== undefined && chosen !== undefined && (
        <>
          <ChoiceRow<FlowDrawing>
            label="Draw vector"
            help="Streamlines fill the picture evenly; arrows tell the size too."
            value={settings.flow}
            usual="none"
            choices={drawings}
            onChange={(flow) => changeView(id, { flow })}
          />
          {settings.flow !== 'none' && (
            <>
              <ChoiceRow<string>
                label="Vector"
                help="The vector of the study that is drawn over the map."
                value={chosen.name}
                usual={first.name}
                choices={Object.fromEntries(vectors.map(({ name }) => [name, name]))}
                onChange={(flowVector) => changeView(id, { flowVector })}
              />
              <NumberRow
                label="Distance"
                help="How far apart streamlines or arrows are drawn."
                unit="px"
                value={settings.flowDistance}
                usual={flowDistanceDefault}
                low={10}
                high={200}
                onChange={(flowDistance) => changeView(id, { flowDistance })}
              />
            </>
          )}
        </>
      )}
    </>
  );
}
