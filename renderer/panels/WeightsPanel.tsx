import { formatNumber } from '../../src/field';
import { setWeight } from '../actions/training';
import { NumberInput, Problems } from '../controls/Field';
import { Icon } from '../controls/Icon';
import { settings, weightGroups, type WeightGroup } from '../../src/study';
import { useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { live } from '../state/live';
import { isUnderWay, useRun } from '../state/run';
import { problemsAt, useStudy } from '../state/study';
import { useMetrics } from './useMetrics';
import './panels.css';

/** Sliders cover these powers of ten; other values can be typed. */
const lowestExponent = -4;
const highestExponent = 4;

function WeightRow({ group }: { group: WeightGroup }) {
  const setting = settings[`weights.${group}`];
  const raw = useDocument((state) => valueAt(state.document ?? undefined, ['weights', group]));
  const acting = useRun((state) => (isUnderWay(state.state) ? state.state?.weights[group] : undefined));
  const { problems } = useStudy();
  const own = problemsAt(problems, ['weights', group]);
  const value = raw ?? setting.default;
  const number = typeof value === 'number' && value > 0 ? value : 10 ** lowestExponent;
  const change = (next: number | string): void => setWeight(group, next as number);
  return (
    <div
      className="weight-row"
      role="group"
      aria-label={setting.label}
      title={setting.help}
      data-setting={`weights.${group}`}
    >
      <span>{setting.label}</span>
      <input
        className="slider"
        type="range"
        aria-label={`${setting.label}, slider`}
        aria-valuetext={String(value)}
        min={lowestExponent}
        max={highestExponent}
        step={0.05}
        value={Math.log10(number)}
        onChange={(event) => change(Number((10 ** Number(event.target.value)).toPrecision(3)))}
      />
      <NumberInput name={setting.label} value={value} problems={own} onChange={change} />
      {value === setting.default ? (
        <span />
      ) : (
        <button
          type="button"
          className="put-back"
          aria-label={`Put ${setting.label} back to its default`}
          title="Changed: put back to the default"
          onClick={() => change(setting.default)}
        >
          <Icon name="putBack" />
        </button>
      )}
      <span className="soft">{acting === undefined ? '' : `acting: ${acting}`}</span>
      <Problems problems={own} />
    </div>
  );
}

/** The weights that a weighting has found for each term, on top of those that are set. */
function ActingWeights() {
  useMetrics();
  const weights = [...live.measures.weights];
  if (weights.length === 0) return null;
  return (
    <table className="table acting-weights">
      <thead>
        <tr>
          <th>Term</th>
          <th className="number">acting weight</th>
        </tr>
      </thead>
      <tbody>
        {weights.map(([name, column]) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="number">{formatNumber(column.last)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The weights of the groups of the loss. While a run is under way a change acts from the next step on. */
export function WeightsPanel() {
  const underWay = useRun((state) => isUnderWay(state.state));
  return (
    <div className="weights">
      {weightGroups.map((group) => (
        <WeightRow key={group} group={group} />
      ))}
      <ActingWeights />
      <p className="soft">
        {underWay
          ? 'A change acts from the next step on and is recorded with it.'
          : 'Weights act when training starts, and can be changed while it goes on.'}
      </p>
    </div>
  );
}
