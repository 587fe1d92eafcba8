/** A field, and a colour map, as textures of the graphics card. */
import { DataTexture, FloatType, LinearFilter, NearestFilter, RedFormat, RGBAFormat } from 'three';
import { colourTable, type ColourMapName, type Values } from '../../../src/field';

/** Values on a grid; replaced in place while the grid stays the same. */
export class FieldTexture {
  readonly texture: DataTexture;
  private readonly values: Float32Array<ArrayBuffer>;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.values = new Float32Array(width * height);
    this.texture = new DataTexture(this.values, width, height, RedFormat, FloatType);
    // Floating-point textures need not be smoothable: the shaders interpolate by themselves.
    this.texture.minFilter = NearestFilter;
    this.texture.magFilter = NearestFilter;
  }

  set(values: Values): void {
    this.values.set(values);
    this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.texture.dispose();
  }
}

export function colourTexture(name: ColourMapName): DataTexture {
  const table = colourTable(name);
  const texture = new DataTexture(new Uint8Array(table), table.length / 4, 1, RGBAFormat);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** GLSL that both drawings share: a field between its grid points, and the colour of a value. */
export const fieldShader = `
  uniform highp sampler2D field;
  uniform highp sampler2D colours;
  uniform vec2 range;

  float valueAt(vec2 place) {
    vec2 last = vec2(textureSize(field, 0) - 1);
    vec2 position = clamp(place, 0.0, 1.0) * last;
    ivec2 lower = ivec2(floor(min(position, last - 1.0)));
    vec2 part = position - vec2(lower);
    float a = texelFetch(field, lower, 0).r;
    float b = texelFetch(field, lower + ivec2(1, 0), 0).r;
    float c = texelFetch(field, lower + ivec2(0, 1), 0).r;
    float d = texelFetch(field, lower + ivec2(1, 1), 0).r;
    return mix(mix(a, b, part.x), mix(c, d, part.x), part.y);
  }

  vec3 colourOf(float value) {
    float share = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
    // The first and the last colour stand in the middle of their texels.
    return texture(colours, vec2((share * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  }
`;
