import { formatNumber } from '../../src/field';
import type { SpaceBox } from '../space/box';
import { planeDefaults, type Facing, type PlaneSettings } from '../space/layers';
import { ChoiceRow, NumberRow, SliderRow } from './layerFields';

interface PlaneRowsProps {
  plane: PlaneSettings;
  box: SpaceBox;
  onChange: (change: Partial<PlaneSettings>) => void;
}

/** Where a plane stands in the box, and which way it faces. */
export function PlaneRows({ plane, box, onChange }: PlaneRowsProps) {
  const { facing, at } = plane;
  const [x, y, z] = box.names;
  const choices = { '0': `across ${x}`, '1': `across ${y}`, '2': `across ${z}`, oblique: 'oblique' } as const;
  type Choice = keyof typeof choices;
  const read = (choice: Choice): Facing => (choice === 'oblique' ? choice : (Number(choice) as 0 | 1 | 2));
  return (
    <>
      <ChoiceRow<Choice>
        label="Plane"
        help="Across one of the coordinates, or at any angle."
        value={String(facing) as Choice}
        usual={String(facing) as Choice}
        choices={choices}
        onChange={(choice) => onChange({ facing: read(choice) })}
      />
      {facing === 'oblique' && (
        <>
          <NumberRow
            label="Azimuth"
            help={`Angle of its normal from ${x} towards ${y}.`}
            unit="°"
            value={plane.azimuth}
            usual={planeDefaults.azimuth}
            onChange={(azimuth) => onChange({ azimuth })}
          />
          <NumberRow
            label="Elevation"
            help={`Angle of its normal towards ${z}.`}
            unit="°"
            low={-90}
            high={90}
            value={plane.elevation}
            usual={planeDefaults.elevation}
            onChange={(elevation) => onChange({ elevation })}
          />
        </>
      )}
      <SliderRow
        label={
          facing === 'oblique'
            ? 'Position'
            : `${box.names[facing]} = ${formatNumber(box.low[facing] + at * (box.high[facing] - box.low[facing]), 3)}`
        }
        help="Where it stands. It can also be pulled by its mark in the picture."
        value={at}
        usual={planeDefaults.at}
        step={0.005}
        onChange={(next) => onChange({ at: next })}
      />
    </>
  );
}
