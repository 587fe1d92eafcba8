import { useEffect, useRef } from 'react';
import { colourOf, type ColourMapName, type Range } from '../../src/field';

interface MatrixPictureProps {
  /** What is shown, for screen readers. */
  name: string;
  rows: number;
  columns: number;
  /** Row by row, the first on top. */
  values: ArrayLike<number>;
  range: Range;
  map: ColourMapName;
  /** The cell that is pointed at; null when the pointer leaves. */
  onPoint?: (cell: { readonly row: number; readonly column: number } | null) => void;
  onClick?: () => void;
  className?: string;
}

/** A matrix as coloured cells, stretched to its place. */
export function MatrixPicture({
  name,
  rows,
  columns,
  values,
  range,
  map,
  onPoint,
  onClick,
  className = '',
}: MatrixPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [low, high] = range;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current === null || context == null || rows === 0 || columns === 0) return;
    canvas.current.width = columns;
    canvas.current.height = rows;
    const image = context.createImageData(columns, rows);
    for (let k = 0; k < rows * columns; k++)
      image.data.set(colourOf(map, values[k] ?? NaN, [low, high]), 4 * k);
    context.putImageData(image, 0, 0);
  }, [rows, columns, values, low, high, map]);
  const point = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.min(rows - 1, Math.floor(((event.clientY - box.top) / box.height) * rows));
    const column = Math.min(columns - 1, Math.floor(((event.clientX - box.left) / box.width) * columns));
    onPoint?.({ row, column });
  };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={name}
      className={`matrix-picture ${className}`}
      onPointerMove={point}
      onPointerLeave={() => onPoint?.(null)}
      onClick={onClick}
    />
  );
}
