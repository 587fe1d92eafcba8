import { setPlane } from '../state/view';
import type { Shown } from './shown';

/** Which two coordinates lie in the picture. */
export function PlaneChoice({ shown }: { shown: Shown }) {
  const [up, across] = shown.axes.map(({ name }) => name);
  if (up === undefined || across === undefined) return null;
  const names = [across, up, ...shown.held.map(({ axis }) => axis.name)].sort();
  const choose = (side: 'across' | 'up', name: string): void => {
    const other = side === 'across' ? up : across;
    // The coordinate of the other side changes places with this one.
    const kept = name === other ? (side === 'across' ? across : up) : other;
    setPlane(side === 'across' ? { across: name, up: kept } : { across: kept, up: name });
  };
  return (
    <span className="plane-choice">
      {(['up', 'across'] as const).map((side) => (
        <label key={side}>
          <span className="soft">{side === 'up' ? '↑' : '→'}</span>
          <select
            className="input"
            aria-label={side === 'up' ? 'Coordinate upwards' : 'Coordinate to the right'}
            value={side === 'up' ? up : across}
            onChange={(event) => choose(side, event.target.value)}
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      ))}
    </span>
  );
}
