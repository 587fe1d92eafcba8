export * from './tasks';
export {
  volumeBox,
  volumeGrid,
  type Box,
  type Mesh,
  type Plane,
  type Point,
  type VolumeGrid,
  type VolumeOptions,
} from './types';
export {
  fieldSampler,
  scalarFunction,
  vectorFunction,
  type FieldSampler,
  type SamplerKind,
  type ScalarFunction,
  type VectorFunction,
} from './sampler';
export { axisSlice, planeSlice } from './slice';
export { isosurface, type IsosurfaceOptions } from './isosurface';
export { eulerCharacteristic, faceNormals, isClosed, joinMeshes, meshArea } from './mesh';
export { clipMesh, keepBox, keepPlane, keptNodes, type Keep } from './clip';
export { fieldLine, type LineOptions } from './field-line';
export { seedPoints, strongPoints } from './seeds';
export { repeatingAxes, wrapLine, type Periodic } from './wrap';
export { tube, tubes, type TubeOptions } from './tube';
export { arrowMesh, arrowShape, arrows, type ArrowOptions } from './arrows';
export { volumeTexture } from './texture';
export {
  outerOpacity,
  readTransfer,
  risingOpacity,
  transferAt,
  transferOf,
  transferTable,
  type TransferFunction,
  type TransferPoint,
} from './transfer';
export { fieldStatistics } from './statistics';
export { linePlot, planePlot } from './plots';
export { regionSurface } from './region';
export { Workshop, type VolumeWork } from './workshop';
export { TaskQueue, type QueueMessage, type QueueReply } from './queue';
export { gltfBytes } from './gltf';
export { vtpBytes } from './vtp';
export type { ShownMesh } from './shown-mesh';
