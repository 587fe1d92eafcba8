import { Button } from '../controls/Button';
import { Problems } from '../controls/Field';
import { removeValue, renameKey, setValue } from '../state/document';
import { isObject, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { FileColumns } from './FileColumns';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { columnsOf, type SpaceCoordinate } from './regions';
import { showHelp } from './SettingField';

const listHelp =
  'Points of a piece of the boundary, by the name on which conditions hold; outward normals beside them are needed for dn(u).';

interface PointsFormProps {
  /** The region of the document. */
  path: Path;
  value: Json;
  space: readonly SpaceCoordinate[];
}

/** A region that is known by points alone: the file of those inside, and the lists of those on its boundary. */
export function PointsForm({ path, value, space }: PointsFormProps) {
  const names = space.map(({ name }) => name);
  const at = [...path, 'boundaries'];
  const given = valueAt(value, ['boundaries']);
  const lists = isObject(given) ? Object.keys(given) : [];
  const add = (): void => {
    const name = freeName(['wall', 'inlet', 'outlet', 'list'], lists);
    setValue([...at, name], { file: `${name}.csv`, columns: columnsOf(space) });
  };
  return (
    <>
      <FileColumns path={path} name="File of the points inside" asked={names} offered={[]} />
      {lists.map((name) => (
        <BoundaryList key={name} at={at} name={name} coordinates={names} />
      ))}
      <div className="button-row" onFocus={() => showHelp(listHelp)}>
        <Button onClick={add}>Add points of the boundary</Button>
      </div>
    </>
  );
}

function BoundaryList({ at, name, coordinates }: { at: Path; name: string; coordinates: string[] }) {
  const { problems } = useStudy();
  const path = [...at, name];
  return (
    <ListEntry name={`points of ${name}`} onRemove={() => removeValue(path)}>
      <div className="condition-row" onFocus={() => showHelp(listHelp)}>
        <span className="soft">on</span>
        <KeyInput
          name={`Name of the points of ${name}`}
          value={name}
          onRename={(to) => renameKey(at, name, to)}
        />
      </div>
      <FileColumns
        path={path}
        name={`File of the points of ${name}`}
        asked={coordinates}
        offered={[]}
        normals={coordinates}
      />
      <Problems
        problems={problemsAt(problems, path).filter(
          (problem) => problem.path.length === path.length || problem.path.length === path.length + 1,
        )}
      />
    </ListEntry>
  );
}
