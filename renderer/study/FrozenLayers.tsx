import { layerNames, settings } from '../../src/study';
import { Field } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from './SettingField';

const path = ['network', 'frozen'];
const { label, help } = settings['network.frozen'];
/** Of deeper networks the first layers and the last ones are listed; all can be named in the file. */
const most = 20;

/** Which layers of the network keep their first values. */
export function FrozenLayers() {
  const { study, problems } = useStudy();
  const raw = useDocument((state) => valueAt(state.document ?? undefined, path));
  if (study === null) return null;
  const frozen = Array.isArray(raw) ? raw.map(String) : [];
  const layers = layerNames(study.network);
  const listed = layers.filter(
    (layer, k) => k < most / 2 || k >= layers.length - most / 2 || frozen.includes(layer),
  );
  const turn = (layer: string): void => {
    const next = layers.filter((one) => (one === layer) !== frozen.includes(one));
    if (next.length === 0) removeValue(path);
    else setValue(path, next);
  };
  return (
    <Field
      label={label}
      help={help}
      problems={problemsAt(problems, path)}
      onPutBack={frozen.length > 0 ? () => removeValue(path) : undefined}
      onHelp={showHelp}
      setting="network.frozen"
    >
      <span className="layer-choices">
        {listed.map((layer) => (
          <label key={layer} className="layer-choice">
            <input
              type="checkbox"
              className="checkbox"
              aria-label={`Layer ${layer} is not trained`}
              checked={frozen.includes(layer)}
              onChange={() => turn(layer)}
            />
            {layer}
          </label>
        ))}
      </span>
    </Field>
  );
}
