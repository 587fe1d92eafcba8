/** Points of one leaf. */
const leafSize = 8;

/** What a search found, the nearest first; overwritten by the next search. */
export interface Neighbours {
  /** How many there are: fewer than were asked for where there are no more points. */
  count: number;
  /** Their numbers in the tree's order. */
  readonly places: Int32Array;
  readonly squares: Float64Array;
}

/**
 * A k-d tree over points (Friedman, Bentley & Finkel, ACM Trans. Math. Softw. 3, 1977): each part is halved at the
 * median along its longest side, and the halves are the halves of one list.
 */
export class PointTree {
  /** Of each place of the list the number of the point that was put there. */
  readonly order: Int32Array;
  /** The points in that order, one array for each coordinate. */
  readonly columns: readonly Float64Array[];
  private readonly axes: Uint16Array;
  private found: Neighbours = { count: 0, places: new Int32Array(0), squares: new Float64Array(0) };

  /** @param points one array for each coordinate */
  constructor(points: readonly ArrayLike<number>[]) {
    const count = points[0].length;
    this.order = Int32Array.from({ length: count }, (_, i) => i);
    this.axes = new Uint16Array(count);
    this.build(points, 0, count);
    this.columns = points.map((column) => Float64Array.from(this.order, (i) => column[i]));
  }

  get size(): number {
    return this.order.length;
  }

  /** The points nearest to one; a point of the tree is its own nearest. */
  nearest(point: ArrayLike<number>, wanted = 1): Neighbours {
    if (this.found.places.length !== wanted)
      this.found = { count: 0, places: new Int32Array(wanted), squares: new Float64Array(wanted) };
    this.found.count = 0;
    this.search(point, 0, this.size);
    return this.found;
  }

  private build(points: readonly ArrayLike<number>[], from: number, to: number): void {
    if (to - from <= leafSize) return;
    const { order } = this;
    let [axis, widest] = [0, -1];
    for (let k = 0; k < points.length; k++) {
      let [low, high] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        const value = points[k][order[i]];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > widest) [axis, widest] = [k, high - low];
    }
    const middle = (from + to) >> 1;
    this.partAt(points[axis], from, to - 1, middle);
    this.axes[middle] = axis;
    this.build(points, from, middle);
    this.build(points, middle + 1, to);
  }

  /** Puts what belongs at a place of the sorted list there, smaller values before and larger ones behind it (Hoare 1961). */
  private partAt(values: ArrayLike<number>, from: number, to: number, place: number): void {
    const { order } = this;
    let [first, last] = [from, to];
    while (first < last) {
      const pivot = values[order[(first + last) >> 1]];
      let [i, j] = [first, last];
      while (i <= j) {
        while (values[order[i]] < pivot) i++;
        while (values[order[j]] > pivot) j--;
        if (i > j) break;
        const other = order[i];
        order[i++] = order[j];
        order[j--] = other;
      }
      if (place <= j) last = j;
      else if (place >= i) first = i;
      else return;
    }
  }

  private search(point: ArrayLike<number>, from: number, to: number): void {
    if (to - from <= leafSize) {
      for (let i = from; i < to; i++) this.take(point, i);
      return;
    }
    const middle = (from + to) >> 1;
    const axis = this.axes[middle];
    const aside = point[axis] - this.columns[axis][middle];
    this.take(point, middle);
    if (aside < 0) this.search(point, from, middle);
    else this.search(point, middle + 1, to);
    const { found } = this;
    const isFull = found.count === found.places.length;
    if (isFull && aside * aside >= found.squares[found.count - 1]) return;
    if (aside < 0) this.search(point, middle + 1, to);
    else this.search(point, from, middle);
  }

  private take(point: ArrayLike<number>, place: number): void {
    const { columns, found } = this;
    const { places, squares } = found;
    let square = 0;
    for (let k = 0; k < columns.length; k++) square += (point[k] - columns[k][place]) ** 2;
    if (found.count < places.length) found.count++;
    else if (square >= squares[places.length - 1]) return;
    let at = found.count - 1;
    for (; at > 0 && squares[at - 1] > square; at--) {
      squares[at] = squares[at - 1];
      places[at] = places[at - 1];
    }
    squares[at] = square;
    places[at] = place;
  }
}
