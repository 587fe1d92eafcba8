import { listWords, type Span } from '../study';
import { add, call, combine, derive, divide, multiply, negate, number, Refusal, subtract } from './build';
import { vectorOperators, type OperatorName } from './functions';
import type { Axis, Space } from './space';
import type { Quantity, Resolved, VectorNode } from './tree';

type Vector = VectorNode<Resolved>;
type Calculus = Exclude<OperatorName, 'sum' | 'prod' | 'integral'>;

/**
 * Writes one operator of vector calculus out into scalars, in the orthogonal coordinates of `space`:
 * h_k is the length of a unit step, Γ_kj = ∂_k h_j/(h_k h_j) how unit vectors turn, D_k = Σ_j Γ_kj.
 * In one dimension a vector is its only component, a scalar.
 * @throws Refusal when the arguments don't fit
 */
export function writeOperator(name: Calculus, list: readonly Quantity[], space: Space, span: Span): Quantity {
  const writer = new Writer(name, space, span);
  const [first, second] = list;
  switch (name) {
    case 'dt':
      return writer.byTime(first);
    case 'grad':
      return writer.pick(writer.gradient(writer.scalar(first)));
    case 'div':
      return writer.divergence(writer.full(first));
    case 'curl':
      return writer.curl(first);
    case 'laplacian':
      return writer.laplacian(first);
    case 'dot':
      return writer.dot(first, second);
    case 'norm':
      return first.kind === 'vector'
        ? call('sqrt', [writer.dot(first, first)], span)
        : call('abs', [first], span);
    case 'cross':
      return writer.cross(first, second);
    case 'advect':
      return writer.advect(first, second);
    case 'dn':
      return writer.advect(writer.normal(), first);
  }
}

/** The outward unit normal of a boundary, by its components along the axes of a vector of the study. */
export function normalVector({ axes, shown }: Space, span: Span): Quantity {
  if (shown.length === 0)
    throw new Refusal(span, 'A normal needs a space coordinate, and this study has none.');
  return vectorOf(
    shown.map((k) => {
      const { coordinate } = axes[k];
      return coordinate === undefined ? number(0, span) : { kind: 'normal', name: coordinate, span };
    }),
    span,
  );
}

/** A vector of components, or the scalar when there is only one. */
export function vectorOf(components: Resolved[], span: Span): Quantity {
  return components.length === 1 ? components[0] : { kind: 'vector', components, span };
}

class Writer {
  constructor(
    private readonly name: Calculus,
    private readonly space: Space,
    private readonly span: Span,
  ) {}

  byTime(quantity: Quantity): Quantity {
    const { time } = this.space;
    if (time === undefined) {
      throw new Refusal(
        this.span,
        'dt needs a time coordinate: name one t, or say which it is with the study\'s "time".',
      );
    }
    return this.each(quantity, (part) => derive(part, time, 1, this.span));
  }

  /** (1/h_k) ∂_k f on every axis. */
  gradient(tree: Resolved): Resolved[] {
    this.needSpace();
    return this.space.axes.map((_, k) => this.along(tree, k));
  }

  /** Σ_k (1/h_k) ∂_k F_k + D_k F_k */
  divergence(field: readonly Resolved[]): Resolved {
    return this.sum(field.flatMap((part, k) => [this.along(part, k), this.times(this.spread(k), part)]));
  }

  curl(quantity: Quantity): Quantity {
    const { axes, shown } = this.space;
    if (axes.length > 3 || shown.length === 1) this.refuse('curl needs two or three space coordinates.');
    if (quantity.kind !== 'vector' && shown.length === 3) this.vector(quantity);
    const flat = shown.length === 2;
    const field = flat && quantity.kind !== 'vector' ? this.across(quantity) : this.full(quantity);
    // (curl F)_i = (1/h_j) ∂_j F_k + Γ_jk F_k − (1/h_k) ∂_k F_j − Γ_kj F_j, with i, j, k in cyclic order
    const result = axes.map((_, i) => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      const forward = this.plus(this.along(field[k], j), this.times(this.turn(j, k), field[k]));
      const backward = this.plus(this.along(field[j], k), this.times(this.turn(k, j), field[j]));
      return subtract(forward, backward, this.span);
    });
    return flat && quantity.kind === 'vector' ? result[this.missing()] : this.pick(result);
  }

  laplacian(quantity: Quantity): Quantity {
    if (quantity.kind !== 'vector') return this.scalarLaplacian(quantity);
    const field = this.full(quantity);
    if (this.space.system === 'cartesian') return this.each(quantity, (part) => this.scalarLaplacian(part));
    return this.pick(field.map((_, i) => this.vectorLaplacian(field, i)));
  }

  dot(first: Quantity, second: Quantity): Resolved {
    if (first.kind !== 'vector' && second.kind !== 'vector' && this.space.shown.length === 1)
      return this.times(first, second);
    const [a, b] = [this.vector(first), this.vector(second)];
    this.sameLength(a, b);
    return this.sum(a.components.map((part, k) => this.times(part, b.components[k])));
  }

  /** In two dimensions a scalar is a vector that stands on the plane. */
  cross(first: Quantity, second: Quantity): Quantity {
    const flat = this.space.shown.length === 2 && this.space.axes.length === 3;
    const lengths = [first, second].map((part) => (part.kind === 'vector' ? part.components.length : 1));
    const plane = flat && lengths.includes(2) && lengths.every((length) => length < 3);
    if (!plane) {
      const [a, b] = [this.vector(first), this.vector(second)];
      this.sameLength(a, b);
      if (a.components.length !== 3)
        this.refuse('cross takes vectors with three components, or two in a plane.');
      const components = this.product(a.components, b.components);
      return { kind: 'vector', components, span: this.span };
    }
    const [a, b] = [first, second].map((part) =>
      part.kind === 'vector' ? this.full(part) : this.across(part),
    );
    const result = this.product(a, b);
    return lengths[0] === lengths[1] ? result[this.missing()] : this.pick(result);
  }

  /** Σ_k (u_k/h_k) ∂_k w_i + Σ_k u_i w_k Γ_ki − u_k w_k Γ_ik */
  advect(carrier: Quantity, carried: Quantity): Quantity {
    const flow = this.full(carrier);
    const carry = (part: Resolved) =>
      this.sum(flow.map((speed, k) => this.times(speed, this.along(part, k))));
    if (carried.kind !== 'vector') return carry(carried);
    const field = this.full(carried);
    const parts = field.map((part, i) => {
      const turned = field.flatMap((other, k) => [
        this.times(this.turn(k, i), this.times(flow[i], other)),
        negate(this.times(this.turn(i, k), this.times(flow[k], other)), this.span),
      ]);
      return this.sum([carry(part), ...turned]);
    });
    return this.pick(parts);
  }

  normal(): Quantity {
    return normalVector(this.space, this.span);
  }

  /** The components on the axes that a vector of the study has. */
  pick(parts: readonly Resolved[]): Quantity {
    return vectorOf(
      this.space.shown.map((k) => parts[k]),
      this.span,
    );
  }

  scalar(quantity: Quantity): Resolved {
    if (quantity.kind !== 'vector') return quantity;
    return this.refuse(`${this.name} takes a scalar, but this is a vector.`, quantity.span);
  }

  /** The components on every axis, zero on those that the study's vectors lack. */
  full(quantity: Quantity): Resolved[] {
    this.needSpace();
    const { axes, shown } = this.space;
    const components =
      quantity.kind !== 'vector' && shown.length === 1 ? [quantity] : this.vector(quantity).components;
    if (components.length !== shown.length) {
      const names = shown.map((k) => axes[k].name);
      this.refuse(
        `Here a vector has ${shown.length} ${shown.length === 1 ? 'component' : 'components'} (along ${listWords(names)}), but this one has ${components.length}.`,
        quantity.span,
      );
    }
    return axes.map((_, k) => components[shown.indexOf(k)] ?? number(0, this.span));
  }

  /** ∇²f = Σ_k (1/h_k²) ∂_k² f + (D_k/h_k) ∂_k f; no h_k depends on its own coordinate. */
  private scalarLaplacian(tree: Resolved): Resolved {
    this.needSpace();
    const parts = this.space.axes.flatMap((axis, k) => {
      const second = this.partial(tree, axis, 2);
      const scale = this.space.scale(k, this.span);
      const squared = scale.kind === 'number' ? scale : this.square(scale);
      return [divide(second, squared, this.span), this.times(this.spread(k), this.along(tree, k))];
    });
    return this.sum(parts);
  }

  /**
   * (∇²F)_i = ∇²F_i + Σ_km (2/h_k) A_k[i,m] ∂_k F_m + (Σ_n A_k[i,n] A_k[n,m] + D_k A_k[i,m]) F_m with
   * A_k[i,m] = δ_ik Γ_mk − δ_mk Γ_ik, the turning of unit vectors along k. It equals grad div F − curl curl F.
   */
  private vectorLaplacian(field: readonly Resolved[], i: number): Resolved {
    const axes = [0, 1, 2];
    const parts = [this.scalarLaplacian(field[i])];
    for (const k of axes) {
      for (const m of axes) {
        const turning = this.turning(k, i, m);
        const twice = this.times(number(2, this.span), this.times(turning, this.along(field[m], k)));
        const squared = this.sum(axes.map((n) => this.times(this.turning(k, i, n), this.turning(k, n, m))));
        const spread = this.times(this.spread(k), turning);
        parts.push(twice, this.times(squared, field[m]), this.times(spread, field[m]));
      }
    }
    return this.sum(parts);
  }

  private turning(k: number, i: number, m: number): Resolved {
    if (i === k && m !== k) return this.turn(m, k);
    return m === k && i !== k ? negate(this.turn(i, k), this.span) : number(0, this.span);
  }

  private product(a: readonly Resolved[], b: readonly Resolved[]): Resolved[] {
    return [0, 1, 2].map((i) => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      return subtract(this.times(a[j], b[k]), this.times(a[k], b[j]), this.span);
    });
  }

  /** A vector along the one axis that the plane lacks. */
  private across(height: Resolved): Resolved[] {
    return this.space.axes.map((_, k) => (k === this.missing() ? height : number(0, this.span)));
  }

  private missing(): number {
    return this.space.axes.findIndex((_, k) => !this.space.shown.includes(k));
  }

  /** (1/h_k) ∂_k f */
  private along(tree: Resolved, k: number): Resolved {
    return divide(this.partial(tree, this.space.axes[k], 1), this.space.scale(k, this.span), this.span);
  }

  private partial(tree: Resolved, { coordinate }: Axis, order: number): Resolved {
    return coordinate === undefined ? number(0, this.span) : derive(tree, coordinate, order, this.span);
  }

  private spread(k: number): Resolved {
    return this.sum(this.space.axes.map((_, j) => this.turn(k, j)));
  }

  private turn(k: number, j: number): Resolved {
    return this.space.turn(k, j, this.span);
  }

  private vector(quantity: Quantity): Vector {
    if (quantity.kind === 'vector') return quantity;
    const example = vectorOperators[this.name].example;
    return this.refuse(
      `${this.name} takes a vector here, as in ${example}, but this is a scalar.`,
      quantity.span,
    );
  }

  private sameLength(a: Vector, b: Vector): void {
    if (a.components.length === b.components.length) return;
    this.refuse(
      `${this.name} takes vectors of one length, but these have ${a.components.length} and ${b.components.length} components.`,
    );
  }

  private needSpace(): void {
    if (this.space.shown.length === 0)
      this.refuse(`${this.name} needs a space coordinate, and this study has none.`);
  }

  private each(quantity: Quantity, change: (part: Resolved) => Resolved): Quantity {
    if (quantity.kind !== 'vector') return change(quantity);
    return { kind: 'vector', components: quantity.components.map(change), span: this.span };
  }

  private plus(a: Resolved, b: Resolved): Resolved {
    return add(a, b, this.span);
  }

  private times(a: Resolved, b: Resolved): Resolved {
    return multiply(a, b, this.span);
  }

  private square(a: Resolved): Resolved {
    return { kind: 'binary', operator: '^', left: a, right: number(2, this.span), span: this.span };
  }

  private sum(list: readonly Resolved[]): Resolved {
    return combine(list, add, this.span);
  }

  private refuse(message: string, span = this.span): never {
    throw new Refusal(span, message);
  }
}
