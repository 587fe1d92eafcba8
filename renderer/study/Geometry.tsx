import { timeOf } from '../../src/language';
import { namedPrimitives, shapeKinds, type Geometry as Region } from '../../src/study';
import { Button } from '../controls/Button';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isObject, valueAt, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { Boundaries } from './Boundaries';
import { GeometryPreview } from './GeometryPreview';
import { namesOf } from './names';
import { Parts } from './Parts';
import { RegionForm } from './RegionForm';
import { begun, spaceOf } from './regions';

const root: Path = ['geometry'];

/** The region in which the equations hold, and the pieces of its boundary that have names. */
export function Geometry() {
  const document = useDocument((state) => state.document);
  const { study, problems } = useStudy();
  const names = namesOf(document);
  const space = spaceOf(document, names.coordinates, timeOf(names));
  const geometry = valueAt(document ?? undefined, root);
  const shape = valueAt(geometry, ['shape']);
  const parts = valueAt(document ?? undefined, ['parts']);
  const hasParts = isObject(parts) && Object.keys(parts).length > 0;
  const failed = [
    ...problemsAt(problems, root),
    ...problemsAt(problems, ['boundaries']),
    ...problemsAt(problems, ['parts']),
  ];
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
        <RegionForm
          path={root}
          title="the geometry"
          value={geometry}
          space={space}
          onRemove={() => removeValue(root)}
        />
      )}
      <Parts fields={names.fields} space={space} />
      {(geometry !== undefined || hasParts) && <GeometryPreview />}
      {geometry !== undefined && <Boundaries pieces={pieces} />}
    </Section>
  );
}

function shapeText(shape: string): string {
  const kinds: Readonly<Record<string, { label: string }>> = shapeKinds;
  return kinds[shape]?.label ?? shape;
}
