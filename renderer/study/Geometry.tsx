import { Fragment, type ReactNode } from 'react';
import { timeOf } from '../../src/language';
import { namedPrimitives, shapeKinds, type Geometry as Region } from '../../src/study';
import { Button, IconButton } from '../controls/Button';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field, NumberInput, Problems, TextInput } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { Boundaries } from './Boundaries';
import { GeometryPreview } from './GeometryPreview';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { begun, cornersText, isCombined, readCorners, spaceOf, type SpaceCoordinate } from './regions';

const root: Path = ['geometry'];

/** The region in which the equations hold, and the pieces of its boundary that have names. */
export function Geometry() {
  const document = useDocument((state) => state.document);
  const { study, problems } = useStudy();
  const names = namesOf(document);
  const space = spaceOf(document, names.coordinates, timeOf(names));
  const geometry = valueAt(document ?? undefined, root);
  const shape = valueAt(geometry, ['shape']);
  const failed = [...problemsAt(problems, root), ...problemsAt(problems, ['boundaries'])];
  const pieces =
    study?.geometry === undefined
      ? []
      : namedPrimitives(study.geometry as Region).flatMap(({ pieces: own }) => own);
  return (
    <Section
      title="Geometry"
      summary={typeof shape === 'string' ? shapeText(shape) : 'the whole box'}
      failed={failed.some(({ severity }) => severity === 'error')}
    >
      {geometry === undefined ? (
        <div className="section-entry">
          <p className="soft">The equations hold in the whole box of coordinates.</p>
          <Button onClick={() => setValue(root, begun('difference', space, undefined))}>
            Give it another shape
          </Button>
        </div>
      ) : (
        <>
          <RegionForm path={root} value={geometry} space={space} onRemove={() => removeValue(root)} />
          <GeometryPreview />
          <Boundaries pieces={pieces} />
        </>
      )}
    </Section>
  );
}

function shapeText(shape: string): string {
  const kinds: Readonly<Record<string, { label: string }>> = shapeKinds;
  return kinds[shape]?.label ?? shape;
}

interface RegionFormProps {
  path: Path;
  value: Json;
  space: readonly SpaceCoordinate[];
  onRemove: () => void;
}

/** A shape with its numbers, or a combination with its regions. */
function RegionForm({ path, value, space, onRemove }: RegionFormProps) {
  const { problems } = useStudy();
  const shape = String(valueAt(value, ['shape']) ?? 'box');
  const name =
    path.length === 1
      ? 'the geometry'
      : `region ${path
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
