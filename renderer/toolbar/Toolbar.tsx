import { isEnabled, runCommand, shortcutText } from '../actions/commands';
import { Button, IconButton } from '../controls/Button';
import type { IconName } from '../controls/Icon';
import type { CommandName } from '../../src/lab/commands';
import { isEdited, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { useRun } from '../state/run';
import { useWindow } from '../state/window';
import { StatusLine } from './StatusLine';
import './toolbar.css';

function withShortcut(text: string, command: CommandName): string {
  const shortcut = shortcutText(command);
  return shortcut === '' ? text : `${text} (${shortcut})`;
}

function CommandButton({ command, icon, name }: { command: CommandName; icon: IconName; name: string }) {
  return (
    <IconButton
      icon={icon}
      name={name}
      title={withShortcut(name, command)}
      disabled={!isEnabled(command)}
      onClick={() => runCommand(command)}
    />
  );
}

function Title() {
  const title = useDocument((state) => valueAt(state.document ?? undefined, ['title']));
  const edited = useDocument(isEdited);
  const file = useDocument((state) => state.file);
  const text = typeof title === 'string' && title !== '' ? title : 'Untitled study';
  return (
    <div className="toolbar-title" title={file === null ? 'Not saved to a file yet' : file.name}>
      <span className="toolbar-title-text">{text}</span>
      {edited && (
        <span
          className="toolbar-edited"
          role="img"
          aria-label="has unsaved changes"
          title="Unsaved changes"
        />
      )}
    </div>
  );
}

/** The bar across the top: study, training, state of the run, and the way to every command. */
export function Toolbar() {
  // Whether a command can be chosen depends on these; reading them draws the buttons anew.
  const onWorkbench = useWindow((state) => state.page === 'workbench');
  const run = useRun((state) => state.state);
  useRun((state) => state.opening);
  useRun((state) => state.engine);
  useDocument((state) => state.document);
  const trainText = run?.state === 'paused' ? 'Go on' : 'Train';
  return (
    <header className="toolbar">
      <CommandButton command="gallery.show" icon="gallery" name="Gallery" />
      {onWorkbench ? <Title /> : <div className="toolbar-title">Collocate</div>}
      {onWorkbench && (
        <div className="toolbar-group">
          <Button
            look="filled"
            icon="play"
            title={withShortcut(trainText, 'run.train')}
            disabled={!isEnabled('run.train')}
            onClick={() => runCommand('run.train')}
          >
            {trainText}
          </Button>
          <CommandButton command="run.pause" icon="pause" name="Pause" />
          <CommandButton command="run.stop" icon="stop" name="Stop" />
        </div>
      )}
      <StatusLine />
      <div className="toolbar-group">
        <Button
          look="plain"
          className="palette-button"
          icon="search"
          onClick={() => runCommand('palette.show')}
        >
          Commands <kbd>{shortcutText('palette.show')}</kbd>
        </Button>
        <CommandButton command="theme.toggle" icon="theme" name="Switch between light and dark" />
      </div>
    </header>
  );
}
