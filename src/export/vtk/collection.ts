import { gridOf, stem, type FieldWriter } from '../result';
import { imageBytes } from './image';
import { scenesOf, type Scene } from './scene';
import { unstructuredBytes } from './unstructured';
import { escaped } from './xml';

/**
 * A ParaView collection (.pvd): one file for each time in a folder of the collection's name. They are image data, or
 * unstructured grids where a part of the box is outside the region.
 */
export const writeCollection: FieldWriter = (result, name) => {
  const scenes = scenesOf(gridOf(result, 'A ParaView collection'), true);
  const masked = scenes.some(({ fields }) =>
    Object.values(fields).some((values) => values.some(Number.isNaN)),
  );
  const write = (scene: Scene) => (masked ? unstructuredBytes(scene) : imageBytes(scene));
  const ending = masked ? 'vtu' : 'vti';
  const digits = String(scenes.length - 1).length;
  const parts = scenes.map((scene, k) => ({
    name: `${stem(name)}/${String(k).padStart(digits, '0')}.${ending}`,
    content: write(scene),
    time: scene.time ?? 0,
  }));
  const content = [
    '<?xml version="1.0"?>',
    '<VTKFile type="Collection" version="1.0" byte_order="LittleEndian">',
    '<Collection>',
    ...parts.map(({ name: file, time }) => `<DataSet timestep="${time}" part="0" file="${escaped(file)}"/>`),
    '</Collection>',
    '</VTKFile>',
    '',
  ].join('\n');
  return [{ name, content }, ...parts];
};
