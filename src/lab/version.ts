import { version as packageVersion } from '../../package.json';

/** The version of the lab, as its package says it. */
export const version: string = packageVersion;
