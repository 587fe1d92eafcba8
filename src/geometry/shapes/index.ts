import type { Primitive } from '../../study';
import type { Surface } from '../mesh/surface';
import type { Shape } from '../shape';
import { ballShape } from './ball';
import { boxShape } from './box';
import { cylinderShape } from './cylinder';
import { ellipsoidShape } from './ellipsoid';
import { meshShape } from './mesh';
import { polygonShape } from './polygon';
import { torusShape } from './torus';

/** The shape of one part of a geometry. @param surfaces those of mesh files by their names */
export function shapeOf(primitive: Primitive<number>, surfaces: Readonly<Record<string, Surface>>): Shape {
  switch (primitive.shape) {
    case 'box':
      return boxShape(primitive.ranges);
    case 'disc':
    case 'ball':
      return ballShape(primitive.centre, primitive.radius);
    case 'ellipse':
      return ellipsoidShape(primitive.centre, primitive.radii, ((primitive.angle ?? 0) * Math.PI) / 180);
    case 'ellipsoid':
      return ellipsoidShape(primitive.centre, primitive.radii);
    case 'polygon':
      return polygonShape(primitive.coordinates, primitive.corners);
    case 'cylinder':
      return cylinderShape(primitive.centre, primitive.axis, primitive.radius, primitive.height);
    case 'torus':
      return torusShape(primitive.centre, primitive.axis, primitive.radius, primitive.tube);
    case 'mesh': {
      if (!Object.hasOwn(surfaces, primitive.file))
        throw new Error(`the surface of the mesh "${primitive.file}" was not read`);
      return meshShape(primitive.coordinates, surfaces[primitive.file], primitive.scale);
    }
  }
}
