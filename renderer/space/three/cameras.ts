/** The two cameras of a box, which look alike, and where they stand for the standard views. */
import { OrthographicCamera, PerspectiveCamera, Vector3 } from 'three';
import type { Triple } from '../box';

/** Directions from which the standard views look, by key: along each axis from both sides, and from a corner. */
export const standardViews: Readonly<Record<string, { readonly name: string; readonly from: Triple }>> = {
  '1': { name: 'from the front', from: [0, -1, 0] },
  '2': { name: 'from the right', from: [1, 0, 0] },
  // Not quite from above, where upwards would have no direction.
  '3': { name: 'from above', from: [0, -1e-4, 1] },
  '4': { name: 'from behind', from: [0, 1, 0] },
  '5': { name: 'from the left', from: [-1, 0, 0] },
  '6': { name: 'from a corner', from: [0.62, -1, 0.58] },
};

/** Height of the field of view of the perspective camera, in degrees. */
const angle = 26;

/** How a camera stands: enough to make another one see the same. */
export interface Pose {
  readonly position: Triple;
  readonly target: Triple;
}

export class Cameras {
  readonly perspective = new PerspectiveCamera(angle, 1, 0.05, 60);
  readonly orthographic = new OrthographicCamera(-1, 1, 1, -1, -30, 60);
  isOrthographic = false;
  private aspect = 1;

  constructor() {
    for (const camera of [this.perspective, this.orthographic]) camera.up.set(0, 0, 1);
  }

  get active(): PerspectiveCamera | OrthographicCamera {
    return this.isOrthographic ? this.orthographic : this.perspective;
  }

  setAspect(aspect: number): void {
    this.aspect = aspect;
    this.perspective.aspect = aspect;
    this.perspective.updateProjectionMatrix();
  }

  /** The parallel camera stands where the other one does, and shows the same height at the target. */
  align(target: Vector3): void {
    const distance = this.perspective.position.distanceTo(target);
    const half = distance * Math.tan((angle * Math.PI) / 360);
    this.orthographic.position.copy(this.perspective.position);
    this.orthographic.quaternion.copy(this.perspective.quaternion);
    Object.assign(this.orthographic, {
      left: -half * this.aspect,
      right: half * this.aspect,
      top: half,
      bottom: -half,
    });
    this.orthographic.updateProjectionMatrix();
    for (const camera of [this.perspective, this.orthographic]) camera.updateMatrixWorld();
  }

  /** From where a ball of this radius, with room for labels, fills the view. */
  distanceFor(radius: number): number {
    const half = (angle * Math.PI) / 360;
    const narrow = Math.atan(Math.tan(half) * Math.min(1, this.aspect));
    // Labels at the left take a larger part of a narrow view.
    const room = 0.99 + 0.45 * Math.max(0, 1 - this.aspect);
    return (room * radius) / Math.sin(narrow);
  }
}
