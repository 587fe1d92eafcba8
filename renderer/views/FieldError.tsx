import { formatCount, formatNumber } from '../../src/field';
import { useMetrics } from '../panels/useMetrics';
import { live } from '../state/live';
import type { ViewSettings } from '../state/view';

/** The newest error of the field that a view shows, as it was measured while training. */
export function FieldError({ settings }: { settings: ViewSettings }) {
  useMetrics();
  const { errors } = live.measures;
  const field = errors.has(settings.field) ? settings.field : [...errors.keys()][0];
  const column = field === undefined ? undefined : errors.get(field);
  if (settings.quantity === 'residual' || column === undefined || column.length === 0) return null;
  return (
    <span title={`Relative L2 error of ${field} against the reference`}>
      relative L2 error <b className="code">{formatNumber(column.last)}</b>{' '}
      <span className="soft">at step {formatCount(live.measures.step.last)}</span>
    </span>
  );
}
