import { uniformAxis } from '../../src/field';
import { useRun } from '../state/run';
import { readDocument } from '../state/study';
import { timeOf } from '../../src/language';
import { namesOf } from '../study/names';
import { ClockSlider } from '../views/ClockSlider';
import { HeldSlider } from '../views/HeldSliders';
import { useViews } from '../state/view';
import { spaceCoordinates } from './box';

const places = 101;

/** One slider for each coordinate that the box does not show: time plays, the others are moved. */
export function BoxSliders() {
  const study = useRun((state) => state.study);
  const held = useViews((state) => state.held);
  const names = namesOf(study);
  const time = timeOf(names);
  const coordinates = spaceCoordinates(names.coordinates, time);
  const ranges = readDocument(study).meaning?.box ?? {};
  if (coordinates === null || coordinates.held.length === 0) return null;
  return (
    <div className="held">
      {coordinates.held.map((name) => {
        const [low, high] = ranges[name] ?? [0, 1];
        const axis = uniformAxis(name, low, high, places);
        if (name === time) return <ClockSlider key={name} axis={axis} />;
        const index = Math.round((held[name] ?? 0.5) * (places - 1));
        return <HeldSlider key={name} held={{ axis, index, isTime: false }} />;
      })}
    </div>
  );
}
