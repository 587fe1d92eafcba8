import { useState } from 'react';
import {
  exportFormats,
  formatIds,
  formatOf,
  isFigure,
  type FormatId,
  type PlaceKind,
} from '../../src/export/formats';
import { singleCoordinates, type Choices } from '../../src/study';
import { exportRun } from '../actions/files';
import { Button } from '../controls/Button';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Dialog } from '../controls/Dialog';
import { Field, NumberInput, TextInput } from '../controls/Field';
import { Segments } from '../controls/Segments';
import { isObject, valueAt } from '../state/json';
import { useRun } from '../state/run';
import { countsFor } from '../state/session';
import { useWindow } from '../state/window';
import { PointsFile } from './PointsFile';
import { readForm, type ExportForm } from './wish';
import './export.css';

const formats: Choices = Object.fromEntries(
  formatIds.map((id) => [
    id,
    {
      label: `${exportFormats[id].label} (.${exportFormats[id].extension})`,
      use: exportFormats[id].sentence,
    },
  ]),
);

const orders: Choices = {
  0: { label: 'none', use: 'The fields alone are outputs.' },
  1: { label: 'first', use: 'All first derivatives are outputs too.' },
  2: { label: 'first and second', use: 'All derivatives up to the second are outputs too.' },
};

const placeLabels: Readonly<Record<PlaceKind, string>> = { grid: 'Grid', line: 'Line', points: 'Points' };
const offered: readonly PlaceKind[] = ['grid', 'line', 'points'];

let last: Partial<ExportForm> = {};

function close(): void {
  useWindow.setState({ export: false });
}

/** What of the open run is written, in which format and at which places. */
export function ExportBox() {
  const study = useRun((state) => state.study);
  const coordinates = valueAt(study ?? undefined, ['coordinates']);
  const names = singleCoordinates(isObject(coordinates) ? coordinates : {}).map(({ name }) => name);
  const [form, setForm] = useState<ExportForm>(() => {
    const counts = countsFor(study);
    return {
      format: 'npz',
      place: 'grid',
      held: '',
      times: '',
      from: '',
      to: '',
      linePoints: 1001,
      points: null,
      quantities: '',
      derivatives: '0',
      width: 85,
      height: 64,
      ...last,
      counts: Object.fromEntries(names.map((name, k) => [name, counts[k] ?? 2])),
    };
  });
  const change = (part: Partial<ExportForm>): void => {
    const next = { ...form, ...part };
    const { places } = formatOf(next.format);
    setForm(places.length === 0 || places.includes(next.place) ? next : { ...next, place: 'grid' });
  };
  const format = formatOf(form.format);
  const read = readForm(form);
  const problem = (key: keyof ExportForm) => {
    const message = read.problems?.[key];
    return message === undefined ? [] : [{ path: [], message, severity: 'error' as const }];
  };
  const text = (key: 'held' | 'times' | 'from' | 'to' | 'quantities', label: string, placeholder: string) => (
    <Field label={label} problems={problem(key)}>
      <TextInput
        name={label}
        code
        value={form[key]}
        placeholder={placeholder}
        problems={problem(key)}
        onChange={(value) => change({ [key]: value })}
      />
    </Field>
  );
  const write = (): void => {
    if (read.wish === undefined) return;
    last = {
      format: form.format,
      place: form.place,
      derivatives: form.derivatives,
      width: form.width,
      height: form.height,
    };
    close();
    void exportRun(read.wish);
  };
  const places = offered.filter((place) => format.places.includes(place));
  return (
    <Dialog title="Export" className="export-box" onClose={close}>
      <Field label="Format">
        <ChoiceInput
          name="Format"
          value={form.format}
          choices={formats}
          onChange={(value) => change({ format: value as FormatId })}
        />
      </Field>
      <p className="soft">{format.sentence}</p>
      {places.length > 1 && (
        <Field label="Places">
          <Segments
            name="Places"
            value={form.place}
            choices={places.map((value) => ({ value, label: placeLabels[value] }))}
            onChange={(place) => change({ place })}
          />
        </Field>
      )}
      {format.subject === 'fields' && form.place === 'grid' && (
        <>
          {names.map((name) => (
            <Field
              key={name}
              label={`Points along ${name}`}
              problems={name === names[0] ? problem('counts') : []}
            >
              <NumberInput
                name={`Points along ${name}`}
                value={form.counts[name]}
                onChange={(value) => change({ counts: { ...form.counts, [name]: value } })}
              />
            </Field>
          ))}
          {text('held', 'Held at', 'nowhere, or such as z=0.5')}
          {text('times', 'Times', 'evenly spaced, or such as 0, 0.5, 1')}
        </>
      )}
      {format.subject === 'fields' && form.place === 'line' && (
        <>
          {text('from', 'From', names.map((name) => `${name}=0`).join(', '))}
          {text('to', 'To', names.map((name) => `${name}=1`).join(', '))}
          <Field label="Points" problems={problem('linePoints')}>
            <NumberInput
              name="Points"
              value={form.linePoints}
              onChange={(linePoints) => change({ linePoints })}
            />
          </Field>
        </>
      )}
      {format.subject === 'fields' && form.place === 'points' && (
        <PointsFile
          coordinates={names}
          points={form.points}
          problems={problem('points')}
          onRead={(points) => setForm((now) => ({ ...now, points }))}
        />
      )}
      {isFigure(form.format) &&
        (['width', 'height'] as const).map((side) => (
          <Field key={side} label={`Figure ${side} (mm)`} problems={problem(side)}>
            <NumberInput
              name={`Figure ${side} (mm)`}
              value={form[side]}
              onChange={(value) => change({ [side]: value })}
            />
          </Field>
        ))}
      {format.subject === 'network' && (
        <Field label="Derivatives">
          <ChoiceInput
            name="Derivatives"
            value={form.derivatives}
            choices={orders}
            onChange={(value) => change({ derivatives: value as ExportForm['derivatives'] })}
          />
        </Field>
      )}
      {(format.subject === 'fields' || format.subject === 'network') &&
        text('quantities', 'Quantities', 'all fields, or such as u, u_x, norm(grad(u))')}
      <div className="dialog-buttons">
        <Button onClick={close}>Cancel</Button>
        <Button look="filled" disabled={read.wish === undefined} onClick={write}>
          Export…
        </Button>
      </div>
    </Dialog>
  );
}
