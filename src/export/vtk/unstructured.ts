import { gathered, gridPoints, type Values } from '../../field';
import { isGrid, type FieldResult, type FieldWriter, type PointsPlace } from '../result';
import { scenesOf, type Scene } from './scene';
import { VtkFile, type VtkNumbers } from './xml';

/** Numbers of VTK's cells of 0 to 3 dimensions, and of a line through many points. */
const cells = { vertex: 1, line: 3, polyLine: 4, quad: 9, hexahedron: 12 } as const;
const byDimension = [cells.vertex, cells.line, cells.quad, cells.hexahedron] as const;

interface Cells {
  readonly connectivity: readonly number[];
  readonly offsets: readonly number[];
  readonly type: number;
}

/** VTK unstructured grid (.vtu): cells of a grid that lie in the region, points, or a line through them. */
export const writeUnstructured: FieldWriter = (result, name) => [
  {
    name,
    content: isGrid(result)
      ? unstructuredBytes(scenesOf(result, false)[0])
      : pointsBytes(result as FieldResult<PointsPlace>),
  },
];

/** The cells of a grid without those that have a corner outside the region, where fields are NaN. */
export function unstructuredBytes({ axes, time, fields }: Scene): Uint8Array {
  const shape = axes.map(({ values }) => values.length);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const steps = shape.map((_, k) => shape.slice(0, k).reduce((product, extent) => product * extent, 1));
  const rows = Object.values(gridPoints(axes));
  const rowMajor = shape.map((_, k) => shape.slice(k + 1).reduce((product, extent) => product * extent, 1));
  const coordinates = rows.map((row) => gathered(row, shape, rowMajor));
  const all = Object.values(fields);
  const inside = (point: number) => all.every((values) => !Number.isNaN(values[point]));
  return vtuBytes(coordinates, fields, gridCells(shape, steps, inside), time, size);
}

function pointsBytes({ place, time, fields }: FieldResult<PointsPlace>): Uint8Array {
  const { coordinates } = place;
  const names = Object.keys(coordinates);
  const spatial = names.filter((name) => name !== time).slice(0, 3);
  const others = Object.fromEntries(
    names.filter((name) => !spatial.includes(name)).map((name) => [name, coordinates[name]]),
  );
  const size = coordinates[names[0]].length;
  const order = Array.from({ length: size }, (_, k) => k);
  const joined = place.kind === 'line' && size > 1;
  const shape: Cells = joined
    ? { connectivity: order, offsets: [size], type: cells.polyLine }
    : { connectivity: order, offsets: order.map((k) => k + 1), type: cells.vertex };
  return vtuBytes(
    spatial.map((name) => coordinates[name]),
    { ...others, ...fields },
    shape,
    null,
    size,
  );
}

/** Cells between neighbouring places of a grid whose first axis is fastest, corners in VTK's order. */
function gridCells(
  shape: readonly number[],
  steps: readonly number[],
  inside: (point: number) => boolean,
): Cells {
  const active = shape.map((_, k) => k).filter((k) => shape[k] > 1);
  // Around the quad, then around the opposite one of a hexahedron.
  const around = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const corners = {
    0: [0],
    1: [0, steps[active[0]]],
    2: around.map(([a, b]) => a * steps[active[0]] + b * steps[active[1]]),
    3: [0, 1].flatMap((c) =>
      around.map(([a, b]) => a * steps[active[0]] + b * steps[active[1]] + c * steps[active[2]]),
    ),
  }[active.length as 0 | 1 | 2 | 3];
  const connectivity: number[] = [];
  const offsets: number[] = [];
  const size = shape.reduce((product, extent) => product * extent, 1);
  for (let point = 0; point < size; point++) {
    if (active.some((k) => Math.floor(point / steps[k]) % shape[k] === shape[k] - 1)) continue;
    const own = corners.map((corner) => point + corner);
    if (!own.every(inside)) continue;
    for (const corner of own) connectivity.push(corner);
    offsets.push(connectivity.length);
  }
  return { connectivity, offsets, type: byDimension[active.length] };
}

function vtuBytes(
  coordinates: readonly Values[],
  fields: Readonly<Record<string, Values>>,
  { connectivity, offsets, type }: Cells,
  time: number | null,
  size: number,
): Uint8Array {
  const positions = new Float64Array(3 * size);
  coordinates.forEach((values, k) => values.forEach((value, point) => (positions[3 * point + k] = value)));
  const integers = (values: readonly number[]): VtkNumbers => BigInt64Array.from(values, BigInt);
  const file = new VtkFile('UnstructuredGrid', '').time(time);
  file.add(`<Piece NumberOfPoints="${size}" NumberOfCells="${offsets.length}">`).add('<Points>');
  file.array('Points', positions, ' NumberOfComponents="3"').add('</Points>').add('<Cells>');
  file.array('connectivity', integers(connectivity)).array('offsets', integers(offsets));
  file
    .array(
      'types',
      Uint8Array.from(offsets, () => type),
    )
    .add('</Cells>')
    .add('<PointData>');
  for (const [field, values] of Object.entries(fields)) file.array(field, values);
  return file.add('</PointData>').add('<CellData/>').add('</Piece>').bytes();
}
