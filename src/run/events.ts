import { z } from 'zod';

/** A change of the course by the user (or a restart), with the step after which it holds. */
export interface CourseEvent {
  readonly step: number;
  readonly kind: 'weight' | 'parameter' | 'resumed' | 'restarted';
  /** Weight group or parameter; empty for the others. */
  readonly name: string;
  readonly value: number;
}

const schema = z.object({
  step: z.number().int().nonnegative(),
  kind: z.enum(['weight', 'parameter', 'resumed', 'restarted']),
  name: z.string(),
  value: z.number(),
});

/** True for events that the course depends on, so that a resumed run has to meet them again. */
export function changesCourse(event: CourseEvent): boolean {
  return event.kind === 'weight' || event.kind === 'parameter';
}

export function eventLine(event: CourseEvent): string {
  return JSON.stringify(event);
}

/** The event of a line of `events.jsonl`, or null for a line that was torn. */
export function readEventLine(line: string): CourseEvent | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
