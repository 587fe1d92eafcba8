import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatNumber } from '../../src/field';
import { request } from '../bridge/request';
import { IconButton } from '../controls/Button';
import { useBoxChoices } from '../space/choices';
import { shareToScene, valuesToShare } from '../space/box';
import { boxFrames, type BoxFields } from '../space/frames';
import { askGeometry } from '../space/geometry';
import { askedFor, quantityLabel } from '../space/quantities';
import { neededBy } from '../space/tasks';
import { useViews, type Probe } from '../state/view';

/** Values on the grid that is drawn, between its points. */
async function onGrid({ box, ranges }: BoxFields, { at }: Probe): Promise<Readonly<Record<string, number>>> {
  const [x, y, z] = box.names.map((name) => at[name] ?? NaN);
  const place = shareToScene(box, valuesToShare(box, [x, y, z]));
  return (await askGeometry('probe', { kind: 'probe', fields: Object.keys(ranges), at: place })) ?? {};
}

/** Values of the network itself at a place that is kept. */
async function exact(
  fields: BoxFields,
  { at }: Probe,
  quantities: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const held: Record<string, number> = { ...fields.held };
  for (const name of fields.box.names) held[name] = at[name] ?? NaN;
  const counts = Object.keys(held).map(() => 1);
  const frame = await request('run.fields', { run: fields.run, counts, held, quantities: [...quantities] });
  return Object.fromEntries(Object.entries(frame.fields).map(([name, values]) => [name, values[0] ?? NaN]));
}

/** What the layers show at one place: under the pointer, or where it was double-clicked. */
export function BoxProbe({ id }: { id: string }) {
  const probe = useViews((state) => state.probe);
  const layers = useViews((state) => state.views[id]?.space.layers);
  const choices = useBoxChoices();
  useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const { fields } = boxFrames;
  const [values, setValues] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    if (probe === null || fields === null || choices === null || layers === undefined) return undefined;
    let isOld = false;
    const shown = [...new Set(layers.flatMap((layer) => neededBy(layer, choices.vectors)))];
    const errors = choices.quantities
      .map(({ expression }) => expression)
      .filter((name) => name.startsWith('error:') && shown.includes(name.slice('error:'.length)));
    const asked = probe.pinned
      ? exact(fields, probe, [...new Set([...shown.map(askedFor), ...errors])])
      : onGrid(fields, probe);
    asked.then(
      (found) => !isOld && setValues(found),
      () => !isOld && setValues({}),
    );
    return () => {
      isOld = true;
    };
  }, [probe, fields, choices, layers]);
  if (fields === null) return null;
  const rows = Object.entries(values).filter(([name]) => !name.startsWith('reference:'));
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
      {probe === null ? (
        <p className="inspector-note">
          Point at a surface to read its values; double-click to keep the place and to read the network itself
          there.
        </p>
      ) : (
        <dl className="facts">
          {fields.box.names.map((name) => (
            <Fact key={name} name={name} value={probe.at[name] ?? NaN} />
          ))}
          {rows.map(([name, value]) => (
            <Fact key={name} name={quantityLabel(name, choices?.quantities ?? [])} value={value} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{formatNumber(value, 5)}</dd>
    </>
  );
}
