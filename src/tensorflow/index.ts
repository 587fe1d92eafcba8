export {
  configureEngine,
  engineSettings,
  cacheFolder,
  pinnedTensorFlow,
  type EngineSettings,
} from './environment';
export { compile, unloadAll, type Executable } from './executable';
export { upload, uploadScalar, type DeviceTensor } from './tensors';
export { servingModel, type ServedProgram } from './serving';
export { nativeBinding } from './native';
export { engineStatus, type EngineStatus } from './status';
export { measureLimits, type MachineLimits } from './limits';
