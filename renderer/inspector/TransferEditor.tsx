import { useRef } from 'react';
import type { OpacityPoint } from '../space/layers';
import { addPoint, movePoint } from '../space/transfer';

const size = { width: 180, height: 80 };
const step = 0.02;

interface TransferEditorProps {
  points: readonly OpacityPoint[];
  onChange: (points: readonly OpacityPoint[]) => void;
}

/** Which values of a cloud are seen: a curve of opacity over the range of colours, whose corners can be pulled. */
export function TransferEditor({ points, onChange }: TransferEditorProps) {
  const drag = useRef<number | null>(null);
  const x = (at: number): number => 6 + at * (size.width - 12);
  const y = (opacity: number): number => size.height - 6 - opacity * (size.height - 12);
  const place = (event: React.PointerEvent | React.MouseEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * size.width;
    const up = ((event.clientY - box.top) / box.height) * size.height;
    return [(across - 6) / (size.width - 12), (size.height - 6 - up) / (size.height - 12)];
  };
  return (
    <svg
      className="transfer-editor"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      role="group"
      aria-label="Opacity over the range of values: pull a corner, double-click to add one"
      onPointerMove={(event) => {
        if (drag.current !== null) onChange(movePoint(points, drag.current, ...place(event)));
      }}
      onPointerUp={() => (drag.current = null)}
      onDoubleClick={(event) => onChange(addPoint(points, ...place(event)))}
    >
      <polyline points={points.map(([at, opacity]) => `${x(at)},${y(opacity)}`).join(' ')} />
      {points.map(([at, opacity], k) => (
        <circle
          key={k}
          cx={x(at)}
          cy={y(opacity)}
          r="5"
          tabIndex={0}
          role="slider"
          aria-label={`Opacity at ${Math.round(100 * at)}% of the range`}
          aria-valuenow={Math.round(100 * opacity)}
          aria-valuemin={0}
          aria-valuemax={100}
          onPointerDown={(event) => {
            drag.current = k;
            event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId);
          }}
          onKeyDown={(event) => {
            const by = {
              ArrowUp: [0, step],
              ArrowDown: [0, -step],
              ArrowLeft: [-step, 0],
              ArrowRight: [step, 0],
            }[event.key];
            if (by !== undefined) onChange(movePoint(points, k, at + by[0], opacity + by[1]));
            else if (event.key === 'Delete' && k > 0 && k < points.length - 1)
              onChange(points.filter((_, other) => other !== k));
            else return;
            event.preventDefault();
          }}
        />
      ))}
    </svg>
  );
}
