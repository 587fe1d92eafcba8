import { formatNumber } from '../../src/field';
import { settings } from '../../src/study';
import { measuredModels, propertyNames } from '../../src/lab/sequence-protocol';
import { Button } from '../controls/Button';
import {
  cellKey,
  measureAll,
  stopMeasuring,
  tests,
  textbook,
  useProperties,
  type MeasuredModel,
  type PropertyName,
} from './properties';
import './sequence.css';

const word = (holds: boolean) => (holds ? 'yes' : 'no');

/** What each model can do, measured on this machine, beside what textbooks tick. */
export function PropertiesPanel() {
  const measuring = useProperties((state) => state.measuring);
  const cells = useProperties((state) => state.cells);
  const count = Object.keys(cells).length;
  const total = measuredModels.length * propertyNames.length;
  return (
    <div className="sequence-panel">
      <div className="sequence-bar">
        {measuring === null ? (
          <Button onClick={() => void measureAll()}>Measure the properties</Button>
        ) : (
          <>
            <Button onClick={stopMeasuring}>Stop measuring</Button>
            <progress aria-label="Cells measured" value={count} max={total} />
            <span className="soft">{`${measuring} (${count} of ${total})`}</span>
          </>
        )}
        <span className="soft">
          {count === 0 && measuring === null
            ? 'Small models are trained and tested, one for each cell; this takes a minute or a few.'
            : 'Point at a cell to read its figure.'}
        </span>
      </div>
      <div className="scrolling">
        <table className="table sequence-table properties">
          <thead>
            <tr>
              <th>property</th>
              {measuredModels.map((model) => (
                <th key={model}>{settings['model.kind'].choices[model].label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {propertyNames.map((property) => (
              <tr key={property}>
                <th title={tests[property].sentence}>{property}</th>
                {measuredModels.map((model) => (
                  <PropertyCell key={model} model={model} property={property} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Differences />
        <ul className="section-note">
          {propertyNames.map((property) => (
            <li key={property}>
              <b>{property}:</b> {tests[property].sentence}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function PropertyCell({ model, property }: { model: MeasuredModel; property: PropertyName }) {
  const cell = useProperties((state) => state.cells[cellKey(model, property)]);
  const measuring = useProperties((state) => state.measuring === cellKey(model, property));
  const tick = textbook[model]?.[property];
  const told = tick === undefined ? 'no textbook column' : `textbook: ${word(tick)}`;
  if (cell === undefined)
    return (
      <td className="soft" title={told}>
        {measuring ? 'measuring …' : '–'}
        <span className="property-textbook">{told}</span>
      </td>
    );
  if ('failure' in cell)
    return (
      <td className="soft" title={cell.failure}>
        failed
      </td>
    );
  const figure = Number.isNaN(cell.value)
    ? 'no gradient'
    : `${tests[property].unit} ${formatNumber(cell.value, 3)}, threshold ${formatNumber(cell.threshold, 3)}`;
  const differs = tick !== undefined && tick !== cell.holds;
  return (
    <td className={cell.holds ? 'property-yes' : 'property-no'} title={`${figure}; ${told}`}>
      <b>{word(cell.holds)}</b>
      <span className="property-figure">{Number.isNaN(cell.value) ? '' : formatNumber(cell.value, 3)}</span>
      <span className={differs ? 'property-textbook differs' : 'property-textbook'}>{told}</span>
    </td>
  );
}

/** Where a measurement and a textbook say different things, and why. */
function Differences() {
  const cells = useProperties((state) => state.cells);
  const found = measuredModels.flatMap((model) =>
    propertyNames.flatMap((property) => {
      const cell = cells[cellKey(model, property)];
      const tick = textbook[model]?.[property];
      if (cell === undefined || 'failure' in cell || tick === undefined || tick === cell.holds) return [];
      const { label } = settings['model.kind'].choices[model];
      return [
        `${label}, ${property}: measured ${word(cell.holds)}, textbook ${word(tick)}. ${tests[property].reason}`,
      ];
    }),
  );
  return (
    <>
      {found.map((sentence) => (
        <p key={sentence} className="section-note property-difference">
          {sentence}
        </p>
      ))}
    </>
  );
}
