/** Which panels there are, and where they stand at first. Holds no component, so that commands can reach it. */
import type { DockviewApi } from 'dockview-react';
import type { Lab } from '../state/study';
import { addView, type Quantity } from '../state/view';

export interface PanelDescription {
  readonly title: string;
  /** Name of its component; panels that show fields share one. */
  readonly component:
    | 'study'
    | 'view'
    | 'compare'
    | 'equations'
    | 'inspector'
    | 'losses'
    | 'errors'
    | 'measures'
    | 'unknowns'
    | 'weights'
    | 'runs'
    | 'log'
    | 'sequence-study'
    | 'learning'
    | 'table'
    | 'continuation'
    | 'attention'
    | 'states'
    | 'gradients'
    | 'forecast'
    | 'properties'
    | 'kinds';
  readonly quantity?: Quantity;
}

const equationPanels: Readonly<Record<string, PanelDescription>> = {
  study: { title: 'Study', component: 'study' },
  solution: { title: 'Solution', component: 'view', quantity: 'solution' },
  error: { title: 'Error', component: 'view', quantity: 'error' },
  residual: { title: 'Residual', component: 'view', quantity: 'residual' },
  compare: { title: 'Compare', component: 'compare' },
  equations: { title: 'Equations', component: 'equations' },
  inspector: { title: 'View', component: 'inspector' },
  losses: { title: 'Losses', component: 'losses' },
  errors: { title: 'Errors', component: 'errors' },
  measures: { title: 'Measures', component: 'measures' },
  unknowns: { title: 'Unknowns', component: 'unknowns' },
  weights: { title: 'Weights', component: 'weights' },
  runs: { title: 'Runs', component: 'runs' },
  log: { title: 'Log', component: 'log' },
};

const sequencePanels: Readonly<Record<string, PanelDescription>> = {
  study: { title: 'Study', component: 'sequence-study' },
  learning: { title: 'Learning', component: 'learning' },
  table: { title: 'Table', component: 'table' },
  continuation: { title: 'Continuation', component: 'continuation' },
  attention: { title: 'Attention', component: 'attention' },
  states: { title: 'States', component: 'states' },
  gradients: { title: 'Gradients', component: 'gradients' },
  forecast: { title: 'Forecast', component: 'forecast' },
  properties: { title: 'Properties', component: 'properties' },
  kinds: { title: 'Two Kinds', component: 'kinds' },
  measures: { title: 'Measures', component: 'measures' },
  runs: { title: 'Runs', component: 'runs' },
  log: { title: 'Log', component: 'log' },
};

/** The panels of each lab, and which of them stand in the middle and below at first, the first of each in front. */
const labs = {
  pde: {
    panels: equationPanels,
    views: ['solution', 'error', 'residual', 'compare', 'equations'],
    plots: ['losses', 'errors', 'measures', 'unknowns', 'weights', 'runs', 'log'],
  },
  sequence: {
    panels: sequencePanels,
    views: [
      'learning',
      'table',
      'continuation',
      'attention',
      'states',
      'gradients',
      'forecast',
      'properties',
      'kinds',
    ],
    plots: ['runs', 'measures', 'log'],
  },
} as const satisfies Record<Lab, unknown>;

let dock: DockviewApi | null = null;
let lab: Lab = 'pde';

/** Gives the commands the dock of the workbench and the lab that it belongs to; null when it is gone. */
export function setDock(api: DockviewApi | null, of: Lab = 'pde'): void {
  dock = api;
  lab = of;
}

export function hasPanel(of: Lab, id: string): boolean {
  return id in labs[of].panels;
}

type Position = NonNullable<Parameters<DockviewApi['addPanel']>[0]['position']>;

interface Size {
  readonly initialWidth?: number;
  readonly minimumWidth?: number;
  readonly initialHeight?: number;
  readonly minimumHeight?: number;
}

function add(api: DockviewApi, id: string, position?: Position, size: Size = {}): void {
  const panel = (labs[lab].panels as Readonly<Record<string, PanelDescription>>)[id];
  if (panel === undefined) return;
  if (panel.quantity !== undefined) addView(id, panel.quantity);
  api.addPanel({
    id,
    title: panel.title,
    component: panel.component,
    ...(position === undefined ? {} : { position }),
    ...size,
  });
}

/** The layout of a first start: study left, views in the middle, curves below, settings of the view right. */
export function layOut(api: DockviewApi): void {
  const [view, ...views] = labs[lab].views;
  const [plot, ...plots] = labs[lab].plots;
  api.clear();
  add(api, view);
  add(api, 'study', { referencePanel: view, direction: 'left' }, { initialWidth: 320, minimumWidth: 264 });
  add(
    api,
    'inspector',
    { referencePanel: view, direction: 'right' },
    { initialWidth: 232, minimumWidth: 204 },
  );
  add(api, plot, { referencePanel: view, direction: 'below' }, { initialHeight: 260, minimumHeight: 140 });
  for (const id of views) add(api, id, { referencePanel: view, direction: 'within' });
  for (const id of plots) add(api, id, { referencePanel: plot, direction: 'within' });
  api.getPanel(plot)?.api.setActive();
  api.getPanel(view)?.api.setActive();
}

export function resetLayout(): void {
  if (dock !== null) layOut(dock);
}

/** Brings a panel to the front, or back when it was closed. */
export function showPanel(id: string): void {
  if (dock === null) return;
  const open = dock.getPanel(id);
  if (open !== undefined) {
    open.api.setActive();
    return;
  }
  const views: readonly string[] = labs[lab].views;
  const plots: readonly string[] = labs[lab].plots;
  const neighbours = (plots.includes(id) ? plots : views).filter((other) => dock?.getPanel(other));
  const neighbour = neighbours[0];
  add(dock, id, neighbour === undefined ? undefined : { referencePanel: neighbour, direction: 'within' });
}

/** The study and the view's settings are always wanted: only views and plots can be closed. */
export function canClose(id: string): boolean {
  return id !== 'study' && id !== 'inspector';
}

export function closeActivePanel(): void {
  const panel = dock?.activePanel;
  if (panel !== undefined && canClose(panel.id)) panel.api.close();
}

/** Opens the solution once more, beside the view that is there. */
export function openAnotherView(): void {
  if (dock === null) return;
  let number = 2;
  while (dock.getPanel(`solution-${number}`) !== undefined) number++;
  const id = `solution-${number}`;
  addView(id, 'solution');
  const neighbour = dock.getPanel('solution') === undefined ? undefined : 'solution';
  dock.addPanel({
    id,
    title: `Solution ${number}`,
    component: 'view',
    ...(neighbour === undefined
      ? {}
      : { position: { referencePanel: neighbour, direction: 'right' as const } }),
  });
}
