import { Mesh, OrthographicCamera, PlaneGeometry } from 'three';
import { FieldScene } from './scene';
import type { Stage } from './stage';
import { fieldShader } from './textures';

const vertexShader = `
  in vec3 position;
  in vec2 uv;
  out vec2 place;
  void main() {
    place = uv;
    gl_Position = vec4(position.xy, 0.0, 1.0);
  }
`;

const fragmentShader = `
  precision highp float;
  in vec2 place;
  out vec4 colour;
  ${fieldShader}
  void main() {
    float value = valueAt(place);
    colour = isnan(value) ? vec4(0.0) : vec4(colourOf(value), 1.0);
  }
`;

/** A field as a map of colours that fills its canvas. */
export class MapScene extends FieldScene {
  protected readonly camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);

  constructor(stage: Stage) {
    super(stage, vertexShader, fragmentShader);
    const mesh = new Mesh(new PlaneGeometry(2, 2), this.material);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
  }
}
