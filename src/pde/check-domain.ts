import { interiorPoints, samplers, sobolDimensions, type Body } from '../geometry';
import { builtInField, isSide, type Meaning } from '../language';
import { isCombination, namedPrimitives, type Problem, type Study } from '../study';
import { domainOf } from './domain';
import { hardFormOf } from './hard-pieces';
import { placesOf } from './places';
import { uniformNumbers, type Draw } from './point-source';
import { streams } from './streams';

/** So few points show whether there are any. */
const probes = 8;

/**
 * Whether the geometry of a study fits its coordinates and holds points, each piece of its boundary that a condition
 * speaks of too, and whether the sampler can do what it is asked for.
 * @param bodies what those of its files describe that could be read
 */
export function checkDomain(
  study: Study,
  meaning: Meaning,
  bodies: Readonly<Record<string, Body>>,
): Problem[] {
  const given =
    meaning.geometry !== undefined && !isCombination(meaning.geometry) && meaning.geometry.shape === 'points';
  const problems = checkSampler(study, meaning, given);
  const report = (path: Problem['path'], message: string): void =>
    void problems.push({ path, message, severity: 'error' });
  const { geometry } = meaning;
  const box = Object.entries(meaning.box).map(([name, [low, high]]) => ({ name, low, high }));
  const draw: Draw = { seed: study.seed, part: 0, step: 0, box, count: probes };
  if (geometry !== undefined) {
    const unread = namedPrimitives(geometry).some(
      ({ primitive }) => 'file' in primitive && !Object.hasOwn(bodies, primitive.file),
    );
    // What is wrong with its file has been told.
    if (unread) return problems;
    try {
      const domain = domainOf(geometry, meaning.box, bodies);
      const random = uniformNumbers(draw, streams.first);
      interiorPoints(domain.region, domain.bounds, probes, samplers.uniform, random);
      const samples = domain.region.samples?.[0].length ?? Infinity;
      if (study.points.equations > samples && domain.region.coordinates.length === box.length)
        problems.push({
          path: ['points', 'equations'],
          message: `The geometry gives ${samples} points and the equations ask for ${study.points.equations}, so that each is taken several times over; ask for ${samples} or fewer.`,
          severity: 'warning',
        });
    } catch (error) {
      report(['geometry'], (error as Error).message);
      return problems;
    }
  }
  let where: ReturnType<typeof placesOf>;
  try {
    where = placesOf(meaning, bodies);
  } catch (error) {
    report(['parts'], (error as Error).message);
    return problems;
  }
  const apart = Object.keys(meaning.parts).length > 0;
  for (const condition of meaning.conditions) {
    const { place, index } = condition;
    if (isSide(place) && !apart) continue;
    try {
      where.places.condition(condition).columns(draw);
    } catch (error) {
      const told = problems.some(({ path }) => path[0] === 'conditions' && path[1] === index);
      if (!told) report(['conditions', index, 'on'], (error as Error).message);
    }
  }
  for (const field of meaning.names.fields) {
    const own = meaning.conditions.filter(
      (condition) => study.conditions[condition.index].hard && builtInField(condition) === field,
    );
    const piece = own.find(({ place }) => !isSide(place));
    if (piece === undefined) continue;
    try {
      hardFormOf(own, meaning, where);
    } catch (error) {
      report(['conditions', piece.index, 'hard'], (error as Error).message);
    }
  }
  return problems;
}

function checkSampler({ points }: Study, { box }: Meaning, given: boolean): Problem[] {
  const dimensions = Object.keys(box).length;
  const refuse = (message: string): Problem[] => [
    { path: ['points', 'sampler'], message, severity: 'error' },
  ];
  if (points.sampler === 'sobol' && dimensions > sobolDimensions) {
    return refuse(
      `Sobol points reach ${sobolDimensions} coordinates, and this study has ${dimensions}; choose latin-hypercube or uniform.`,
    );
  }
  if (points.sampler === 'grid' && given)
    return refuse(
      'A grid has no meaning where the points of the geometry are given; choose another sampler.',
    );
  if (points.sampler === 'grid' && points.equations < 2 ** dimensions) {
    return refuse(
      `A grid of ${points.equations} points has less than two along each of ${dimensions} coordinates; choose another sampler or more points.`,
    );
  }
  return [];
}
