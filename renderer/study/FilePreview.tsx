import { useEffect, useMemo, useState } from 'react';
import { formatNumber } from '../../src/field';
import type { ArrayPreview, DataPreview } from '../../src/lab/protocol';
import { request } from '../bridge/request';
import { useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';

/** What a file holds, as soon as it is looked into; `entry` is the part of the document that names it. */
export function usePreview(file: string, entry: Json | undefined): DataPreview | null {
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  const [found, setFound] = useState<DataPreview | null>(null);
  const asked = useMemo(() => JSON.stringify(requestOf(entry)), [entry]);
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      request('data.preview', {
        file,
        ...(folder !== undefined && { folder }),
        ...(JSON.parse(asked) as ReturnType<typeof requestOf>),
      })
        .then((preview) => isWanted && setFound(preview))
        .catch(() => isWanted && setFound(null));
    }, 300);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [file, folder, asked]);
  return found;
}

/** How the study maps names onto the file. */
function requestOf(entry: Json | undefined): { columns?: Record<string, string>; axes?: string[] } {
  const named = [valueAt(entry, ['columns']), valueAt(entry, ['measured'])].flatMap((part) =>
    isObject(part) ? Object.entries(part) : [],
  );
  const axes = valueAt(entry, ['axes']);
  return {
    columns: Object.fromEntries(
      named.filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    ),
    ...(isList(axes) && { axes: axes.filter((name) => typeof name === 'string') }),
  };
}

/** Names, shapes, units and first values, and which coordinate runs along which axis. */
export function FilePreview({ preview }: { preview: DataPreview }) {
  const { kind, arrays, more, mapping } = preview;
  if (arrays.length === 0) return null;
  const isTable = arrays.every(({ shape }) => shape === null);
  return (
    <div className="file-preview" role="group" aria-label="What the file holds">
      <table>
        <caption className="soft">{kind}</caption>
        <thead>
          <tr>
            <th scope="col">{isTable ? 'Column' : 'Array'}</th>
            {!isTable && <th scope="col">Shape</th>}
            {!isTable && <th scope="col">Unit</th>}
            <th scope="col">First values</th>
          </tr>
        </thead>
        <tbody>
          {arrays.map((array) => (
            <tr key={array.name}>
              <th scope="row">{array.name}</th>
              {!isTable && <td>{shapeText(array)}</td>}
              {!isTable && <td>{array.unit ?? ''}</td>}
              <td>{array.first.map(valueText).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="soft">And {more} more.</p>}
      {mapping !== '' && <p className="soft">{mapping}.</p>}
    </div>
  );
}

/** Such as "2 × 4 × 3 (time, lat, lon)". */
function shapeText({ shape, dimensions }: ArrayPreview): string {
  if (shape === null) return '';
  const extents = shape.length === 0 ? 'one number' : shape.join(' × ');
  return shape.length < 2 || dimensions === null ? extents : `${extents} (${dimensions.join(', ')})`;
}

const valueText = (value: number) => (Number.isNaN(value) ? '–' : formatNumber(value));
