/** Brings a document from one version to the next. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * A document of an earlier version in the form of the present one: each migration brings it one version on.
 * @param migrations the first one begins at version 1
 */
export function broughtUp(
  document: Readonly<Record<string, unknown>>,
  version: number,
  migrations: readonly Migration[],
): Readonly<Record<string, unknown>> {
  return migrations
    .slice(version - 1)
    .reduce((before, migration, k) => ({ ...migration(before), collocate: version + k + 1 }), document);
}
