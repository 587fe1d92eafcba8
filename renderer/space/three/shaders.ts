/** Shaders of the drawings in a box: surfaces and arrows lit from the viewer's side, and the volume. */

/** What all have in common: colours of values, and the half that a clip plane leaves. */
const common = `
  precision highp float;
  uniform highp sampler2D colours;
  uniform vec2 range;
  uniform float opacity;
  // Normal and offset; a zero normal cuts nothing.
  uniform vec4 clip;
  // 1 while depths are read instead of colours.
  uniform float picking;

  vec3 colourOf(float value) {
    float share = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
    // The first and the last colour stand in the middle of their texels.
    return texture(colours, vec2((share * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  }

  bool isCut(vec3 place) { return dot(place, clip.xyz) > clip.w; }

  vec4 packed(float depth) {
    vec4 parts = fract(depth * vec4(1.0, 255.0, 65025.0, 16581375.0));
    return parts - vec4(parts.yzw, 0.0) / 255.0;
  }
`;

export const surfaceVertexShader = `
  precision highp float;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  uniform mat3 normalMatrix;
  in vec3 position;
  in vec3 normal;
  in float scalar;
  out vec3 place;
  out vec3 facing;
  out float value;
  void main() {
    place = position;
    facing = normalMatrix * normal;
    value = scalar;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;

/** An arrow of unit length along the first axis, put at its foot and turned along its vector. */
export const arrowVertexShader = `
  precision highp float;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  uniform mat3 normalMatrix;
  in vec3 position;
  in vec3 normal;
  in vec3 foot;
  in vec3 along;
  in float scalar;
  out vec3 place;
  out vec3 facing;
  out float value;
  void main() {
    float size = length(along);
    vec3 first = size > 0.0 ? along / size : vec3(1.0, 0.0, 0.0);
    vec3 aside = abs(first.z) < 0.9 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0);
    vec3 second = normalize(cross(aside, first));
    mat3 turn = mat3(first, second, cross(first, second));
    place = foot + turn * (position * size);
    facing = normalMatrix * (turn * normal);
    value = scalar;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(place, 1.0);
  }
`;

export const surfaceFragmentShader = `
  ${common}
  // 0: colours as they are, as on planes that are read; 1: shaded.
  uniform float lit;
  // A colour of its own instead of that of a value; its fourth component tells that it is used.
  uniform vec4 plain;
  in vec3 place;
  in vec3 facing;
  in float value;
  out vec4 colour;
  void main() {
    if (isCut(place) || (isnan(value) && plain.a == 0.0)) discard;
    if (picking > 0.5) { colour = packed(gl_FragCoord.z); return; }
    vec3 own = plain.a > 0.0 ? plain.rgb : colourOf(value);
    if (lit > 0.5) {
      vec3 toward = normalize(facing) * (gl_FrontFacing ? 1.0 : -1.0);
      if (toward.z < 0.0) toward = -toward;
      float key = max(dot(toward, vec3(-0.42, 0.60, 0.68)), 0.0);
      float fill = max(dot(toward, vec3(0.62, -0.10, 0.78)), 0.0);
      float shine = pow(max(dot(toward, vec3(-0.23, 0.33, 0.92)), 0.0), 48.0);
      own = own * (0.52 + 0.38 * key + 0.24 * fill) + vec3(0.10 * shine);
    }
    colour = vec4(own, opacity);
  }
`;

export const volumeVertexShader = `
  precision highp float;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  in vec3 position;
  out vec3 place;
  void main() {
    place = position;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;

/**
 * Emission and absorption along each ray, front to back: what a step adds is 1 − (1 − α)^(step / unit), with a tenth of
 * the longest side as the unit, so that the picture depends neither on the steps nor on the grid. The far faces of the box are drawn, and each ray is followed from
 * where it enters, up to the nearest surface of the other layers.
 */
export const volumeFragmentShader = `
  ${common}
  precision highp sampler3D;
  // 0 is masked; 1/255 to 1 spread over the range.
  uniform sampler3D field;
  // Colour and opacity of each stored value.
  uniform highp sampler2D transfer;
  uniform highp sampler2D depths;
  uniform vec2 pixels;
  uniform vec3 size;
  uniform vec3 eye;
  // Direction of sight of a parallel projection; zero for a central one.
  uniform vec3 sight;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  uniform float steps;
  in vec3 place;
  out vec4 colour;

  void main() {
    if (picking > 0.5) discard;
    vec3 ray = dot(sight, sight) > 0.0 ? sight : normalize(place - eye);
    vec3 toLow = (-0.5 * size - place) / ray;
    vec3 toHigh = (0.5 * size - place) / ray;
    vec3 nearest = min(toLow, toHigh);
    // Distances are counted from the far face: the ray enters at a negative one.
    float enter = max(max(nearest.x, nearest.y), nearest.z);
    if (dot(sight, sight) == 0.0) enter = max(enter, -length(place - eye));
    float leave = 0.0;
    float along = dot(ray, clip.xyz);
    float beyond = (clip.w - dot(place, clip.xyz)) / (along == 0.0 ? 1e-9 : along);
    if (along > 0.0) leave = min(leave, beyond);
    else if (along < 0.0) enter = max(enter, beyond);
    else if (isCut(place)) discard;
    float depth = texture(depths, gl_FragCoord.xy / pixels).r;
    float diagonal = length(size);
    float stride = diagonal / steps;
    vec3 nodes = vec3(textureSize(field, 0).zyx);
    float unit = 0.1 * max(max(size.x, size.y), size.z);
    // A different start for each pixel turns steps into fine noise.
    float jitter = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    vec3 sum = vec3(0.0);
    float light = 1.0;
    for (int k = 0; k < 1024; k++) {
      float at = enter + (float(k) + jitter) * stride;
      if (at > leave || light < 0.01) break;
      vec3 here = place + at * ray;
      if (depth < 1.0 && (k & 3) == 0) {
        vec4 seen = projectionMatrix * modelViewMatrix * vec4(here, 1.0);
        if (0.5 + 0.5 * seen.z / seen.w > depth) break;
      }
      vec3 share = ((here / size + 0.5) * (nodes - 1.0) + 0.5) / nodes;
      float stored = texture(field, share.zyx).r;
      if (stored < 0.002) continue;
      vec4 look = texture(transfer, vec2((stored * 255.0 + 0.5) / 256.0, 0.5));
      float added = 1.0 - pow(1.0 - min(look.a, 0.999), stride / unit);
      sum += light * added * look.rgb;
      light *= 1.0 - added;
    }
    float covered = 1.0 - light;
    if (covered < 0.002) discard;
    colour = vec4(sum / covered, covered * opacity);
  }
`;
