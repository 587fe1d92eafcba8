'use strict';
/** Where a development package on an old Electron begins: the shim first, then the application. */
const path = require('path');

// Its own Node is too old for the engine; the package carries a newer one.
if (!process.env.COLLOCATE_NODE) process.env.COLLOCATE_NODE = path.join(process.resourcesPath, 'node/node');
require('./shim.cjs');
// Beside this folder in a package, and nowhere in a checkout.
require(path.join(__dirname, '../main.cjs'));
