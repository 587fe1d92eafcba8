import { useWindow } from '../state/window';
import { Conditions } from './Conditions';
import { Coordinates } from './Coordinates';
import { Data } from './Data';
import { Equations } from './Equations';
import { Fields } from './Fields';
import { Parameters } from './Parameters';
import { SettingField } from './SettingField';
import { Network, Points, Reference } from './Simple';
import { Training } from './Training';
import './study.css';

function HelpLine() {
  const help = useWindow((state) => state.help);
  return (
    <p className="help-line" aria-live="polite">
      {help === '' ? 'Point at a setting to read what it does.' : help}
    </p>
  );
}

/** The study as forms, in the order in which it is thought of. */
export function StudyPanel() {
  return (
    <div className="study-panel">
      <div className="study-tree">
        <SettingField setting="title" path={['title']} withoutDefault />
        <Coordinates />
        <Fields />
        <Parameters />
        <Equations />
        <Conditions />
        <Data />
        <Points />
        <Network />
        <Training />
        <Reference />
      </div>
      <HelpLine />
    </div>
  );
}
