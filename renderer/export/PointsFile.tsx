import { useRef, useState } from 'react';
import { formatCount } from '../../src/field';
import { largestTable, type PointsRead } from '../../src/lab/protocol';
import type { Problem, Choices } from '../../src/study';
import { request } from '../bridge/request';
import { Button } from '../controls/Button';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field } from '../controls/Field';
import { useRun } from '../state/run';
import { plainMessage } from '../state/session';

interface PointsFileProps {
  readonly coordinates: readonly string[];
  readonly points: PointsRead | null;
  readonly problems: readonly Problem[];
  readonly onRead: (points: PointsRead) => void;
}

const unread = (problem: string): PointsRead => ({ name: null, count: 0, headings: [], problems: [problem] });

/** A table of points that the user chooses, and which of its columns holds each coordinate. */
export function PointsFile({ coordinates, points, problems, onRead }: PointsFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>({});
  const read = async (text: string, chosen: Readonly<Record<string, string>>): Promise<void> => {
    const run = useRun.getState().state?.run;
    if (run === undefined) return;
    try {
      onRead(await request('points.read', { run, text, columns: chosen }));
    } catch (error) {
      onRead(unread(plainMessage(error)));
    }
  };
  const choose = async (chosen: File): Promise<void> => {
    setColumns({});
    if (chosen.size > largestTable) {
      setFile({ name: chosen.name, text: '' });
      return onRead(unread('The file is larger than 32 MiB. Export at its points on the command line.'));
    }
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    await read(text, {});
  };
  const map = (coordinate: string, heading: string): void => {
    const next = { ...columns, [coordinate]: heading };
    setColumns(next);
    if (file !== null) void read(file.text, next);
  };
  const headings: Choices = Object.fromEntries(
    (points?.headings ?? []).map((heading) => [heading, { label: heading, use: '' }]),
  );
  return (
    <>
      <Field label="File" problems={problems}>
        <div className="export-file">
          <input
            ref={input}
            hidden
            type="file"
            accept=".csv,.tsv,.txt"
            aria-label="File of points"
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              // The same file can be chosen again after it was changed.
              event.target.value = '';
              if (chosen !== undefined) void choose(chosen);
            }}
          />
          <Button onClick={() => input.current?.click()}>Choose…</Button>
          <span className="soft">{file === null ? 'none' : told(file.name, points)}</span>
        </div>
      </Field>
      {Object.keys(headings).length > 0 &&
        coordinates.map((coordinate) => (
          <Field key={coordinate} label={`Column of ${coordinate}`}>
            <ChoiceInput
              name={`Column of ${coordinate}`}
              value={columns[coordinate] ?? coordinate}
              choices={headings}
              onChange={(heading) => map(coordinate, heading)}
            />
          </Field>
        ))}
    </>
  );
}

function told(name: string, points: PointsRead | null): string {
  return points === null || points.name === null ? name : `${name}: ${formatCount(points.count)} points`;
}
