/** How the camera of each view was left, so that a view that is hidden or opened again looks the same. */
import { Signal } from '../state/live';
import type { Pose } from './three/cameras';

export type Poses = Readonly<Record<string, Pose>>;

let poses: Poses = {};

/** Told while the user turns a view. */
export const posesChanged = new Signal();

export function keepPose(view: string, pose: Pose): void {
  poses = { ...poses, [view]: pose };
  posesChanged.emit();
}

export function keptPose(view: string): Pose | null {
  return poses[view] ?? null;
}

export function posesNow(): Poses {
  return poses;
}

export function setPoses(next: Poses): void {
  poses = next;
}
