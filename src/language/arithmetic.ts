import { add, binary, divide, multiply, negate, Refusal, subtract } from './build';
import type { BinaryOperator, Quantity, Resolved, VectorNode } from './tree';
import type { Span } from '../study';

/** `left operator right` of scalars and vectors. @throws Refusal when they don't go together */
export function calculate(operator: BinaryOperator, left: Quantity, right: Quantity, span: Span): Quantity {
  if (left.kind !== 'vector' && right.kind !== 'vector') return binary(operator, left, right, span);
  switch (operator) {
    case '+':
    case '-': {
      const join = operator === '+' ? add : subtract;
      return pairs(operator, left, right, span, (a, b) => join(a, b, span));
    }
    case '*':
      if (left.kind !== 'vector') return parts(right, span, (part) => multiply(left, part, span));
      if (right.kind !== 'vector') return parts(left, span, (part) => multiply(part, right, span));
      throw new Refusal(
        span,
        'The product of two vectors is dot(a, b) or cross(a, b); * is for a scalar and a vector.',
      );
    case '/':
      if (right.kind !== 'vector') return parts(left, span, (part) => divide(part, right, span));
      throw new Refusal(right.span, 'Nothing can be divided by a vector; divide by norm(…) or a component.');
    case '^':
      throw new Refusal(
        span,
        left.kind === 'vector'
          ? 'A vector has no power; for its square write dot(a, a).'
          : 'An exponent is a scalar, but this is a vector.',
      );
  }
}

/** −a, +a. */
export function signed(operator: '-' | '+', operand: Quantity, span: Span): Quantity {
  if (operand.kind !== 'vector') return { kind: 'unary', operator, operand, span };
  return parts(operand, span, (part) => (operator === '-' ? negate(part, span) : part));
}

/** A scalar or every component, changed. */
export function parts(quantity: Quantity, span: Span, change: (part: Resolved) => Resolved): Quantity {
  if (quantity.kind !== 'vector') return change(quantity);
  return { kind: 'vector', components: quantity.components.map(change), span };
}

function pairs(
  operator: '+' | '-',
  left: Quantity,
  right: Quantity,
  span: Span,
  join: (a: Resolved, b: Resolved) => Resolved,
): VectorNode<Resolved> {
  const what = operator === '+' ? 'added to' : 'subtracted from';
  if (left.kind !== 'vector' || right.kind !== 'vector') {
    const [first, second] = operator === '+' ? [left, right] : [right, left];
    const name = (quantity: Quantity) => (quantity.kind === 'vector' ? 'vector' : 'scalar');
    throw new Refusal(span, `A ${name(first)} can't be ${what} a ${name(second)}.`);
  }
  const [a, b] = [left.components, right.components];
  if (a.length !== b.length) {
    throw new Refusal(
      span,
      `A vector with ${a.length} components can't be ${operator === '+' ? what : 'reduced by'} one with ${b.length}.`,
    );
  }
  return { kind: 'vector', components: a.map((part, k) => join(part, b[k])), span };
}
