import { formatNumber, probe as valueAt, type Values } from '../../src/field';
import { IconButton } from '../controls/Button';
import { Field, NumberInput } from '../controls/Field';
import { useViews, type Probe } from '../state/view';
import { isMissing, type Shown } from '../views/shown';
import { useShown } from '../views/useShown';

function numberAt(shown: Shown, values: Values, probe: Probe): number {
  return valueAt({ axes: shown.axes, fields: { values } }, 'values', probe.at) ?? NaN;
}

function Values({ shown, probe }: { shown: Shown; probe: Probe }) {
  const value = numberAt(shown, shown.values, probe);
  if (Number.isNaN(value)) return <p className="inspector-note">Outside the domain.</p>;
  const exact = shown.reference === null ? null : numberAt(shown, shown.reference, probe);
  return (
    <dl className="facts">
      <dt>{shown.name}</dt>
      <dd>{formatNumber(value, 5)}</dd>
      {exact !== null && (
        <>
          <dt>reference</dt>
          <dd>{formatNumber(exact, 5)}</dd>
          <dt title="Value minus reference at this place, interpolated on the shown grid">difference</dt>
          <dd>{formatNumber(value - exact, 2)}</dd>
        </>
      )}
    </dl>
  );
}

/** The value at one place: under the pointer, where it was clicked, or at typed coordinates. */
export function ProbePanel() {
  const shown = useShown(useViews((state) => state.active));
  const probe = useViews((state) => state.probe);
  if (isMissing(shown)) return null;
  const move = (name: string, value: number | string): void => {
    if (typeof value !== 'number') return;
    const middle = Object.fromEntries(
      shown.axes.map((axis) => [axis.name, axis.values[axis.values.length >> 1] ?? 0]),
    );
    useViews.setState({ probe: { at: { ...middle, ...probe?.at, [name]: value }, pinned: true } });
  };
  return (
    <section>
      <h3 className="inspector-head">
        Probe
        {probe?.pinned === true && (
          <IconButton
            icon="remove"
            name="Let go of the probe"
            onClick={() => useViews.setState({ probe: null })}
          />
        )}
      </h3>
      {shown.axes.map(({ name }) => (
        <Field key={name} label={name}>
          <NumberInput
            name={`Probe at ${name}`}
            value={probe === null ? '' : Number((probe.at[name] ?? NaN).toPrecision(5))}
            onChange={(value) => move(name, value)}
          />
        </Field>
      ))}
      {probe === null ? (
        <p className="inspector-note">Point at a map to read its values; click to keep the place.</p>
      ) : (
        <Values shown={shown} probe={probe} />
      )}
    </section>
  );
}
