import { colourMaps, formatNumber, suitableMap, type ColourMapName } from '../../src/field';
import { Field, NumberInput } from '../controls/Field';
import { changeView, useViews, type ViewSettings } from '../state/view';
import { isMissing, type Shown } from '../views/shown';
import { useShown } from '../views/useShown';
import { MapLinesForm } from './MapLinesForm';

const quantityWords = {
  solution: 'Solution',
  reference: 'Reference',
  error: 'Error',
  residual: 'Residual',
} as const;

function RangeFields({ id, settings, shown }: { id: string; settings: ViewSettings; shown: Shown }) {
  const [low, high] = shown.range;
  const change = (next: readonly [number | string, number | string]): void => {
    const [from, to] = next;
    if (typeof from === 'number' && typeof to === 'number' && from < to)
      changeView(id, { range: [from, to] });
  };
  const putBack = settings.range === null ? undefined : () => changeView(id, { range: null });
  const rounded = (value: number): number => (settings.range === null ? Number(value.toPrecision(4)) : value);
  return (
    <>
      <Field label="Highest colour" onPutBack={putBack}>
        <NumberInput name="Highest colour" value={rounded(high)} onChange={(value) => change([low, value])} />
      </Field>
      <Field label="Lowest colour" onPutBack={putBack}>
        <NumberInput name="Lowest colour" value={rounded(low)} onChange={(value) => change([value, high])} />
      </Field>
    </>
  );
}

/** How the active view draws. */
export function ViewForm() {
  const id = useViews((state) => state.active);
  const settings = useViews((state) => state.views[id]);
  const shown = useShown(id);
  if (settings === undefined) return null;
  const isPlane = isMissing(shown) || shown.axes.length === 2;
  const automatic = isMissing(shown) ? 'viridis' : suitableMap(shown.range);
  return (
    <section>
      <h3 className="inspector-head">{quantityWords[settings.quantity]} view</h3>
      {isPlane && (
        <Field
          label="Colour map"
          onPutBack={settings.colourMap === null ? undefined : () => changeView(id, { colourMap: null })}
        >
          <select
            className="input"
            aria-label="Colour map"
            value={settings.colourMap ?? automatic}
            onChange={(event) => changeView(id, { colourMap: event.target.value as ColourMapName })}
          >
            {Object.entries(colourMaps).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </Field>
      )}
      {!isMissing(shown) && isPlane && <RangeFields id={id} settings={settings} shown={shown} />}
      {settings.drawing === 'map' && !isMissing(shown) && shown.axes.length === 2 && (
        <MapLinesForm id={id} settings={settings} shown={shown} />
      )}
      {settings.drawing === 'map' && !isMissing(shown) && shown.axes.length === 2 && (
        <Field label="Show points">
          <input
            className="checkbox"
            type="checkbox"
            aria-label="Show points"
            checked={settings.showPoints}
            onChange={(event) => changeView(id, { showPoints: event.target.checked })}
          />
        </Field>
      )}
      {settings.drawing === 'map' && settings.showPoints && isPlane && (
        <Field label="Colour by residual">
          <input
            className="checkbox"
            type="checkbox"
            aria-label="Colour by residual"
            checked={settings.pointsByResidual}
            onChange={(event) => changeView(id, { pointsByResidual: event.target.checked })}
          />
        </Field>
      )}
      {!isMissing(shown) && <Extremes shown={shown} />}
    </section>
  );
}

function Extremes({ shown }: { shown: Shown }) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of shown.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (
    <dl className="facts">
      <dt>lowest {shown.name}</dt>
      <dd>{formatNumber(low, 4)}</dd>
      <dt>highest {shown.name}</dt>
      <dd>{formatNumber(high, 4)}</dd>
    </dl>
  );
}
