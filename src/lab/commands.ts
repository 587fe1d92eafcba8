/**
 * Every command of the window by name. The native menus, the command palette and the shortcuts are all made from this
 * table; what a command does is the window's own matter.
 */

export type CommandMenu = 'File' | 'Edit' | 'Run' | 'View' | 'Help';

export interface Command {
  readonly title: string;
  readonly menu: CommandMenu;
  /** Keys joined by "+"; Mod is Ctrl, or ⌘ on a Mac. */
  readonly shortcut?: string;
  /** A line is drawn above it in its menu. */
  readonly startsGroup?: boolean;
}

const table = {
  'study.new': { title: 'New Study', menu: 'File', shortcut: 'Mod+N' },
  'study.newSequence': { title: 'New Study of Sequences', menu: 'File' },
  'gallery.show': { title: 'Show Gallery', menu: 'File', shortcut: 'Mod+G' },
  'study.open': { title: 'Open Study…', menu: 'File', shortcut: 'Mod+O' },
  'study.save': { title: 'Save Study', menu: 'File', shortcut: 'Mod+S', startsGroup: true },
  'study.saveAs': { title: 'Save Study As…', menu: 'File', shortcut: 'Mod+Shift+S' },
  'run.export': { title: 'Export…', menu: 'File', shortcut: 'Mod+E', startsGroup: true },
  'view.savePicture': { title: 'Save the Picture of the Box (.png)…', menu: 'File', startsGroup: true },
  'view.saveGltf': { title: 'Save the Shapes of the Box as glTF (.glb)…', menu: 'File' },
  'view.saveVtk': { title: 'Save the Shapes of the Box as VTK (.vtp)…', menu: 'File' },

  'edit.undo': { title: 'Undo', menu: 'Edit', shortcut: 'Mod+Z' },
  'edit.redo': { title: 'Redo', menu: 'Edit', shortcut: 'Mod+Shift+Z' },

  'run.train': { title: 'Train', menu: 'Run', shortcut: 'Mod+Enter' },
  'run.pause': { title: 'Pause', menu: 'Run', shortcut: 'Mod+P' },
  'run.stop': { title: 'Stop', menu: 'Run', shortcut: 'Mod+Shift+X' },

  'palette.show': { title: 'Command Palette…', menu: 'View', shortcut: 'Mod+K' },
  'view.solution': { title: 'Solution', menu: 'View', shortcut: 'Mod+1', startsGroup: true },
  'view.error': { title: 'Error', menu: 'View', shortcut: 'Mod+2' },
  'view.residual': { title: 'Residual', menu: 'View', shortcut: 'Mod+3' },
  'view.compare': { title: 'Compare With the Reference', menu: 'View' },
  'view.equations': { title: 'Equations as They Are Solved', menu: 'View', shortcut: 'Mod+9' },
  'view.anotherSolution': { title: 'Another Solution View', menu: 'View' },
  'panel.learning': { title: 'Learning of a Sequence Model', menu: 'View', startsGroup: true },
  'panel.table': { title: 'Table of Probabilities', menu: 'View' },
  'panel.continuation': { title: 'Continuation of a Prompt', menu: 'View' },
  'panel.attention': { title: 'Attention Maps', menu: 'View' },
  'panel.states': { title: 'States and Gates', menu: 'View' },
  'panel.gradients': { title: 'Gradients Through Time', menu: 'View' },
  'panel.forecast': { title: 'Forecast and Attractor', menu: 'View' },
  'panel.properties': { title: 'Properties of Sequence Models', menu: 'View' },
  'panel.kinds': { title: 'Supervised Learning and Sequences', menu: 'View' },
  'panel.losses': { title: 'Losses', menu: 'View', shortcut: 'Mod+4', startsGroup: true },
  'panel.errors': { title: 'Errors', menu: 'View', shortcut: 'Mod+5' },
  'panel.measures': { title: 'Measures', menu: 'View' },
  'panel.unknowns': { title: 'Unknowns', menu: 'View' },
  'panel.weights': { title: 'Weights', menu: 'View', shortcut: 'Mod+6' },
  'panel.runs': { title: 'Runs', menu: 'View', shortcut: 'Mod+7' },
  'panel.log': { title: 'Log', menu: 'View', shortcut: 'Mod+8' },
  'panel.close': {
    title: 'Close the Active Panel',
    menu: 'View',
    shortcut: 'Mod+Shift+K',
    startsGroup: true,
  },
  'layout.reset': { title: 'Reset Layout', menu: 'View' },
  'theme.toggle': { title: 'Switch Between Light and Dark', menu: 'View', shortcut: 'Mod+Shift+L' },

  'about.show': { title: 'About Collocate', menu: 'Help' },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof table;

export const commands: Readonly<Record<CommandName, Command>> = table;
export const commandNames = Object.keys(table) as readonly CommandName[];
export const commandMenus: readonly CommandMenu[] = ['File', 'Edit', 'Run', 'View', 'Help'];

export function isCommandName(name: string): name is CommandName {
  return Object.prototype.hasOwnProperty.call(table, name);
}
