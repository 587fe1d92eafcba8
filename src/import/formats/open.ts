import { Unreadable, type ArrayFile } from './array-file';
import { isHdf5, openHdf5 } from './hdf5';
import { openMat5 } from './mat5';
import { openNetcdf } from './netcdf';
import { openNpz } from './npz';
import { openVti } from './vti';
import { openVtkLegacy } from './vtk-legacy';

/**
 * Opens a file of arrays by its name's ending and its first bytes.
 * Errors: `Unreadable`, with a whole sentence.
 */
export async function openArrays(file: string, bytes: Uint8Array): Promise<ArrayFile> {
  if (bytes.length === 0) throw new Unreadable('The file is empty.');
  const ending = file.toLowerCase().split('.').pop();
  try {
    if (ending === 'npz') return openNpz(bytes);
    if (ending === 'vti') return openVti(bytes);
    if (ending === 'vtk') return openVtkLegacy(bytes);
    // MATLAB 7.3 and NetCDF 4 write HDF5.
    if (isHdf5(bytes)) return await openHdf5(bytes);
    if (ending === 'mat') return openMat5(bytes);
    if (ending === 'nc' || ending === 'cdf' || ending === 'nc4') return openNetcdf(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable) || /^The /.test(error.message)) throw error;
    throw new Unreadable(`The file ${error.message}`);
  }
  throw new Unreadable('The file is no HDF5 file, or it is damaged; write it, or copy it again.');
}
