import type { Migration } from '../../study';

/** What version 1 left out where it had nothing to say, or did not know yet. */
const unsaid = {
  unknowns: [],
  measures: [],
  fieldScales: {},
  warnings: [],
  best: null,
  lengthened: [],
  start: null,
  sweep: null,
};

/** Version 2 of the record of a run: every key is written, whether there is something to say or not. */
export const from1: Migration = (record) => ({
  ...unsaid,
  ...record,
  measured: { errors: [], weights: [], validation: [], ...objectOf(record['measured']) },
  last:
    record['last'] === null || record['last'] === undefined
      ? null
      : { inferred: {}, values: {}, weights: {}, validation: {}, ...objectOf(record['last']) },
});

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
