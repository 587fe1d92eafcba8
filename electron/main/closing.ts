/** What becomes of a run that trains when the window is closed: the user is asked, unless an answer was kept. */
import { dialog, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { StateFile } from './stateFile';

export const closings = ['ask', 'go on', 'put aside'] as const;
/** The run goes on without a window, or is put aside with a checkpoint; or the user is asked each time. */
export type Closing = (typeof closings)[number];

export const closingWords: Readonly<Record<Closing, string>> = {
  ask: 'Ask Each Time',
  'go on': 'Keep Training',
  'put aside': 'Put the Run Aside',
};

const kept = z.object({ whenTraining: z.enum(closings) });

export class ClosingChoice {
  private readonly file = new StateFile('closing.json');

  get value(): Closing {
    const read = kept.safeParse(this.file.readJson());
    return read.success ? read.data.whenTraining : 'ask';
  }

  keep(value: Closing): void {
    this.file.write(JSON.stringify({ whenTraining: value }));
  }

  /** Asks where no answer was kept; null when the window shall stay. */
  async decide(window: BrowserWindow, title: string): Promise<Exclude<Closing, 'ask'> | null> {
    const { value } = this;
    if (value !== 'ask') return value;
    const { response, checkboxChecked } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `“${title}” is being trained`,
      detail:
        'It can go on without the window, and is found again when Collocate is opened; or it is put aside with a checkpoint and resumed later.',
      buttons: [closingWords['go on'], closingWords['put aside'], 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      checkboxLabel: 'Do not ask again (Run menu, When the Window Closes)',
    });
    const choice = (['go on', 'put aside'] as const)[response] ?? null;
    if (choice !== null && checkboxChecked) this.keep(choice);
    return choice;
  }
}
