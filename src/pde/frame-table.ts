import { gridPoints, uniformAxis } from '../field';
import { readStudy, timeOf, type Meaning } from '../language';
import { frameTime, type Study } from '../study';
import { demandedReference, tableText, type SampleOptions } from './sample';

/**
 * Seconds after which the solver refines no further. Over a long time neighbouring solutions of a chaotic system part, so
 * that no refinement would end: its frames are then those of a trajectory of the solver.
 */
const patience = 10;

export interface FrameRequest {
  readonly fields: readonly string[];
  /** Places along each axis of space: the middles of as many equal cells. */
  readonly points: number;
  /** Time between two frames, and how many there are; the first is at the beginning. */
  readonly interval: number;
  readonly count: number;
}

/**
 * The solution of a study as rows (time, fields), frame by frame, by its reference; its range of time becomes that of
 * the frames.
 * Errors: a sentence where the study has errors, no time, no such field or no reference.
 */
export async function frameTable(
  study: Study,
  { fields, points, interval, count }: FrameRequest,
  options: SampleOptions,
): Promise<string> {
  const { names, box } = meaningOf(study);
  const time = timeOf(names);
  if (time === undefined)
    throw new Error('The study of equations has no time, so that its solution has no frames.');
  const stranger = fields.find((name) => !names.fields.includes(name));
  if (stranger !== undefined)
    throw new Error(
      `The study of equations has no field "${stranger}"; it has ${names.fields.join(', ')}. Name one of them.`,
    );
  const [begin] = box[time];
  const end = begin + interval * (count - 1);
  const { reference: stated } = study;
  const own: Study = {
    ...study,
    coordinates: { ...study.coordinates, [time]: [begin, end] },
    reference: stated.kind === 'solver' ? { ...stated, seconds: Math.min(stated.seconds, patience) } : stated,
  };
  const reference = await demandedReference(own, meaningOf(own), 'frames', options);
  const space = Object.entries(box)
    .filter(([name]) => name !== time)
    .map(([name, [low, high]]) => {
      const half = (high - low) / (2 * points);
      return uniformAxis(name, low + half, high - half, points);
    });
  const places = gridPoints([uniformAxis(time, begin, end, count), ...space]);
  const found = reference.evaluate(places);
  return tableText({
    [frameTime]: places[time],
    ...Object.fromEntries(fields.map((name) => [name, found[name]])),
  });
}

function meaningOf(study: Study): Meaning {
  const { meaning, problems } = readStudy(study);
  if (!meaning) throw new Error(problems.find(({ severity }) => severity === 'error')!.message);
  return meaning;
}
