export {
  configureEngine,
  engineSettings,
  cacheFolder,
  pinnedTensorFlow,
  type EngineSettings,
} from './environment';
export { compile, unloadAll, type Executable } from './executable';
export { upload, uploadScalar, type DeviceTensor } from './tensors';
export { nativeBinding } from './native';
export { engineStatus, type EngineStatus } from './status';
export { measureLimits, type MachineLimits } from './limits';
