import { writeGif } from './animation/gif';
import { writeMp4 } from './animation/mp4';
import { writeWebm } from './animation/webm';
import { csvText, gridCsv } from './csv';
import { writePdfFigures, writeSvgFigures } from './figure/fields';
import { writeHdf5 } from './hdf5';
import { writeMatlab } from './matlab';
import { writeNetcdf } from './netcdf';
import { gridNpz, npzBytes } from './npz';
import { namedArrays, type FieldWriter } from './result';
import { writeCollection } from './vtk/collection';
import { writeImage } from './vtk/image';
import { writeUnstructured } from './vtk/unstructured';
import { writeXdmf } from './xdmf';
import type { FieldFormatId } from './formats';

const writeNpz: FieldWriter = (result, name) => {
  const { place, fields } = result;
  return [
    {
      name,
      content: place.kind === 'grid' ? gridNpz({ axes: place.axes, fields }) : npzBytes(namedArrays(result)),
    },
  ];
};

const writeCsv: FieldWriter = (result, name) => {
  const { place, fields } = result;
  const content =
    place.kind === 'grid'
      ? gridCsv({ axes: place.axes, fields })
      : csvText({ ...place.coordinates, ...fields });
  return [{ name, content }];
};

/** What writes fields in each format that holds them. */
export const fieldWriters: Readonly<Record<FieldFormatId, FieldWriter>> = {
  npz: writeNpz,
  csv: writeCsv,
  mat: writeMatlab,
  netcdf: writeNetcdf,
  hdf5: writeHdf5,
  vti: writeImage,
  vtu: writeUnstructured,
  pvd: writeCollection,
  xdmf: writeXdmf,
  svg: writeSvgFigures,
  pdf: writePdfFigures,
  gif: writeGif,
  mp4: writeMp4,
  webm: writeWebm,
};
