/** What a layer puts into the scene. Each holds the memory of the graphics card that it needs, and gives it back. */
import {
  BackSide,
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Data3DTexture,
  DataTexture,
  DoubleSide,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LinearFilter,
  Mesh,
  RawShaderMaterial,
  RedFormat,
  RGBAFormat,
  UnsignedByteType,
  Vector2,
  Vector3,
  Vector4,
  type IUniform,
  type Texture,
} from 'three';
import { arrowShape, type Mesh as Triangles, type VolumeTexture } from '../../../src/field/volume';
import type { Triple } from '../box';
import {
  arrowVertexShader,
  surfaceFragmentShader,
  surfaceVertexShader,
  volumeFragmentShader,
  volumeVertexShader,
} from './shaders';

/** What all drawings of a scene share. */
export interface SharedUniforms {
  readonly clip: IUniform<Vector4>;
  readonly picking: IUniform<number>;
  readonly depths: IUniform<Texture | null>;
  readonly pixels: IUniform<Vector2>;
  readonly eye: IUniform<Vector3>;
  readonly sight: IUniform<Vector3>;
  readonly steps: IUniform<number>;
}

export interface Colouring {
  readonly colours: Texture;
  readonly range: readonly [number, number];
  readonly opacity: number;
}

/** One layer in the scene. */
export abstract class Drawing {
  abstract readonly object: Mesh<BufferGeometry, RawShaderMaterial>;

  colour({ colours, range, opacity }: Colouring): void {
    const { material } = this.object;
    const { uniforms } = material;
    uniforms['colours'].value = colours;
    (uniforms['range'].value as Vector2).set(...range);
    uniforms['opacity'].value = opacity;
    if (this instanceof VolumeDrawing) return;
    // What can be seen through comes last, and hides nothing behind it.
    material.depthWrite = opacity >= 1;
    this.object.renderOrder = opacity >= 1 ? 0 : 2;
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

function surfaceMaterial(vertexShader: string, shared: SharedUniforms): RawShaderMaterial {
  return new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader: surfaceFragmentShader,
    side: DoubleSide,
    // Always blended, so that a change of the opacity compiles nothing anew.
    transparent: true,
    uniforms: {
      colours: { value: null },
      range: { value: new Vector2(0, 1) },
      opacity: { value: 1 },
      lit: { value: 1 },
      plain: { value: new Vector4(0, 0, 0, 0) },
      clip: shared.clip,
      picking: shared.picking,
    },
  });
}

/** Triangles coloured by a value at each corner, or in one colour. */
export class SurfaceDrawing extends Drawing {
  readonly object: Mesh<BufferGeometry, RawShaderMaterial>;

  constructor(shared: SharedUniforms, isLit: boolean) {
    super();
    this.object = new Mesh(new BufferGeometry(), surfaceMaterial(surfaceVertexShader, shared));
    this.object.frustumCulled = false;
    this.object.material.uniforms['lit'].value = isLit ? 1 : 0;
  }

  /** Red, green and blue from 0 to 1, in place of colours of values. */
  setPlain(colour: Triple): void {
    (this.object.material.uniforms['plain'].value as Vector4).set(...colour, 1);
  }

  setTriangles({ positions, normals, indices, scalars }: Triangles): void {
    this.object.geometry.dispose();
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(normals, 3));
    geometry.setAttribute(
      'scalar',
      new BufferAttribute(scalars ?? new Float32Array(positions.length / 3), 1),
    );
    geometry.setIndex(new BufferAttribute(indices, 1));
    this.object.geometry = geometry;
  }
}

function arrowGeometry(): BufferGeometry {
  const { positions, normals, indices } = arrowShape();
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return geometry;
}

/** Many arrows, drawn in one call. */
export class ArrowsDrawing extends Drawing {
  readonly object: Mesh<BufferGeometry, RawShaderMaterial>;
  private readonly arrow = arrowGeometry();

  constructor(shared: SharedUniforms) {
    super();
    this.object = new Mesh(new InstancedBufferGeometry(), surfaceMaterial(arrowVertexShader, shared));
    this.object.frustumCulled = false;
  }

  /** Feet and vectors by three numbers each, in the scene, and the values by which the arrows are coloured. */
  setArrows(feet: Float32Array, vectors: Float32Array, scalars: Float32Array): void {
    this.object.geometry.dispose();
    const geometry = new InstancedBufferGeometry();
    geometry.index = this.arrow.index;
    geometry.setAttribute('position', this.arrow.getAttribute('position'));
    geometry.setAttribute('normal', this.arrow.getAttribute('normal'));
    geometry.setAttribute('foot', new InstancedBufferAttribute(feet, 3));
    geometry.setAttribute('along', new InstancedBufferAttribute(vectors, 3));
    geometry.setAttribute('scalar', new InstancedBufferAttribute(scalars, 1));
    geometry.instanceCount = scalars.length;
    this.object.geometry = geometry;
  }

  override dispose(): void {
    this.arrow.dispose();
    super.dispose();
  }
}

function lookTexture(table: Uint8Array): DataTexture {
  const texture = new DataTexture(new Uint8Array(table), table.length / 4, 1, RGBAFormat);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** A field as a cloud, by casting rays through a texture of three dimensions. */
export class VolumeDrawing extends Drawing {
  readonly object: Mesh<BufferGeometry, RawShaderMaterial>;
  private field: Data3DTexture | null = null;
  private transfer: DataTexture | null = null;

  constructor(shared: SharedUniforms, size: Triple) {
    super();
    const material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: volumeVertexShader,
      fragmentShader: volumeFragmentShader,
      side: BackSide,
      transparent: true,
      depthWrite: false,
      depthTest: false,
      uniforms: {
        colours: { value: null },
        range: { value: new Vector2(0, 1) },
        opacity: { value: 1 },
        field: { value: null },
        transfer: { value: null },
        size: { value: new Vector3(...size) },
        ...shared,
      },
    });
    this.object = new Mesh(new BoxGeometry(...size), material);
    this.object.frustumCulled = false;
    this.object.renderOrder = 1;
    this.object.visible = false;
  }

  setTexture({ data, size }: VolumeTexture): void {
    const [width, height, depth] = size;
    this.field?.dispose();
    this.field = new Data3DTexture(new Uint8Array(data), width, height, depth);
    this.field.format = RedFormat;
    this.field.type = UnsignedByteType;
    this.field.minFilter = LinearFilter;
    this.field.magFilter = LinearFilter;
    this.field.unpackAlignment = 1;
    this.field.needsUpdate = true;
    this.object.material.uniforms['field'].value = this.field;
    this.object.visible = this.transfer !== null;
  }

  /** Red, green, blue and opacity of the 256 values of the texture. */
  setTransfer(table: Uint8Array): void {
    this.transfer?.dispose();
    this.transfer = lookTexture(table);
    this.object.material.uniforms['transfer'].value = this.transfer;
    this.object.visible = this.field !== null;
  }

  override dispose(): void {
    this.field?.dispose();
    this.transfer?.dispose();
    super.dispose();
  }
}
