/** Finds the cell of an axis in which a coordinate lies. */
export interface CellSearch {
  /** Number of cells. */
  readonly cells: number;
  /** The cell of a coordinate; -1 outside. Afterwards `share` tells how far in it the coordinate lies, 0 to 1. */
  find(value: number): number;
  readonly share: number;
}

/** Spacings that differ by less than this share are taken as equal. */
const even = 1e-9;

/**
 * @param values strictly increasing
 * @param periodic whether coordinates beyond the ends are moved by whole periods
 */
export function cellSearch(values: Float64Array, periodic: boolean): CellSearch {
  const cells = values.length - 1;
  const [low, high] = [values[0], values[cells]];
  const spacing = (high - low) / cells;
  const isEven = values.every((value, i) => Math.abs(value - low - i * spacing) <= even * (high - low));
  const search = {
    cells,
    share: 0,
    find(given: number): number {
      const value = periodic ? given - (high - low) * Math.floor((given - low) / (high - low)) : given;
      if (!(value >= low && value <= high)) return -1;
      if (cells === 0) return 0;
      const cell = isEven ? nearby(value) : halve(value);
      search.share = (value - values[cell]) / (values[cell + 1] - values[cell]);
      return cell;
    },
  };

  /** The quotient may be off by one through rounding. */
  function nearby(value: number): number {
    const guess = Math.min(cells - 1, Math.floor((value - low) / spacing));
    if (value < values[guess]) return guess - 1;
    return guess < cells - 1 && value >= values[guess + 1] ? guess + 1 : guess;
  }

  function halve(value: number): number {
    let [from, to] = [0, cells];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (values[middle] <= value) from = middle;
      else to = middle;
    }
    return from;
  }

  return search;
}
