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

/** Installs the menus; `choose` is called with each command that is clicked. */
export function installMenu(choose: (command: CommandName) => void): void {
  const menus = commandMenus.map((menu): MenuItemConstructorOptions => {
    const items = commandNames
      .filter((name) => commands[name].menu === menu)
      .flatMap((name) => commandItems(name, choose));
    return { label: menu, submenu: [...items, ...(systemItems[menu] ?? [])] };
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
