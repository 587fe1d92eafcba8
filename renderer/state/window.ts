/** What the window shows besides studies and runs: which page, which box is open, what has just failed. */
import { create } from 'zustand';

interface WindowStore {
  readonly page: 'gallery' | 'workbench';
  readonly palette: boolean;
  readonly about: boolean;
  readonly export: boolean;
  /** Something the user asked for did not work: told until it is put away. */
  readonly failure: { readonly title: string; readonly text: string } | null;
  /** Why the study and the layout are not being kept for the next start; null while they are. */
  readonly unkept: string | null;
  /** The run whose doubts were read and put away. */
  readonly doubtsPutAway: string | null;
  /** One sentence on the setting that is pointed at or has the focus. */
  readonly help: string;
}

export const useWindow = create<WindowStore>(() => ({
  page: 'gallery',
  palette: false,
  about: false,
  export: false,
  failure: null,
  unkept: null,
  doubtsPutAway: null,
  help: '',
}));
