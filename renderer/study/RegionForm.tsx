import { Fragment, type ReactNode } from 'react';
import { shapeKinds } from '../../src/study';
import { IconButton } from '../controls/Button';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field, NumberInput, Problems, TextInput } from '../controls/Field';
import { removeValue, setValue } from '../state/document';
import { isList, isObject, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { PointsForm } from './PointsForm';
import { begun, cornersText, isCombined, readCorners, type SpaceCoordinate } from './regions';

interface RegionFormProps {
  path: Path;
  /** What it is called in the names of its controls; by its place when left out. */
  title?: string;
  value: Json;
  space: readonly SpaceCoordinate[];
  onRemove: () => void;
}

/** A shape with its numbers, or a combination with its regions. */
export function RegionForm({ path, title, value, space, onRemove }: RegionFormProps) {
  const { problems } = useStudy();
  const shape = String(valueAt(value, ['shape']) ?? 'box');
  const name =
    title ??
    `region ${path
      .filter((key) => typeof key === 'number')
      .map((key) => Number(key) + 1)
      .join('.')}`;
  const parts = valueAt(value, ['of']);
  const own = problemsAt(problems, path).filter((problem) => problem.path.length === path.length);
  return (
    <ListEntry name={name} onRemove={onRemove}>
      <ChoiceInput
        name={`Shape of ${name}`}
        value={shape}
        choices={shapeKinds}
        onChange={(next) => setValue(path, begun(next, space, value))}
      />
      <Problems problems={own} />
      {isCombined(shape) && isList(parts) ? (
        <>
          {parts.map((part, index) => (
            <RegionForm
              key={index}
              path={[...path, 'of', index]}
              {...(path[0] === 'parts' && { title: `${name}, region ${index + 1}` })}
              value={part}
              space={space}
              onRemove={() => removeValue([...path, 'of', index])}
            />
          ))}
          <IconButton
            icon="add"
            name={`Add a region to ${name}`}
            onClick={() => setValue([...path, 'of', parts.length], begun('disc', space, undefined))}
          />
        </>
      ) : shape === 'points' ? (
        <PointsForm path={path} value={value} coordinates={space.map((coordinate) => coordinate.name)} />
      ) : (
        <Lengths path={path} value={value} name={name} />
      )}
    </ListEntry>
  );
}

/** The numbers of one shape. */
function Lengths({ path, value, name }: { path: Path; value: Json; name: string }) {
  const entries = Object.entries(isObject(value) ? value : {}).filter(([key]) => key !== 'shape');
  return (
    <>
      {entries.map(([key, part]) => (
        <Fragment key={key}>
          {isObject(part) ? (
            Object.entries(part).map(([coordinate, inner]) => (
              <Row
                key={coordinate}
                label={key === 'ranges' ? `${coordinate} from, to` : `${key} ${coordinate}`}
                path={[...path, key, coordinate]}
                value={inner}
                name={name}
              />
            ))
          ) : (
            <Row label={key} path={[...path, key]} value={part} name={name} />
          )}
        </Fragment>
      ))}
    </>
  );
}

interface RowProps {
  label: string;
  path: Path;
  value: Json;
  name: string;
}

function Row({ label, path, value, name }: RowProps) {
  const { problems } = useStudy();
  const own = problemsAt(problems, path);
  const key = path[path.length - 1];
  const control = (): ReactNode => {
    if (key === 'corners')
      return (
        <KeyInput
          name={`${label} of ${name}`}
          value={cornersText(value)}
          onRename={(text) => setValue(path, readCorners(text))}
        />
      );
    if (key === 'coordinates')
      return (
        <KeyInput
          name={`${label} of ${name}`}
          value={isList(value) ? value.join(', ') : ''}
          onRename={(text) =>
            setValue(
              path,
              text.split(',').map((part) => part.trim()),
            )
          }
        />
      );
    if (isList(value))
      return (
        <span className="range-inputs">
          {value.map((end, side) => (
            <NumberInput
              key={side}
              name={`${side === 0 ? 'Lowest' : 'Highest'} ${label} of ${name}`}
              value={end}
              onChange={(next) => setValue([...path, side], next)}
            />
          ))}
        </span>
      );
    if (key === 'axis' || key === 'file' || key === 'name')
      return (
        <TextInput
          code
          name={`${label} of ${name}`}
          value={String(value)}
          problems={own}
          onChange={(text) => setValue(path, text)}
        />
      );
    return (
      <NumberInput
        name={`${label} of ${name}`}
        value={value}
        problems={own}
        onChange={(next) => setValue(path, next)}
      />
    );
  };
  return (
    <Field label={label} problems={own}>
      {control()}
    </Field>
  );
}
