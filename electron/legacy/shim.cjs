'use strict';
/**
 * Lets code that was written for the current Electron run on an old one (Electron 9: Node 12, Chromium 83) where the
 * current one can't be had. Development and tests only. Where the real thing is there, each part does nothing.
 *
 * Main process:   electron -r shim.cjs APPLICATION
 * Engine process: node -r shim.cjs engine.cjs  (utility-process.cjs starts it so)
 */
require('./node-modules.cjs');
require('./node-features.cjs');

if (process.versions.electron !== undefined && process.type === 'browser') {
  const electron = require('electron');
  require('./schemes.cjs').install(electron);
  require('./web-contents.cjs').install(electron);
  require('./utility-process.cjs').install(electron);
} else if (process.env.COLLOCATE_PARENT_PORT === '1') {
  require('./parent-port.cjs').install();
}
