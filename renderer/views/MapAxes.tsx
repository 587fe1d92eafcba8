import { formatTick, ticks, type Axis } from '../../src/field';
import { fractionOf, high, low, type Plane } from './axes';
import type { Size } from './useSize';

interface MapAxesProps {
  plane: Plane;
  size: Size;
  margins: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

function ticksOf(axis: Axis, length: number, spacing: number) {
  const { values, step } = ticks(low(axis), high(axis), Math.max(2, Math.round(length / spacing)));
  return values.map((value) => ({ value, fraction: fractionOf(axis, value), text: formatTick(value, step) }));
}

/** Axes around a map: names, ticks, and a hairline frame. */
export function MapAxes({ plane, size, margins }: MapAxesProps) {
  const width = size.width - margins.left - margins.right;
  const height = size.height - margins.top - margins.bottom;
  if (width <= 0 || height <= 0) return null;
  const bottom = margins.top + height;
  return (
    <svg className="axes" width={size.width} height={size.height} aria-hidden="true">
      <rect
        className="axes-frame"
        x={margins.left - 0.5}
        y={margins.top - 0.5}
        width={width + 1}
        height={height + 1}
      />
      {ticksOf(plane.across, width, 90).map(({ value, fraction, text }) => {
        const x = margins.left + fraction * width;
        return (
          <g key={value}>
            <line x1={x} x2={x} y1={bottom} y2={bottom + 4} />
            <text x={x} y={bottom + 15} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
      {ticksOf(plane.up, height, 48).map(({ value, fraction, text }) => {
        const y = bottom - fraction * height;
        return (
          <g key={value}>
            <line x1={margins.left - 4} x2={margins.left} y1={y} y2={y} />
            <text x={margins.left - 7} y={y + 4} textAnchor="end">
              {text}
            </text>
          </g>
        );
      })}
      <text className="axes-name" x={margins.left + width / 2} y={bottom + 29} textAnchor="middle">
        {plane.across.name}
      </text>
      <text className="axes-name" x={10} y={margins.top + height / 2 + 4} textAnchor="middle">
        {plane.up.name}
      </text>
    </svg>
  );
}
