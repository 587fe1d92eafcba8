import type { Group } from 'h5wasm';
import { addDataset, hdf5Bytes } from './hdf5';
import { gridOf, type FieldWriter, type ResultFile } from './result';
import { scenesOf, type Scene } from './vtk/scene';
import { escaped } from './vtk/xml';

/**
 * XDMF (version 2) with HDF5 beside it: a rectilinear grid for each time. In the HDF5 file each time is a group, whose
 * data sets have the axes z, y, x (the last one fastest), as the format asks for.
 */
export const writeXdmf: FieldWriter = async (result, name) => {
  const scenes = scenesOf(gridOf(result, 'XDMF'), true);
  // Beside an HDF5 export of the same name, which it must not replace.
  const heavy = `${name}.h5`;
  const content = await hdf5Bytes((file) => {
    scenes[0].axes.forEach(({ values }, k) => addDataset(file, `axis_${'xyz'[k]}`, values, [values.length]));
    scenes.forEach(({ axes, fields }, k) => {
      const group = file.create_group(groupName(k)) as Group;
      const shape = extents(axes);
      Object.values(fields).forEach((values, field) => {
        group.create_dataset({ name: `field_${field}`, data: values, shape });
        (file.get(`${groupName(k)}/field_${field}`) as Group).create_attribute(
          'long_name',
          Object.keys(fields)[field],
        );
      });
    });
  });
  const files: ResultFile[] = [
    { name, content: xdmfText(scenes, heavy, result.title) },
    { name: heavy, content },
  ];
  return files;
};

const groupName = (k: number) => `time_${k}`;

/** Extents of z, y, x: an axis that is not there has one place. */
function extents(axes: Scene['axes']): number[] {
  return [2, 1, 0].map((k) => axes[k]?.values.length ?? 1);
}

function xdmfText(scenes: readonly Scene[], heavy: string, title: string): string {
  const item = (place: string, size: string, bytes: number) =>
    `<DataItem Dimensions="${size}" NumberType="Float" Precision="${bytes}" Format="HDF">${escaped(heavy)}:/${place}</DataItem>`;
  const grids = scenes.map(({ axes, time, fields }, number) => {
    const size = extents(axes).join(' ');
    const places = [0, 1, 2].map((k) =>
      axes[k] === undefined
        ? '<DataItem Dimensions="1" NumberType="Float" Precision="8" Format="XML">0</DataItem>'
        : item(`axis_${'xyz'[k]}`, String(axes[k].values.length), 8),
    );
    const attributes = Object.entries(fields).map(
      ([field, values], k) =>
        `<Attribute Name="${escaped(field)}" AttributeType="Scalar" Center="Node">` +
        `${item(`${groupName(number)}/field_${k}`, size, values.BYTES_PER_ELEMENT)}</Attribute>`,
    );
    return [
      `<Grid Name="${groupName(number)}" GridType="Uniform">`,
      ...(time === null ? [] : [`<Time Value="${time}"/>`]),
      `<Topology TopologyType="3DRectMesh" Dimensions="${size}"/>`,
      '<Geometry GeometryType="VXVYVZ">',
      ...places,
      '</Geometry>',
      ...attributes,
      '</Grid>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0"?>',
    '<Xdmf Version="2.0">',
    '<Domain>',
    `<Grid Name="${escaped(title)}" GridType="Collection" CollectionType="Temporal">`,
    ...grids,
    '</Grid>',
    '</Domain>',
    '</Xdmf>',
    '',
  ].join('\n');
}
