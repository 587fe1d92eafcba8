import { suitableMap } from '../../src/field';
import { changeLayer } from '../state/view';
import type { BoxFields } from '../space/frames';
import { colourRange } from '../space/boxView';
import type { BoxChoices } from '../space/fitting';
import { colourOfLayer, newLayer, type Layer, type LayerChange, type LinesLayer } from '../space/layers';
import { keptRange, levelOf, transferPoints } from '../space/tasks';
import { CheckRow, ChoiceRow, MapRow, NumberRow, QuantityRow, SliderRow } from './layerFields';
import { PlaneRows } from './PlaneRows';
import { TransferEditor } from './TransferEditor';

interface LayerFormProps {
  id: string;
  layer: Layer;
  choices: BoxChoices;
  fields: BoxFields;
}

interface KindProps<Kind extends Layer> {
  layer: Kind;
  change: (change: LayerChange) => void;
  choices: BoxChoices;
  fields: BoxFields;
}

const seedWords = {
  point: 'from a point',
  line: 'from a line',
  plane: 'from a plane',
  strength: 'where it is strong',
} as const;

function LinesRows({ layer, change, choices }: KindProps<LinesLayer>) {
  const usual = newLayer('lines', '', '', '') as LinesLayer;
  const ends = layer.seeds === 'point' ? (['from'] as const) : (['from', 'to'] as const);
  return (
    <>
      <VectorRow layer={layer} change={change} choices={choices} />
      <ChoiceRow
        label="Seeds"
        help="Where lines start: the marks in the picture can be pulled."
        value={layer.seeds}
        usual={usual.seeds}
        choices={seedWords}
        onChange={(seeds) => change({ seeds })}
      />
      {layer.seeds !== 'point' && (
        <NumberRow
          label="Number of lines"
          help="How many lines are started."
          whole
          low={1}
          high={400}
          value={layer.count}
          usual={usual.count}
          onChange={(count) => change({ count })}
        />
      )}
      {layer.seeds !== 'strength' &&
        ends.flatMap((end) =>
          choices.axes.map((name, k) => (
            <SliderRow
              key={`${end} ${name}`}
              label={
                layer.seeds === 'point' ? `Point, ${name}` : `${end === 'from' ? 'From' : 'To'}, ${name}`
              }
              help="Share of the box."
              value={layer[end][k]}
              usual={usual[end][k]}
              onChange={(share) => {
                const [x, y, z] = layer[end].map((old, axis) => (axis === k ? share : old));
                change({ [end]: [x, y, z] });
              }}
            />
          )),
        )}
      <NumberRow
        label="Length"
        help="How far each line is followed either way, in diagonals of the box."
        low={0.01}
        high={20}
        value={layer.length}
        usual={usual.length}
        onChange={(length) => change({ length })}
      />
      <NumberRow
        label="Radius"
        help="Of the tubes, in thousandths of the diagonal of the box."
        unit="‰"
        low={0.2}
        high={50}
        value={layer.radius}
        usual={usual.radius}
        onChange={(radius) => change({ radius })}
      />
    </>
  );
}

function VectorRow({
  layer,
  change,
  choices,
}: Omit<KindProps<Extract<Layer, { vector: string }>>, 'fields'>) {
  const first = choices.vectors[0]?.name ?? '';
  return (
    <ChoiceRow
      label="Vector"
      help="What the lines or arrows follow."
      value={choices.vectors.some(({ name }) => name === layer.vector) ? layer.vector : first}
      usual={layer.vector}
      choices={Object.fromEntries(choices.vectors.map(({ name, label }) => [name, label]))}
      onChange={(vector) => change({ vector })}
    />
  );
}

function ArrowsRows({ layer, change, choices }: KindProps<Extract<Layer, { kind: 'arrows' }>>) {
  return (
    <>
      <VectorRow layer={layer} change={change} choices={choices} />
      <NumberRow
        label="Along a side"
        help="Arrows along the longest side of the box."
        whole
        low={2}
        high={40}
        value={layer.count}
        usual={9}
        onChange={(count) => change({ count })}
      />
      <NumberRow
        label="Longest"
        help="Length of the longest arrow, in distances between neighbours."
        low={0.1}
        high={10}
        value={layer.size}
        usual={0.9}
        onChange={(size) => change({ size })}
      />
      <CheckRow
        label="By strength"
        help="Arrows are longer where the vector is; else all are alike."
        value={layer.byStrength}
        usual={true}
        onChange={(byStrength) => change({ byStrength })}
      />
    </>
  );
}

function KindRows(props: KindProps<Layer>) {
  const { layer, change, fields } = props;
  const facts = { box: fields.box, ranges: fields.ranges, vectors: props.choices.vectors };
  switch (layer.kind) {
    case 'slice':
      return (
        <PlaneRows
          plane={layer.plane}
          box={fields.box}
          onChange={(plane) => change({ plane: { ...layer.plane, ...plane } })}
        />
      );
    case 'isosurface':
      return (
        <NumberRow
          label="Level"
          help="The value that the quantity has on the surface."
          value={levelOf(layer, facts)}
          usual={null}
          onChange={(level) => change({ level })}
          {...(layer.level === null ? {} : { onPutBack: () => change({ level: null }) })}
        />
      );
    case 'volume':
      return null;
    case 'lines':
      return <LinesRows {...props} layer={layer} />;
    case 'arrows':
      return <ArrowsRows {...props} layer={layer} />;
    case 'threshold': {
      const [low, high] = keptRange(layer, facts);
      const back = (key: 'low' | 'high') =>
        layer[key] === null ? {} : { onPutBack: () => change({ [key]: null }) };
      return (
        <>
          <NumberRow
            label="From"
            help="Smallest value that is kept."
            value={low}
            usual={null}
            onChange={(value) => change({ low: value })}
            {...back('low')}
          />
          <NumberRow
            label="To"
            help="Largest value that is kept."
            value={high}
            usual={null}
            onChange={(value) => change({ high: value })}
            {...back('high')}
          />
        </>
      );
    }
  }
}

/** What a layer is made of, and its colours. */
export function LayerForm({ id, layer, choices, fields }: LayerFormProps) {
  const change = (next: LayerChange): void => changeLayer(id, layer.id, next);
  const colour = colourOfLayer(
    layer,
    (name) => (choices.vectors.find((vector) => vector.name === name) ?? choices.vectors[0])?.length ?? '',
  );
  const usualRange = colourRange(fields.ranges[colour] ?? [0, 1], colour);
  const range = layer.range ?? usualRange;
  const putBack = layer.range === null ? {} : { onPutBack: () => change({ range: null }) };
  return (
    <>
      {'quantity' in layer && (
        <QuantityRow
          label="Quantity"
          help="What is shown: everything is worked out by the network itself, not by differences."
          value={layer.quantity}
          choices={choices.quantities}
          onChange={(quantity) => change({ quantity, range: null, level: null, low: null, high: null })}
        />
      )}
      <KindRows layer={layer} change={change} choices={choices} fields={fields} />
      {'colouredBy' in layer && (
        <QuantityRow
          label="Coloured by"
          help="Another quantity may give the colours."
          value={layer.colouredBy}
          choices={choices.quantities}
          none={'vector' in layer ? 'its length' : 'itself'}
          onChange={(colouredBy) => change({ colouredBy, range: null })}
        />
      )}
      <MapRow
        value={layer.colourMap}
        suitable={suitableMap(range)}
        onChange={(colourMap) => change({ colourMap })}
      />
      <NumberRow
        label="Highest colour"
        help="The value of the last colour."
        value={range[1]}
        usual={null}
        onChange={(high) => high > range[0] && change({ range: [range[0], high] })}
        {...putBack}
      />
      <NumberRow
        label="Lowest colour"
        help="The value of the first colour."
        value={range[0]}
        usual={null}
        onChange={(low) => low < range[1] && change({ range: [low, range[1]] })}
        {...putBack}
      />
      <SliderRow
        label="Opacity"
        help="1 hides what lies behind."
        value={layer.opacity}
        usual={1}
        onChange={(opacity) => change({ opacity })}
      />
      {layer.kind === 'volume' && (
        <TransferEditor points={transferPoints(layer, range)} onChange={(transfer) => change({ transfer })} />
      )}
    </>
  );
}
