import { broughtUp, type Migration } from '../../study';
import { from1 } from './from-1';

/** Each brings the record of a run to the next version; the first one begins at version 1. */
const migrations: readonly Migration[] = [from1];

/** The version of the record that this code writes. */
export const recordVersion = 2;

/**
 * The record of a run of any known version in the present form; null where it is none at all.
 * @returns a number where it is of a newer version than is known
 */
export function migrateRecord(value: unknown): Readonly<Record<string, unknown>> | number | null {
  if (typeof value !== 'object' || value === null) return null;
  const record = value as Readonly<Record<string, unknown>>;
  const version = record['collocate'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return null;
  return version > recordVersion ? version : broughtUp(record, version, migrations);
}
