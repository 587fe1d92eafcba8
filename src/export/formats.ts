/** The formats that results are written in: what a person is shown of each, and what it can hold. Pure. */

/** What of a run a format holds. */
export type Subject = 'fields' | 'network' | 'history' | 'report';

/** Where fields are evaluated. */
export type PlaceKind = 'grid' | 'points' | 'line';

export interface ExportFormat {
  /** Ending of its files, without the dot. */
  readonly extension: string;
  readonly label: string;
  /** Who reads it, and how it is laid out. */
  readonly sentence: string;
  readonly subject: Subject;
  /** Of fields: where they may be evaluated; empty for everything else. */
  readonly places: readonly PlaceKind[];
  /** It is a folder, or more than one file. */
  readonly several?: boolean;
}

const everywhere = ['grid', 'points', 'line'] as const;

export const exportFormats = {
  npz: {
    extension: 'npz',
    label: 'NumPy archive',
    sentence: 'One array for each coordinate and each field, read by numpy.load.',
    subject: 'fields',
    places: everywhere,
  },
  csv: {
    extension: 'csv',
    label: 'Comma-separated values',
    sentence: 'One row for each point, a column for each coordinate and each field, for tables and scripts.',
    subject: 'fields',
    places: everywhere,
  },
  mat: {
    extension: 'mat',
    label: 'MATLAB file',
    sentence: 'One matrix for each coordinate and each field (version 5), read by MATLAB, Octave and SciPy.',
    subject: 'fields',
    places: everywhere,
  },
  netcdf: {
    extension: 'nc',
    label: 'NetCDF',
    sentence:
      'Fields over named dimensions (classic format, 64-bit offsets), read by xarray, ncview and Panoply.',
    subject: 'fields',
    places: everywhere,
  },
  hdf5: {
    extension: 'h5',
    label: 'HDF5',
    sentence:
      'One data set for each coordinate and each field, which names its axes, read by h5py and MATLAB.',
    subject: 'fields',
    places: everywhere,
  },
  vti: {
    extension: 'vti',
    label: 'VTK image data',
    sentence: 'Fields on an even grid of up to three axes, opened by ParaView and VisIt.',
    subject: 'fields',
    places: ['grid'],
  },
  vtu: {
    extension: 'vtu',
    label: 'VTK unstructured grid',
    sentence:
      'Fields on the cells inside the region, at points or along a line, opened by ParaView and VisIt.',
    subject: 'fields',
    places: everywhere,
  },
  pvd: {
    extension: 'pvd',
    label: 'ParaView collection over time',
    sentence: 'One VTK file for each time, in a folder beside the file that ParaView opens and plays.',
    subject: 'fields',
    places: ['grid'],
    several: true,
  },
  xdmf: {
    extension: 'xdmf',
    label: 'XDMF with HDF5',
    sentence: 'A description for ParaView and VisIt beside an HDF5 file that holds the values, time by time.',
    subject: 'fields',
    places: ['grid'],
    several: true,
  },
  svg: {
    extension: 'svg',
    label: 'Figure',
    sentence:
      'Maps over two axes or curves along one, in millimetres on white, with letters as letters, for papers.',
    subject: 'fields',
    places: ['grid', 'line'],
  },
  pdf: {
    extension: 'pdf',
    label: 'Figure',
    sentence:
      'The same figures, one page each, with their letters in the file, for LaTeX and for those who print.',
    subject: 'fields',
    places: ['grid', 'line'],
  },
  gif: {
    extension: 'gif',
    label: 'Animation',
    sentence: 'One field over two axes of space, a frame for each time, all in the same colours.',
    subject: 'fields',
    places: ['grid'],
  },
  mp4: {
    extension: 'mp4',
    label: 'Video',
    sentence: 'One field over two axes of space, a frame for each time, in H.264 for slides and browsers.',
    subject: 'fields',
    places: ['grid'],
  },
  webm: {
    extension: 'webm',
    label: 'Video',
    sentence: 'One field over two axes of space, a frame for each time, in VP9, the free format of browsers.',
    subject: 'fields',
    places: ['grid'],
  },
  report: {
    extension: 'html',
    label: 'Report',
    sentence:
      'One page with equations, settings, environment, curves, figures, errors and the command that repeats the run.',
    subject: 'report',
    places: [],
  },
  'report-pdf': {
    extension: 'pdf',
    label: 'Report',
    sentence:
      'The same on pages of A4, with the formulas typeset and the figures as vectors, for papers and archives.',
    subject: 'report',
    places: [],
  },
  onnx: {
    extension: 'onnx',
    label: 'ONNX model',
    sentence:
      'The trained network, in its own precision, with derivatives as outputs on wish; run by ONNX Runtime anywhere.',
    subject: 'network',
    places: [],
  },
  savedmodel: {
    extension: 'savedmodel',
    label: 'TensorFlow SavedModel',
    sentence: 'The trained network with a serving signature, in a folder that tf.saved_model.load reads.',
    subject: 'network',
    places: [],
    several: true,
  },
  tensorboard: {
    extension: 'tfevents',
    label: 'TensorBoard events',
    sentence: 'Losses, terms, errors and inferred numbers by step, shown by TensorBoard.',
    subject: 'history',
    places: [],
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatId = keyof typeof exportFormats;

/** The formats that hold fields. */
export type FieldFormatId = {
  [Id in FormatId]: (typeof exportFormats)[Id]['subject'] extends 'fields' ? Id : never;
}[FormatId];

export const formatIds = Object.keys(exportFormats) as [FormatId, ...FormatId[]];

export const formatOf = (id: FormatId): ExportFormat => exportFormats[id];

export const isFieldFormat = (id: FormatId): id is FieldFormatId => formatOf(id).subject === 'fields';

/** The format that a file's ending asks for. */
export function formatByEnding(path: string): FormatId | undefined {
  return formatIds.find((id) => path.toLowerCase().endsWith(`.${exportFormats[id].extension}`));
}

/** Whether a format is a figure, whose size is given in millimetres. */
export const isFigure = (id: FormatId): boolean => id === 'svg' || id === 'pdf';
