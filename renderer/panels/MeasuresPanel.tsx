import { EmptyState } from '../controls/EmptyState';
import { settings, type Choices } from '../../src/study';
import type { Json } from '../state/json';
import { live } from '../state/live';
import { useRun } from '../state/run';
import type { MeasureSeries } from '../state/series';
import { readDocument } from '../state/study';
import { Curves } from './Curves';
import { NoRun } from './NoRun';
import { useMetrics } from './useMetrics';

const valuesOf = ({ values }: MeasureSeries) => values;

function meaningOf(document: Json, name: string): string {
  const measure = readDocument(document).study?.measures.find((one) => one.name === name);
  if (measure === undefined) return name;
  const { label } = (settings['measures[].by'].choices as Choices)[measure.by];
  return `${label} of ${measure.of} ${measure.on === undefined ? 'over the domain' : `where ${measure.on}`}`;
}

/** The measures that the study asks for, such as energies and divergences, by step. */
export function MeasuresPanel() {
  const run = useRun((state) => state.state?.run);
  const study = useRun((state) => state.study);
  useMetrics();
  if (run === undefined) return <NoRun what="Measures" />;
  if (live.measures.values.size === 0)
    return (
      <EmptyState
        title="Nothing is measured"
        text="A study may name quantities to follow while it is trained, such as an energy or a divergence: its measures."
      />
    );
  return (
    <Curves
      name="Measures by step"
      axis="absolute value"
      of={valuesOf}
      meaning={(name) => meaningOf(study, name)}
      note="Absolute values; the last ones with their signs"
    />
  );
}
