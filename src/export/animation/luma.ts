interface Planes {
  /** All of the brightness (Y), then a quarter as many of each colour difference (U, V). */
  readonly data: Uint8Array;
  readonly layout: { offset: number; stride: number }[];
}

/**
 * How pictures in numbers of colours become brightness and colour differences for squares of four pixels, in the range
 * of studios: Rec. ITU-R BT.601-7, 2.5.1 to 2.5.3, which players take for videos that do not say otherwise.
 * @returns the sides, which are even, with white at the edge; and what turns a picture
 */
export function planesOfColours(
  width: number,
  height: number,
  palette: Uint8Array,
): [{ width: number; height: number }, (colours: Uint8Array) => Planes] {
  const sides = { width: width + (width % 2), height: height + (height % 2) };
  const table = Float64Array.from({ length: 3 * 256 }, (_, k) => {
    const [red, green, blue] = palette.subarray(4 * Math.floor(k / 3), 4 * Math.floor(k / 3) + 3);
    return [
      16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255,
      128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255,
      128 + (112 * red - 93.786 * green - 18.214 * blue) / 255,
    ][k % 3];
  });
  const count = sides.width * sides.height;
  const layout = [
    { offset: 0, stride: sides.width },
    { offset: count, stride: sides.width / 2 },
    { offset: count * 1.25, stride: sides.width / 2 },
  ];
  const toPlanes = (colours: Uint8Array): Planes => {
    const data = new Uint8Array(count * 1.5);
    const differences = new Float64Array(count / 2);
    for (let row = 0; row < sides.height; row++) {
      for (let column = 0; column < sides.width; column++) {
        // Colour 0 is white.
        const colour = row < height && column < width ? colours[row * width + column] : 0;
        data[row * sides.width + column] = Math.round(table[3 * colour]);
        const square = (row >> 1) * (sides.width / 2) + (column >> 1);
        differences[square] += table[3 * colour + 1] / 4;
        differences[count / 4 + square] += table[3 * colour + 2] / 4;
      }
    }
    differences.forEach((value, k) => (data[count + k] = Math.round(value)));
    return { data, layout };
  };
  return [sides, toPlanes];
}
