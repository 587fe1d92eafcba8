import {
  DockviewReact,
  type DockviewReadyEvent,
  type DockviewTheme,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
  type SerializedDockview,
} from 'dockview-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { EmptyState } from '../controls/EmptyState';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { PanelBoundary } from '../controls/PanelBoundary';
import { Inspector } from '../inspector/Inspector';
import { EquationView } from '../panels/EquationView';
import { ErrorsPanel } from '../panels/ErrorsPanel';
import { LogPanel } from '../panels/LogPanel';
import { LossesPanel } from '../panels/LossesPanel';
import { MeasuresPanel } from '../panels/MeasuresPanel';
import { UnknownsPanel } from '../panels/UnknownsPanel';
import { WeightsPanel } from '../panels/WeightsPanel';
import { RunsPanel } from '../runs/RunsPanel';
import { AttentionPanel } from '../sequence/AttentionPanel';
import { ContinuationPanel } from '../sequence/ContinuationPanel';
import { ForecastPanel } from '../sequence/ForecastPanel';
import { GradientPanel } from '../sequence/GradientPanel';
import { LearningPanel } from '../sequence/LearningPanel';
import { KindsPanel } from '../sequence/KindsPanel';
import { PropertiesPanel } from '../sequence/PropertiesPanel';
import { SequenceForm } from '../sequence/SequenceForm';
import { StatesPanel } from '../sequence/StatesPanel';
import { TablePanel } from '../sequence/TablePanel';
import type { Lab } from '../state/study';
import { addView, useViews, type Quantity } from '../state/view';
import { keepLayout, keptLayout } from '../state/workspace';
import { StudyPanel } from '../study/StudyPanel';
import { CompareView } from '../views/CompareView';
import { FieldView } from '../views/FieldView';
import { canClose, layOut, resetLayout, setDock } from './panels';
import 'dockview-react/dist/styles/dockview.css';
import './dock.css';

const theme: DockviewTheme = { name: 'collocate', className: 'dock-theme', gap: 0 };

function Framed({ children }: { children: ReactNode }) {
  return (
    <div className="panel">
      <PanelBoundary>{children}</PanelBoundary>
    </div>
  );
}

const framed = (content: ReactNode) => () => <Framed>{content}</Framed>;

const components = {
  study: framed(<StudyPanel />),
  'sequence-study': framed(<SequenceForm />),
  learning: framed(<LearningPanel />),
  table: framed(<TablePanel />),
  continuation: framed(<ContinuationPanel />),
  attention: framed(<AttentionPanel />),
  states: framed(<StatesPanel />),
  gradients: framed(<GradientPanel />),
  forecast: framed(<ForecastPanel />),
  properties: framed(<PropertiesPanel />),
  kinds: framed(<KindsPanel />),
  compare: ({ api }: IDockviewPanelProps) => (
    <Framed>
      <CompareView panel={api} />
    </Framed>
  ),
  equations: framed(<EquationView />),
  inspector: framed(<Inspector />),
  losses: framed(<LossesPanel />),
  errors: framed(<ErrorsPanel />),
  measures: framed(<MeasuresPanel />),
  unknowns: framed(<UnknownsPanel />),
  weights: framed(<WeightsPanel />),
  runs: framed(<RunsPanel />),
  log: framed(<LogPanel />),
  view: ({ api }: IDockviewPanelProps) => (
    <Framed>
      <FieldView id={api.id} panel={api} />
    </Framed>
  ),
};

/** A tab is one control: its cross is for the pointer, the command that closes a panel is for everyone. */
function Tab({ api }: IDockviewPanelHeaderProps) {
  const [title, setTitle] = useState(api.title);
  useEffect(() => {
    const subscription = api.onDidTitleChange((event) => setTitle(event.title));
    return () => subscription.dispose();
  }, [api]);
  return (
    <div className="tab">
      <span>{title}</span>
      {canClose(api.id) && (
        <span
          className="tab-close"
          aria-hidden="true"
          title="Close"
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            api.close();
          }}
        >
          <Icon name="remove" />
        </span>
      )}
    </div>
  );
}

function Watermark() {
  return (
    <EmptyState title="Every panel is closed">
      <Button onClick={resetLayout}>Reset the layout</Button>
    </EmptyState>
  );
}

function quantityOf(id: string): Quantity {
  return id === 'error' || id === 'residual' ? id : 'solution';
}

/** The kept layout where there is one that still fits, else the first one. */
function restoreLayout(api: DockviewReadyEvent['api'], lab: Lab): void {
  const kept = keptLayout(lab);
  if (kept === null) return layOut(api);
  try {
    api.fromJSON(kept as SerializedDockview);
    for (const panel of api.panels)
      if (panel.view.contentComponent === 'view') addView(panel.id, quantityOf(panel.id));
  } catch {
    layOut(api);
  }
}

/** All panels of the workbench: they can be moved, split, tabbed and closed, and are remembered. */
export function Dock({ lab }: { lab: Lab }) {
  useEffect(() => () => setDock(null), []);
  const onReady = useCallback(
    ({ api }: DockviewReadyEvent) => {
      setDock(api, lab);
      restoreLayout(api, lab);
      api.onDidLayoutChange(() => keepLayout(lab, api.toJSON()));
      api.onDidActivePanelChange(() => {
        const id = api.activePanel?.id;
        // The three pictures that are compared have the settings of the first.
        const view = id === 'compare' ? 'compare-solution' : id;
        if (view !== undefined && view in useViews.getState().views) useViews.setState({ active: view });
      });
    },
    [lab],
  );
  return (
    <DockviewReact
      theme={theme}
      components={components}
      defaultTabComponent={Tab}
      watermarkComponent={Watermark}
      onReady={onReady}
    />
  );
}
