import { formatNumber } from '../../src/field';
import type { CloudSummary } from '../../src/geometry';

/** How many points a region is given by, how far they reach, and what its lists are. */
export function PointsSummary({ summary }: { summary: CloudSummary }) {
  const { count, ranges, boundaries } = summary;
  const reach = Object.entries(ranges).map(
    ([name, [low, high]]) => `${name} from ${formatNumber(low)} to ${formatNumber(high)}`,
  );
  return (
    <ul className="points-summary soft" aria-label="What the points are">
      <li>
        {counted(count)} inside; with the boundary {reach.join(', ')}
      </li>
      {boundaries.map(({ name, count: listed, normals }) => (
        <li key={name}>
          {name}: {counted(listed)} {normals ? 'with outward normals' : 'without normals, so none for dn(u)'}
        </li>
      ))}
      {boundaries.length === 0 && <li>No list of boundary points, so conditions hold nowhere on it.</li>}
    </ul>
  );
}

const counted = (count: number) => `${count} ${count === 1 ? 'point' : 'points'}`;
