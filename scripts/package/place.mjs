import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/place.mjs';

/** Everything that packaging makes. */
export const distFolder = path.join(root, 'dist');
/** What goes into the application's archive, and what lies beside it as plain files. */
export const stagedApplication = path.join(distFolder, 'staged/application');
export const stagedResources = path.join(distFolder, 'staged/resources');
/** The finished application as electron-builder leaves it. */
export const packedFolder = path.join(distFolder, 'linux-unpacked');

/** @type {{version: string, description: string, author: string}} */
export const { version, description, author } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
