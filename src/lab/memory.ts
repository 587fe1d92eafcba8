import { totalmem } from 'node:os';
import { frozenSlots, trialNetwork } from '../network';
import { optimiserOf } from '../optimise';
import { sizeOf } from '../program';
import { singleCoordinates, type Problem, type Study } from '../study';

/** Vectors of the parameters' length that training keeps: parameters, slope, moments, copies for a checkpoint. */
const vectors = 8;
/** The matrix stands here and in the engine while it is handed over. */
const matrices = 2;

/** Numbers for each point beside its coordinates: its weight, and its share of the loss. */
const perPoint = 2;
/** A point set stands here, tiled, and in the engine while it is drawn anew. */
const pointCopies = 3;

/**
 * Why a study whose training needs more memory than the machine has can't be trained, found before anything is made for it.
 * @param available bytes
 */
export function memoryProblems(study: Study, available = totalmem()): Problem[] {
  const problem = (setting: 'points' | 'network', message: string): Problem[] => [
    { path: [setting], message, severity: 'error' },
  ];
  const crowded = pointsMessage(study, available);
  if (crowded !== null) return problem('points', crowded);
  const count = parametersOf(study);
  const size = study.training.precision === 'float64' ? 8 : 4;
  const dense = study.training.phases.some(({ optimiser, steps }) => steps > 0 && keepsMatrix(optimiser));
  const needed = size * count * (dense ? Math.max(matrices * count, vectors) : vectors);
  if (needed <= available) return [];
  const why = dense
    ? 'one of its optimisers keeps a matrix of as many rows and columns'
    : 'training keeps several copies of them';
  const way = dense
    ? 'Take a smaller network, or train with Adam and matrix-free Gauss–Newton.'
    : 'Take a smaller network.';
  return problem(
    'network',
    `The network has ${count} parameters, and ${why}: ${gigabytes(needed)} of memory, where this machine has ${gigabytes(available)}. ${way}`,
  );
}

function pointsMessage(
  { coordinates, points, conditions, training }: Study,
  available: number,
): string | null {
  const soft = conditions.filter(({ hard }) => !hard);
  const count =
    points.equations + soft.reduce((sum, condition) => sum + (condition.points ?? points.conditions), 0);
  const size = training.precision === 'float64' ? 8 : 4;
  const needed = size * pointCopies * count * (singleCoordinates(coordinates).length + perPoint);
  if (needed <= available) return null;
  return `The study has ${count} points, which take ${gigabytes(needed)} of memory, where this machine has ${gigabytes(available)}. Take fewer points; they are drawn anew as training goes on.`;
}

/** Whether an optimiser's state holds a matrix with a row and a column for each parameter. */
function keepsMatrix(optimiser: string): boolean {
  const count = 1009;
  const types = Object.values(optimiserOf(optimiser, []).state(count, 1, 'float64'));
  return types.some(({ shape }) => shape.length === 2 && shape.every((extent) => extent === count));
}

/** Weights of the trial function that are trained, counted without making them. */
function parametersOf({ coordinates, fields, network, features, seed }: Study): number {
  const periods = singleCoordinates(coordinates).map(() => null);
  const { slots } = trialNetwork(network, features, { periods, outputs: fields.length, seed, mirrors: [] });
  const frozen = frozenSlots(slots, network);
  return slots.reduce((sum, { shape }, k) => sum + (frozen[k] ? 0 : sizeOf(shape)), 0);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
