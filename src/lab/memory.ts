import { totalmem } from 'node:os';
import { trialNetwork } from '../network';
import { singleCoordinates, type Study } from '../study';
import { BadRequest } from './frames';

/** Vectors of the parameters' length that training keeps: parameters, slope, moments, copies for a checkpoint. */
const vectors = 8;
/** The matrix stands here and in the engine while it is handed over. */
const matrices = 2;

/** Refuses a study whose training needs more memory than the machine has, before anything is made for it. */
export function checkMemory(study: Study, available = totalmem()): void {
  const count = parametersOf(study);
  const size = study.training.precision === 'float64' ? 8 : 4;
  const dense = study.training.phases.some(
    ({ optimiser, steps }) => optimiser === 'self-scaled-broyden' && steps > 0,
  );
  const needed = size * count * (dense ? Math.max(matrices * count, vectors) : vectors);
  if (needed <= available) return;
  const why = dense
    ? 'self-scaled Broyden keeps a matrix of as many rows and columns'
    : 'training keeps several copies of them';
  const way = dense ? 'Take a smaller network, or train with Adam alone.' : 'Take a smaller network.';
  throw new BadRequest(
    `The network has ${count} parameters, and ${why}: ${gigabytes(needed)} of memory, where this machine has ${gigabytes(available)}. ${way}`,
  );
}

/** Weights of the whole trial function, counted without making them. */
function parametersOf({ coordinates, fields, network, features, seed }: Study): number {
  const periods = singleCoordinates(coordinates).map(() => null);
  return trialNetwork(network, features, { periods, outputs: fields.length, seed, mirrors: [] })
    .parameterCount;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
