/** Views whose cameras are linked see the box from the same side. */
import type { Pose } from './three/cameras';

class CameraLink {
  private readonly views = new Map<object, (pose: Pose) => void>();
  private pose: Pose | null = null;

  /** A view takes part until the returned function is called; it takes over how the others stand. */
  join(view: object, follow: (pose: Pose) => void): () => void {
    if (this.pose !== null && this.views.size > 0) follow(this.pose);
    this.views.set(view, follow);
    return () => {
      this.views.delete(view);
    };
  }

  /** The user has turned a view. */
  move(view: object, pose: Pose): void {
    this.pose = pose;
    for (const [other, follow] of this.views) if (other !== view) follow(pose);
  }
}

export const cameraLink = new CameraLink();
