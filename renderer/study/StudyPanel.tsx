import { useLookThrough } from '../state/found';
import { Conditions } from './Conditions';
import { Coordinates } from './Coordinates';
import { Data } from './Data';
import { Definitions } from './Definitions';
import { DimensionlessNumbers } from './DimensionlessNumbers';
import { Equations } from './Equations';
import { FrozenLayers } from './FrozenLayers';
import { Geometry } from './Geometry';
import { Fields } from './Fields';
import { HelpLine } from './HelpLine';
import { ListField } from './ListField';
import { Measures } from './Measures';
import { Parameters } from './Parameters';
import { SettingField } from './SettingField';
import { ProblemList } from './ProblemList';
import { Reference } from './Reference';
import { sections } from './sections';
import { SettingsSection } from './SettingsSection';
import { StartRun } from './StartRun';
import { Symmetries } from './Symmetries';
import { Training } from './Training';
import { Unknowns } from './Unknowns';
import { Vectors } from './Vectors';
import './study.css';

/** The study as forms, in the order in which it is thought of. */
export function StudyPanel() {
  useLookThrough();
  return (
    <div className="study-panel">
      <div className="study-tree">
        <SettingField setting="title" path={['title']} withoutDefault />
        <Coordinates />
        <Geometry />
        <Fields />
        <Parameters />
        <DimensionlessNumbers />
        <Unknowns />
        <Vectors />
        <Definitions />
        <Equations />
        <Conditions />
        <Data />
        <Measures />
        <SettingsSection section={sections.points} />
        <SettingsSection section={sections.weighting} />
        <SettingsSection section={sections.windows}>
          <ListField
            label="Relative lengths"
            help="How long the windows are beside each other, such as 1, 1, 2 for a last one of twice the length."
            path={['windows', 'lengths']}
            placeholder="equal"
            numbers
          />
        </SettingsSection>
        <SettingsSection section={sections.network}>
          <FrozenLayers />
          <StartRun />
        </SettingsSection>
        <Symmetries />
        <Training />
        <Reference />
      </div>
      <ProblemList />
      <HelpLine />
    </div>
  );
}
