export { describePath, hasErrors, type Problem, type Span } from './problem';
export { changedSettings, flatSettings, type ChangedSetting, type SettingValue } from './flat';
export { checkCount, checkSequence } from './check-sequence';
export { editDistance, listWords, nearestName, suggestion } from './near';
export {
  samplers,
  settingAt,
  settings,
  type Choice,
  type Choices,
  type Setting,
  type SettingPath,
} from './settings';
export {
  studyJsonSchema,
  studySchema,
  studyVersion,
  type Study,
  type StudyCondition,
  type StudyConstant,
  type StudyData,
  type StudyDocument,
  type StudyEquation,
  type StudyMeasure,
  type StudyFeatures,
  type StudyFlow,
  type StudyNetwork,
  type StudySymmetries,
  type StudyPhase,
  type StudyReference,
  type StudyUnknown,
} from './schema';
export type { MeasureKind } from './settings/measures';
export { equationGroups, evenWeights, weightGroups, type WeightGroup } from './weight-groups';
export { broughtUp, type Migration } from './chain';
export { layerNames } from './layers';
export { migrate, type Migrated } from './migrate';
export {
  parseAnyStudy,
  parseAnyStudyText,
  parseStudy,
  parseStudyText,
  type AnyStudy,
  type ParsedAnyStudy,
  type ParsedStudy,
} from './parse';
export type { SequenceDocument, SequenceModel, SequenceSource, SequenceStudy } from './parts/sequence';
export {
  conditionPoints,
  newStudy,
  studyText,
  termNames,
  type TermComponents,
  type TermNames,
} from './document';
export {
  coordinateSystems,
  readFamily,
  singleCoordinates,
  type CoordinateSystem,
  type SingleCoordinate,
} from './coordinates';
export {
  dataFiles,
  dataRequest,
  fieldsOfReference,
  noiseFactor,
  unitFactors,
  noiseColumn,
  partNames,
  referenceRequest,
  sampleName,
  weightColumn,
  type StudyDataFile,
  type StudySample,
  type TableRequest,
} from './data';
export {
  dataFile,
  frameTime,
  framesName,
  isArrayFile,
  studyFiles,
  textEncoding,
  type DataFile,
  type StudyFile,
} from './files';
export {
  coordinatesOf,
  geometryCoordinates,
  isCombination,
  listColumns,
  namedPrimitives,
  normalColumn,
  pieceNames,
  shapeKinds,
  type BoundaryList,
  type Combination,
  type Geometry,
  type NamedPrimitive,
  type Primitive,
} from './geometry';
export type { BoundaryPart } from './parts/geometry';
export { readFunctionKey } from './unknown-functions';
export { windowCount, windowEdges } from './windows';
export {
  gallery,
  galleryEntry,
  sequenceGallery,
  twoStudies,
  wholeGallery,
  type GalleryEntry,
  type SequenceGalleryEntry,
} from './gallery';
export { modelKinds, sourceKinds } from './settings/sequence';
export {
  canonicalSet,
  dimensionalValues,
  numberNames,
  numbersFrom,
  type CanonicalSet,
  type DimensionalName,
  type NumberName,
  numbersOf,
  parametersFor,
  readNumberTexts,
  setOfParameters,
} from './nondimensional';
export { readQuantity, unitFactor, type Dimension, type PhysicalQuantity } from './units';
