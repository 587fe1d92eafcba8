/** Element types of tensors. */
export type ElementType = 'float32' | 'float64' | 'int32' | 'bool';
export type Shape = readonly number[];

/** Element type and static shape of a tensor, row-major. */
export interface TensorType {
  readonly element: ElementType;
  readonly shape: Shape;
}

export function tensor(element: ElementType, shape: Shape = []): TensorType {
  return { element, shape };
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function bytesOf(element: ElementType): number {
  return element === 'float64' ? 8 : element === 'bool' ? 1 : 4;
}

export function isFloat(element: ElementType): element is 'float32' | 'float64' {
  return element === 'float32' || element === 'float64';
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

export function sameType(a: TensorType, b: TensorType): boolean {
  return a.element === b.element && sameShape(a.shape, b.shape);
}

/** Text such as `float64[2,128]`; a scalar is `float64[]`. */
export function typeText(type: TensorType): string {
  return `${type.element}[${type.shape.join(',')}]`;
}

/** Steps in elements from one index to the next along each axis of a row-major tensor. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** Elements of a tensor on the host, row-major; bool as 0 and 1. */
export type HostArray = Float32Array | Float64Array | Int32Array | Uint8Array;
