import type { HostArray } from '../program';
import type { Study } from '../study';
import { upload, type DeviceTensor } from '../tensorflow';
import type { Marching } from './marching';
import { Interior } from './interior';
import { uploadPoints, uploadSet, type SetTensors } from './point-tensors';
import type { PointSet, Problem } from './problem';
import { streams } from './streams';

/** The points of all terms in the engine's memory. */
export class PointSets {
  readonly interior: Interior;
  private readonly sets: readonly SetTensors[];

  constructor(
    private readonly problem: Problem,
    sampler: Study['points']['sampler'],
    private readonly seed: number,
    private readonly marching: Marching,
  ) {
    const drawPoints = marching.draw();
    this.interior = new Interior(problem, sampler, seed, drawPoints);
    this.sets = problem.sets.map((set, part) =>
      set.kind === 'interior' ? this.interior.tensors : uploadSet(problem, set, part, seed, drawPoints),
    );
  }

  /** Points and weights of each set, as the programs of the loss take them. */
  get inputs(): DeviceTensor[] {
    return this.sets.flatMap(({ points, weights }) => [points, weights]);
  }

  /**
   * Draws new points of the equations and of the places, unless theirs stay where they are.
   * @param again how many draws at this step came before
   */
  redraw(unknowns: readonly DeviceTensor[], step: number, again: number): void {
    if (this.interior.drawsAnew)
      this.interior.replace(this.interior.draw(unknowns, step, streams.again * again));
    this.redrawFromHost(step);
  }

  /** A window begins: all points are drawn in it. */
  enterWindow(step: number): void {
    this.upload(step, () => true);
  }

  /** Puts back the points of the equations, and those of the places as they were drawn at a step. */
  restore(interiorPoints: HostArray, step: number): void {
    this.interior.replace(upload(this.interior.tensors.points.type, interiorPoints));
    // Those that stay where they are within a window lie in the present one.
    this.upload(
      step,
      ({ kind, source }) => source.redrawn || (kind !== 'interior' && this.marching.index > 0),
    );
  }

  private redrawFromHost(step: number): void {
    this.upload(step, ({ source }) => source.redrawn);
  }

  private upload(step: number, which: (set: PointSet) => boolean): void {
    const drawPoints = this.marching.draw();
    this.problem.sets.forEach((set, part) => {
      if (!which(set)) return;
      this.sets[part].points.dispose();
      this.sets[part].points = uploadPoints(this.problem, set, { seed: this.seed, part, step }, drawPoints);
    });
  }

  dispose(): void {
    this.interior.dispose();
    const others = this.sets.filter((set) => set !== this.interior.tensors);
    others.forEach(({ points, weights }) => [points, weights].forEach((tensor) => tensor.dispose()));
  }
}
