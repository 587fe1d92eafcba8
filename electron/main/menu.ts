/** The native menus, made from the table of commands. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import {
  commandMenus,
  commandNames,
  commands,
  type CommandMenu,
  type CommandName,
} from '../../src/lab/commands';

/** Items that the system itself carries out, at the end of their menu. */
const systemItems: Readonly<Partial<Record<CommandMenu, readonly MenuItemConstructorOptions[]>>> = {
  File: [{ type: 'separator' }, { role: 'quit' }],
  Edit: [{ type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  View: [{ type: 'separator' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
};

/** A setting of the application as a submenu: one of several. */
export interface MenuChoice<Value extends string> {
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value;
  choose(value: Value): void;
}

function choiceItem<Value extends string>(setting: MenuChoice<Value>): MenuItemConstructorOptions {
  return {
    label: setting.label,
    submenu: (Object.entries(setting.words) as [Value, string][]).map(([value, label]) => ({
      label,
      type: 'radio',
      checked: value === setting.value,
      click: () => setting.choose(value),
    })),
  };
}

/** Installs the menus; `choose` is called with each command that is clicked. `closing` stands in the Run menu. */
export function installMenu<Value extends string>(
  choose: (command: CommandName) => void,
  closing: MenuChoice<Value>,
): void {
  const menus = commandMenus.map((menu): MenuItemConstructorOptions => {
    const items = commandNames
      .filter((name) => commands[name].menu === menu)
      .flatMap((name) => commandItems(name, choose));
    const settings: MenuItemConstructorOptions[] =
      menu === 'Run' ? [{ type: 'separator' }, choiceItem(closing)] : [];
    return { label: menu, submenu: [...items, ...settings, ...(systemItems[menu] ?? [])] };
  });
  const macMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...macMenu, ...menus]));
}

function commandItems(
  name: CommandName,
  choose: (command: CommandName) => void,
): MenuItemConstructorOptions[] {
  const { title, shortcut, startsGroup } = commands[name];
  const item: MenuItemConstructorOptions = { id: name, label: title, click: () => choose(name) };
  if (shortcut !== undefined) item.accelerator = shortcut.replace('Mod', 'CommandOrControl');
  return startsGroup === true ? [{ type: 'separator' }, item] : [item];
}
