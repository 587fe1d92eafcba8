/** What each command does, and when it can be chosen. */
import { commandNames, commands, isCommandName, type CommandName } from '../../src/lab/commands';
import { redo, undo, useDocument } from '../state/document';
import { isActive, isUnderWay, useRun } from '../state/run';
import { toggleTheme } from '../state/theme';
import { useWindow } from '../state/window';
import { closeActivePanel, openAnotherView, hasPanel, resetLayout, showPanel } from '../dock/panels';
import { createSequenceStudy, createStudy, openStudy, saveStudy } from './files';
import { hasActiveView, savePicture, saveShapes } from './pictures';
import { pause, stop, train } from './training';
import { hasErrors } from '../../src/study';
import { labOf, readDocument } from '../state/study';

interface Action {
  readonly run: () => void;
  readonly enabled?: () => boolean;
}

const always = (): boolean => true;
const hasDocument = (): boolean => useDocument.getState().document !== null;
const hasRun = (): boolean => useRun.getState().state !== null;
const onWorkbench = (): boolean => useWindow.getState().page === 'workbench' && hasDocument();

function canTrain(): boolean {
  const { state, opening, engine } = useRun.getState();
  const { problems, meaning, sequence } = readDocument(useDocument.getState().document);
  return (
    onWorkbench() &&
    !opening &&
    !isActive(state) &&
    engine.state === 'ready' &&
    (meaning !== null || sequence !== null) &&
    !hasErrors([...problems])
  );
}

const panel = (id: string): Action => ({
  run: () => showPanel(id),
  enabled: () => onWorkbench() && hasPanel(labOf(useDocument.getState().document), id),
});

const actions: Readonly<Record<CommandName, Action>> = {
  'study.new': { run: () => void createStudy() },
  'study.newSequence': { run: () => void createSequenceStudy() },
  'gallery.show': { run: () => useWindow.setState({ page: 'gallery' }) },
  'study.open': { run: () => void openStudy() },
  'study.save': { run: () => void saveStudy(), enabled: hasDocument },
  'study.saveAs': { run: () => void saveStudy(true), enabled: hasDocument },
  'run.export': { run: () => useWindow.setState({ export: true }), enabled: hasRun },
  'view.savePicture': { run: () => void savePicture(), enabled: hasActiveView },
  'view.saveGltf': { run: () => void saveShapes('glb'), enabled: hasActiveView },
  'view.saveVtk': { run: () => void saveShapes('vtp'), enabled: hasActiveView },
  'edit.undo': { run: undo, enabled: () => useDocument.getState().past.length > 0 },
  'edit.redo': { run: redo, enabled: () => useDocument.getState().future.length > 0 },
  'run.train': { run: () => void train(), enabled: canTrain },
  'run.pause': { run: () => void pause(), enabled: () => useRun.getState().state?.state === 'training' },
  'run.stop': { run: () => void stop(), enabled: () => isUnderWay(useRun.getState().state) },
  'palette.show': { run: () => useWindow.setState({ palette: true }) },
  'view.solution': panel('solution'),
  'view.error': panel('error'),
  'view.residual': panel('residual'),
  'view.compare': panel('compare'),
  'view.equations': panel('equations'),
  'view.anotherSolution': {
    run: openAnotherView,
    enabled: () => onWorkbench() && labOf(useDocument.getState().document) === 'pde',
  },
  'panel.learning': panel('learning'),
  'panel.table': panel('table'),
  'panel.continuation': panel('continuation'),
  'panel.attention': panel('attention'),
  'panel.states': panel('states'),
  'panel.gradients': panel('gradients'),
  'panel.forecast': panel('forecast'),
  'panel.properties': panel('properties'),
  'panel.kinds': panel('kinds'),
  'panel.losses': panel('losses'),
  'panel.errors': panel('errors'),
  'panel.measures': panel('measures'),
  'panel.unknowns': panel('unknowns'),
  'panel.weights': panel('weights'),
  'panel.runs': panel('runs'),
  'panel.log': panel('log'),
  'panel.close': { run: closeActivePanel, enabled: onWorkbench },
  'layout.reset': { run: resetLayout, enabled: onWorkbench },
  'theme.toggle': { run: toggleTheme },
  'about.show': { run: () => useWindow.setState({ about: true }) },
};

export function isEnabled(name: CommandName): boolean {
  return (actions[name].enabled ?? always)();
}

/** Carries out a command; one that can't be chosen now does nothing. */
export function runCommand(name: string): void {
  if (isCommandName(name) && isEnabled(name)) actions[name].run();
}

const isMac = navigator.platform.startsWith('Mac');

/** A shortcut as it is shown to the user. */
export function shortcutText(name: CommandName): string {
  const { shortcut } = commands[name];
  if (shortcut === undefined) return '';
  const text = shortcut.replace('Enter', '↵');
  return isMac
    ? text.replace('Mod', '⌘').replace('Shift', '⇧').replace(/\+/g, '')
    : text.replace('Mod', 'Ctrl');
}

/** The command whose shortcut was pressed. */
function commandOf(event: KeyboardEvent): CommandName | undefined {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (!mod || event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const pressed = `Mod+${event.shiftKey ? 'Shift+' : ''}${key}`;
  return commandNames.find((name) => commands[name].shortcut === pressed);
}

/** Makes the shortcuts work anywhere in the window; gives the way to end that. */
export function listenToShortcuts(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const name = commandOf(event);
    if (name === undefined || (name.startsWith('edit.') && useWindow.getState().palette)) return;
    event.preventDefault();
    event.stopPropagation();
    runCommand(name);
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}
