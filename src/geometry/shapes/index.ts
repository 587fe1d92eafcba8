import type { Primitive } from '../../study';
import { isCloud, type Body } from '../body';
import type { Shape } from '../shape';
import { ballShape } from './ball';
import { boxShape } from './box';
import { cloudShape } from './cloud';
import { cylinderShape } from './cylinder';
import { ellipsoidShape } from './ellipsoid';
import { meshShape } from './mesh';
import { polygonShape } from './polygon';
import { torusShape } from './torus';

/** The shape of one part of a geometry. @param bodies what files describe, by their names */
export function shapeOf(primitive: Primitive<number>, bodies: Readonly<Record<string, Body>>): Shape {
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
    case 'mesh':
    case 'points': {
      const body = Object.hasOwn(bodies, primitive.file) ? bodies[primitive.file] : undefined;
      if (primitive.shape === 'mesh' && body !== undefined && !isCloud(body))
        return meshShape(primitive.coordinates, body, primitive.scale);
      if (primitive.shape === 'points' && body !== undefined && isCloud(body)) return cloudShape(body);
      throw new Error(`the file "${primitive.file}" of the geometry was not read`);
    }
  }
}
