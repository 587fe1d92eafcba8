import { useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { savePicture, saveShapes } from '../actions/pictures';
import { boxFrames } from '../space/frames';
import { useBoxChoices } from '../space/choices';
import { planeDefaults, spaceDefaults, withoutLayer, type Layer } from '../space/layers';
import { quantityLabel } from '../space/quantities';
import { boxPointsDefault, changeLayer, changeSpace, pictureWidthDefault, useViews } from '../state/view';
import { CheckRow, HelpLine, NumberRow } from './layerFields';
import { LayerForm } from './LayerForm';
import { PlaneRows } from './PlaneRows';

function LayerRow({ id, layer, isSelected }: { id: string; layer: Layer; isSelected: boolean }) {
  const choices = useBoxChoices();
  const space = useViews((state) => state.views[id]?.space);
  if (space === undefined) return null;
  const subject = 'vector' in layer ? layer.vector : quantityLabel(layer.quantity, choices?.quantities ?? []);
  return (
    <li className={isSelected ? 'layer-row selected' : 'layer-row'}>
      <input
        className="checkbox"
        type="checkbox"
        aria-label={`Show ${layer.id}`}
        checked={layer.visible}
        onChange={(event) => changeLayer(id, layer.id, { visible: event.target.checked })}
      />
      <button
        type="button"
        className="layer-name"
        aria-pressed={isSelected}
        onClick={() => changeSpace(id, { selected: layer.id })}
      >
        {layer.id} <span className="soft">{subject}</span>
      </button>
      <IconButton
        icon="remove"
        name={`Remove ${layer.id}`}
        onClick={() => changeSpace(id, withoutLayer(space, layer.id))}
      />
    </li>
  );
}

function BoxSettings({ id }: { id: string }) {
  const space = useViews((state) => state.views[id]?.space);
  const points = useViews((state) => state.boxPoints);
  const { fields } = boxFrames;
  if (space === undefined || fields === null) return null;
  const { clip, line } = space;
  const setPoints = (change: Partial<typeof points>): void =>
    useViews.setState({ boxPoints: { ...points, ...change } });
  return (
    <>
      <CheckRow
        label="Outline"
        help="The edges of the box with ticks and names."
        value={space.outline}
        usual={spaceDefaults.outline}
        onChange={(outline) => changeSpace(id, { outline })}
      />
      {fields.isMasked && (
        <CheckRow
          label="Region"
          help="The boundary of the domain inside the box."
          value={space.region}
          usual={spaceDefaults.region}
          onChange={(region) => changeSpace(id, { region })}
        />
      )}
      <CheckRow
        label="Linked camera"
        help="Turns together with the other linked views."
        value={space.linked}
        usual={spaceDefaults.linked}
        onChange={(linked) => changeSpace(id, { linked })}
      />
      <CheckRow
        label="Plot along a line"
        help="Values between two points of the box, which can be pulled."
        value={line.on}
        usual={false}
        onChange={(on) => changeSpace(id, { line: { ...line, on } })}
      />
      <CheckRow
        label="Clip"
        help="Leaves out what lies on one side of a plane."
        value={clip.on}
        usual={false}
        onChange={(on) => changeSpace(id, { clip: { ...clip, on } })}
      />
      {clip.on && (
        <>
          <PlaneRows
            plane={{ ...planeDefaults, ...clip }}
            box={fields.box}
            onChange={(change) => changeSpace(id, { clip: { ...clip, ...change } })}
          />
          <CheckRow
            label="Other side"
            help="Leaves out the other half."
            value={clip.flipped}
            usual={false}
            onChange={(flipped) => changeSpace(id, { clip: { ...clip, flipped } })}
          />
        </>
      )}
      <NumberRow
        label="Grid at rest"
        help="Points along each side when the run and the picture rest."
        whole
        low={8}
        high={160}
        value={points.rest}
        usual={boxPointsDefault.rest}
        onChange={(rest) => setPoints({ rest })}
      />
      <NumberRow
        label="Grid while live"
        help="Points along each side while the run trains or time plays."
        whole
        low={8}
        high={96}
        value={points.live}
        usual={boxPointsDefault.live}
        onChange={(live) => setPoints({ live })}
      />
    </>
  );
}

/** The layers of a box, the settings of the selected one, and those of the whole picture. */
export function BoxForm({ id }: { id: string }) {
  const choices = useBoxChoices();
  const space = useViews((state) => state.views[id]?.space);
  const pictureWidth = useViews((state) => state.pictureWidth);
  const [help, setHelp] = useState('');
  useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const { fields } = boxFrames;
  if (choices === null || space === undefined || fields === null)
    return <EmptyState title="Nothing is drawn yet" text="The layers of the box are listed here." />;
  const layer = space.layers.find((one) => one.id === space.selected);
  return (
    <HelpLine.Provider value={setHelp}>
      <section>
        <h3 className="inspector-head">Layers</h3>
        <ul className="layer-list">
          {space.layers.map((one) => (
            <LayerRow key={one.id} id={id} layer={one} isSelected={one === layer} />
          ))}
        </ul>
      </section>
      {layer !== undefined && (
        <section>
          <h3 className="inspector-head">{layer.id}</h3>
          <LayerForm id={id} layer={layer} choices={choices} fields={fields} />
        </section>
      )}
      <section>
        <h3 className="inspector-head">Box</h3>
        <BoxSettings id={id} />
        <NumberRow
          label="Picture width"
          help="Of a saved picture; its height follows that of the view."
          unit="px"
          whole
          low={200}
          high={16000}
          value={pictureWidth}
          usual={pictureWidthDefault}
          onChange={(width) => useViews.setState({ pictureWidth: width })}
        />
        <p className="inspector-help">{help}</p>
        <div className="box-buttons">
          <Button onClick={() => void savePicture()}>Save picture…</Button>
          <Button onClick={() => void saveShapes('glb')}>Save shapes as glTF…</Button>
          <Button onClick={() => void saveShapes('vtp')}>Save shapes as VTK…</Button>
        </div>
      </section>
    </HelpLine.Provider>
  );
}
