import { useEffect, useMemo, useState } from 'react';
import type { OpenedRun } from '../../src/lab/protocol';
import { request } from '../bridge/request';
import { addNotice } from '../state/run';
import { plainMessage } from '../state/session';

/** Studies and curves of runs, in the order of their names, the same list until it changes; those that are being read are left out. */
export function useOpened(names: readonly string[]): readonly OpenedRun[] {
  const [opened, setOpened] = useState<Readonly<Record<string, OpenedRun>>>({});
  const key = names.join('\n');
  useEffect(() => {
    let ended = false;
    const wanted = key === '' ? [] : key.split('\n');
    void Promise.all(
      wanted.map((run) =>
        request('run.open', { run }).catch((error: unknown) => {
          addNotice('error', plainMessage(error));
          return null;
        }),
      ),
    ).then((read) => {
      const found = read.filter((one) => one !== null);
      if (!ended) setOpened(Object.fromEntries(found.map((one) => [one.state.run, one])));
    });
    return () => {
      ended = true;
    };
  }, [key]);
  return useMemo(
    () =>
      key
        .split('\n')
        .map((run) => opened[run])
        .filter((one) => one !== undefined),
    [key, opened],
  );
}
