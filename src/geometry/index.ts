export { misfit } from './bounds';
export { closedSurface, type Surface } from './mesh/surface';
export { readStl } from './mesh/stl';
export { inside, regionOf, type Region } from './region';
export { boundaryPoints, type BoundarySelection, type DrawnBoundary } from './sampling/boundary';
export { interiorPoints, shareInside, type Drawn } from './sampling/interior';
export { samplers, type Sampler, type SamplerName, type UniformNumbers } from './sampling/samplers';
export { sobolDimensions, sobolPoints } from './sampling/sobol';
export type { Interval } from './shape';
