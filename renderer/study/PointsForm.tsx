import { Button } from '../controls/Button';
import { Field, Problems } from '../controls/Field';
import { removeValue, renameKey, setValue } from '../state/document';
import { isObject, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { FileColumns, type HeadingInput } from './FileColumns';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { columnsOf, normalsOf } from './regions';
import { showHelp } from './SettingField';

const listHelp =
  'The name of a list of points on the boundary; conditions hold on it by this name, or on “boundary”, all lists.';
const normalHelp = (coordinate: string) =>
  `The heading of the column of the outward normal’s component along ${coordinate}; needed for dn(u).`;

interface PointsFormProps {
  path: Path;
  value: Json;
  /** Of space. */
  coordinates: readonly string[];
}

/** The file of the points inside a region, and the lists of points on its boundary. */
export function PointsForm({ path, value, coordinates }: PointsFormProps) {
  const found = valueAt(value, ['boundaries']);
  const lists = isObject(found) ? Object.entries(found) : [];
  const add = (): void => {
    const name = freeName(
      ['wall', 'inlet', 'outlet', 'list'],
      lists.map(([taken]) => taken),
    );
    const columns = valueAt(value, ['columns']) ?? columnsOf(coordinates);
    setValue([...path, 'boundaries', name], { file: 'boundary.csv', columns });
  };
  return (
    <>
      <FileColumns
        path={path}
        name="File of the points inside"
        asked={coordinates}
        offered={[]}
        withAxes={false}
      />
      {lists.map(([name, list]) => (
        <BoundaryList
          key={name}
          path={[...path, 'boundaries']}
          name={name}
          value={list}
          coordinates={coordinates}
        />
      ))}
      <div className="button-row">
        <Button onClick={add}>Add a list of boundary points</Button>
      </div>
    </>
  );
}

interface BoundaryListProps extends PointsFormProps {
  name: string;
}

/** One list of points of the boundary: its name, its file, and where they are known the normals there. */
function BoundaryList({ path, name, value, coordinates }: BoundaryListProps) {
  const { problems } = useStudy();
  const own = [...path, name];
  const at = [...own, 'normals'];
  const normals = valueAt(value, ['normals']);
  const hasNormals = isObject(normals);
  const whole = problemsAt(problems, own).filter((problem) => problem.path.length === own.length);
  const normalRows = (heading: HeadingInput) => (
    <>
      {hasNormals &&
        coordinates.map((coordinate) => (
          <Field
            key={coordinate}
            label={`Normal along ${coordinate}`}
            help={normalHelp(coordinate)}
            onHelp={showHelp}
            problems={problemsAt(problems, [...at, coordinate])}
          >
            {heading(`Normal along ${coordinate}`, [...at, coordinate], valueAt(normals, [coordinate]))}
          </Field>
        ))}
      <Problems problems={problemsAt(problems, at).filter((problem) => problem.path.length === at.length)} />
    </>
  );
  return (
    <ListEntry name={`list ${name}`} onRemove={() => removeValue(own)}>
      <div onFocus={() => showHelp(listHelp)}>
        <KeyInput name={`Name of list ${name}`} value={name} onRename={(to) => renameKey(path, name, to)} />
      </div>
      <FileColumns
        path={own}
        name={`File of list ${name}`}
        asked={coordinates}
        offered={[]}
        withAxes={false}
        more={normalRows}
      />
      <Problems problems={whole} />
      <div className="button-row">
        <Button onClick={() => (hasNormals ? removeValue(at) : setValue(at, normalsOf(coordinates)))}>
          {hasNormals ? 'Remove the normals' : 'Add normals'}
        </Button>
      </div>
    </ListEntry>
  );
}
