/** The bridge of this window: given by the desktop application, or made over the connection of a served page. */
import type { Bridge } from '../../src/lab/bridge';
import { servedBridge } from './served';

declare global {
  interface Window {
    readonly collocate?: Bridge;
  }
}

export const bridge: Bridge = window.collocate ?? servedBridge();
