import { useState } from 'react';
import { flatSettings, type SettingValue } from '../../src/study';
import type { TableRun } from '../../src/lab/run-table';
import { EmptyState } from '../controls/EmptyState';
import { useOpened } from './useOpened';

/** Runs that stand side by side. */
const most = 6;

interface Line {
  readonly path: string;
  readonly values: readonly (SettingValue | undefined)[];
  readonly differs: boolean;
}

/** Every setting of some studies, with those marked in which they differ. */
function linesOf(studies: readonly unknown[]): Line[] {
  const flat = studies.map(flatSettings);
  const paths = [...new Set(flat.flatMap((settings) => Object.keys(settings)))];
  return paths.map((path) => {
    const values = flat.map((settings) => settings[path]);
    return { path, values, differs: values.some((value) => value !== values[0]) };
  });
}

/** The settings of the chosen runs side by side. */
export function RunDifferences({ runs }: { runs: readonly TableRun[] }) {
  const [all, setAll] = useState(false);
  const opened = useOpened(runs.slice(0, most).map(({ summary }) => summary.run));
  if (runs.length < 2)
    return (
      <EmptyState
        title="Fewer than two runs are chosen"
        text="Choose two runs or more in the table to see in what their studies differ."
      />
    );
  if (opened.length < 2) return <EmptyState title="The studies are being read" />;
  const lines = linesOf(opened.map(({ study }) => study));
  const shown = all ? lines : lines.filter(({ differs }) => differs);
  const differing = lines.filter(({ differs }) => differs).length;
  return (
    <div className="runs-view">
      <label className="runs-choice">
        <input type="checkbox" className="checkbox" checked={all} onChange={() => setAll(!all)} />
        All settings ({differing} of {lines.length} differ)
      </label>
      <div className="runs-scroll" tabIndex={0} role="region" aria-label="Differences of the chosen runs">
        <table className="table">
          <thead>
            <tr>
              <th>Setting</th>
              {opened.map(({ state }) => (
                <th key={state.run} title={state.run}>
                  {state.run}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ path, values, differs }) => (
              <tr key={path} className={differs ? 'differs' : ''}>
                <td>{path}</td>
                {values.map((value, index) => (
                  <td key={opened[index]?.state.run} className="code selectable">
                    {value === undefined ? '–' : String(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="runs-note">The studies of these runs are the same.</p>}
      </div>
    </div>
  );
}
